//! The numbers: what one reporter published of its trade with a partner, month by month, in its
//! own unit; and beside it, never mixed in, what others printed for the same month.

use telltale_measure::Levels;
use telltale_observation::{Actor, Channel, Detail, Month, Observation};

use crate::brief::{Printed, TradeMonth, TradeSeries};
use crate::evidence::{Evidence, Sentence};
use crate::known::{Known, Series, SeriesName, amount_of};
use crate::language::{Language, money, percent, tell, towards_ko};

/// A series with fewer months is single figures, not a series.
const MONTHS_MIN: usize = 3;

/// A series whose last month lies further back than this is history, not news.
const MONTHS_OLD: i32 = 12;

/// Every monthly series of trade between the subject and its partners.
pub(crate) fn all_series(known: &Known, subject: Actor, partners: &[Actor]) -> Vec<TradeSeries> {
    let mut all = Vec::new();
    for partner in partners {
        let named = known.monthly_trade(subject, *partner);
        let today = Month::of(known.as_of.date());
        let news = |series: &Series| {
            let last = series.last_key_value();
            series.len() >= MONTHS_MIN && last.is_some_and(|(m, _)| today.since(*m) <= MONTHS_OLD)
        };
        for (name, series) in named.iter().filter(|(_, series)| news(series)) {
            all.push(one_series(known, name, series));
        }
    }
    all
}

/// The amounts of a series by month.
pub(crate) fn levels(series: &Series) -> Levels {
    Levels(series.iter().map(|(month, seen)| (*month, amount_of(seen))).collect())
}

fn one_series(known: &Known, name: &SeriesName, series: &Series) -> TradeSeries {
    let (month, latest) = series.last_key_value().expect("a series has months");
    let levels = levels(series);
    let year_to_date = levels.year_to_date(*month);
    TradeSeries {
        actor: name.actor,
        target: name.target,
        channel: name.channel,
        unit: name.unit,
        source: name.source.clone(),
        month: *month,
        latest: amount_of(latest),
        change_on_month: levels.change_on_month(*month),
        change_on_year: levels.change_on_year(*month),
        year_to_date: year_to_date.map(|sum| sum.sum),
        year_to_date_change: year_to_date.and_then(|sum| sum.change),
        printed_elsewhere: printed_elsewhere(known, name, *month, latest),
        months: series.iter().map(|(month, seen)| trade_month(*month, seen)).collect(),
    }
}

fn trade_month(month: Month, seen: &Observation) -> TradeMonth {
    TradeMonth {
        month,
        value: amount_of(seen),
        derived: matches!(seen.detail(), Detail::Flow { derived: true, .. }),
        evidence: seen.id(),
    }
}

/// The same month, reporter and direction, from another source or in another unit.
fn printed_elsewhere(
    known: &Known,
    name: &SeriesName,
    month: Month,
    latest: &Observation,
) -> Vec<Printed> {
    let all = known.monthly_trade(name.actor, name.target);
    let others = all.iter().filter(|(other, _)| {
        *other != name && (other.actor, other.channel) == (name.actor, name.channel)
    });
    others
        .filter_map(|(other, series)| {
            let seen = series.get(&month).filter(|seen| amount_of(seen) > 0.0)?;
            Some(Printed {
                value: amount_of(seen),
                unit: other.unit,
                source: other.source.clone(),
                implied_rate: amount_of(latest) / amount_of(seen),
                evidence: seen.id(),
            })
        })
        .collect()
}

impl TradeSeries {
    /// The observation of a month of the series.
    pub(crate) fn at(&self, month: Month) -> Option<&TradeMonth> {
        self.months.iter().find(|entry| entry.month == month)
    }

    /// The observations of these months, as far as they are there.
    fn ids(&self, months: impl IntoIterator<Item = Month>) -> Evidence {
        let wanted: Vec<Month> = months.into_iter().collect();
        let ids = self.months.iter().filter(|entry| wanted.contains(&entry.month));
        Evidence::from_ids(ids.map(|entry| entry.evidence))
            .expect("asked for a month of the series")
    }
}

/// The latest month in words, with its changes, and what others printed for it.
pub(crate) fn sentences(series: &TradeSeries, language: Language) -> Vec<Sentence> {
    let mut said = vec![latest_sentence(series, language)];
    said.extend(year_to_date_sentence(series, language));
    said.extend(
        series.printed_elsewhere.iter().map(|other| printed_sentence(series, other, language)),
    );
    said
}

/// `China's exports to North Korea`.
pub(crate) fn flow_words(
    actor: Actor,
    target: Actor,
    channel: Channel,
    language: Language,
) -> String {
    let (reporter, partner) = (language.name_within(actor), language.name_within(target));
    let towards = towards_ko(target);
    match channel {
        Channel::TradeImports => {
            tell!(language, "{reporter}'s imports from {partner}", "{reporter}의 {towards} 수입")
        }
        Channel::TradeExports => {
            tell!(language, "{reporter}'s exports to {partner}", "{reporter}의 {towards} 수출")
        }
        _ => tell!(language, "{reporter}'s trade with {partner}", "{reporter}의 {towards} 교역"),
    }
}

fn latest_sentence(series: &TradeSeries, language: Language) -> Sentence {
    let flow = flow_words(series.actor, series.target, series.channel, language);
    let month = language.month(series.month);
    let latest = money(series.latest, series.unit.code());
    let mut evidence = vec![series.month];
    let mut changes = Vec::new();
    if let Some(change) = series.change_on_month.map(percent) {
        evidence.push(series.month.plus(-1));
        changes.push(tell!(language, "{change} on the month", "전월 대비 {change}"));
    }
    if let Some(change) = series.change_on_year.map(percent) {
        evidence.push(series.month.plus(-12));
        changes.push(tell!(language, "{change} on the year", "전년 동월 대비 {change}"));
    }
    let changes = match changes.is_empty() {
        true => String::new(),
        false => format!(" ({})", changes.join(", ")),
    };
    let derived = match series.at(series.month) {
        Some(TradeMonth { derived: true, .. }) => language.pick(
            "; the copy at hand lacks this month, which is the difference of year-to-date sums",
            "; 이 달은 가진 자료에 없어 연초 누계의 차로 계산",
        ),
        _ => "",
    };
    let text = tell!(
        language,
        "{flow} came to {latest} in {month}{changes}{derived}.",
        "{flow}: {month} {latest}{changes}{derived}."
    );
    Sentence::new(text, series.ids(evidence))
}

fn year_to_date_sentence(series: &TradeSeries, language: Language) -> Option<Sentence> {
    let sum = money(series.year_to_date?, series.unit.code());
    let change = percent(series.year_to_date_change?);
    let month = language.month(series.month);
    let flow = flow_words(series.actor, series.target, series.channel, language);
    let text = tell!(
        language,
        "From January to {month}, {flow} added up to {sum}, {change} on the same months a year before.",
        "{flow}, 그해 1월부터 {month}까지 누계 {sum}, 전년 같은 기간 대비 {change}."
    );
    let january = Month::new(series.month.year(), 1)?;
    let months = january.through(series.month);
    let year_before = months.clone().map(|month| month.plus(-12));
    Some(Sentence::new(text, series.ids(months.chain(year_before))))
}

fn printed_sentence(series: &TradeSeries, other: &Printed, language: Language) -> Sentence {
    let month = language.month(series.month);
    let printed = money(other.value, other.unit.code());
    let (source, unit, from) = (&other.source, series.unit, other.unit);
    let rate = format!("{:.3}", other.implied_rate);
    let text = tell!(
        language,
        "For {month}, {source} printed {printed}; taken together, the two imply {rate} {unit} per {from}. They are not mixed.",
        "{month}에 대해 {source}에는 {printed}. 두 수치가 뜻하는 환율은 1 {from}당 {rate} {unit}. 섞어 쓰지 않음."
    );
    let here = series.ids([series.month]);
    Sentence::new(text, here.and([crate::evidence::Citation::Observation(other.evidence)]))
}
