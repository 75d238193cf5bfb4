//! Verdicts: what the channels of a dyad say, each on its own and together, and what would change
//! it. *Cannot tell* is the default; the reasons for it are said.

use std::collections::{BTreeMap, BTreeSet};

use telltale_measure::state_space::standing::{self, Standing};
use telltale_measure::state_space::yearly::{
    of_amounts, of_amounts_at_once, of_counts_at_once, of_counts_in,
};
use telltale_measure::{
    Direction, Flip, Judgement, Levels, MonthlyCount, Part, Pooled, Reason, THRESHOLDS, flip,
    judge, pool,
};
use telltale_observation::{Actor, Channel, Dyad, Mode, Month, ObservationId, PanelCell, PanelRow};

use crate::brief::{Absence, ChannelVerdict, Confidence, Verdict};
use crate::case::{Case, Source};
use crate::evidence::{Citation, Evidence, Sentence};
use crate::known::{Known, Series, SeriesName, amount_of};
use crate::language::{Language, odds, odds_number, percent, tell};
use crate::trade::{flow_words, levels};

mod absences;
mod flips;
mod sides;

/// A trade series whose last month lies further back is stale: customs publish within two months.
const STALE_MONTHS: i32 = 4;

/// What is measured of one partner: each channel with its judgement.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The partner.
    pub partner: Actor,
    channels: Vec<MeasuredChannel>,
}

/// One channel with its judgement and what it rests on.
#[derive(Clone, Debug)]
struct MeasuredChannel {
    channel: Channel,
    mode: Mode,
    actor: Actor,
    target: Actor,
    judgement: Judgement,
    latest: Option<f64>,
    year_before: Option<f64>,
    unit: String,
    evidence: Evidence,
    sources: BTreeSet<String>,
    /// Where it stands in units of its own scatter, where it has an estimate.
    standing: Option<Standing>,
    /// What the next figure would have to be to take the channel out of its direction.
    flip: Option<NextFigure>,
    /// The amounts of a trade series that still comes in, and its last month.
    levels: Option<(Levels, Month)>,
    /// The observation of each month of a trade series.
    months: BTreeMap<Month, ObservationId>,
}

/// The next figure of a trade series that would change the channel's direction.
#[derive(Clone, Debug)]
struct NextFigure {
    flip: Flip,
    currency: &'static str,
}

/// How much is measured of a channel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// All that a brief says of it.
    Whole,
    /// Its direction, and how probable that is: for those who ask of many days.
    Direction,
}

/// Measures every channel between the subject and each partner.
pub fn measure(case: &Case, known: &Known) -> Vec<Measured> {
    measure_to(case, known, Depth::Whole)
}

fn measure_to(case: &Case, known: &Known, depth: Depth) -> Vec<Measured> {
    let partners = case.partners.iter();
    partners
        .map(|partner| {
            let mut channels = trade_channels(case, known, *partner, depth);
            channels.extend(counted_channels(case, known, *partner, depth));
            Measured { partner: *partner, channels }
        })
        .collect()
}

/// Which way a partner and each of its channels lean, without what a brief says of it besides.
#[derive(Clone, Debug)]
pub(crate) struct Leaning {
    pub(crate) target: Actor,
    pub(crate) direction: Direction,
    pub(crate) probability: Option<f64>,
    pub(crate) channels: Vec<ChannelLeaning>,
}

/// Which way one channel leans.
#[derive(Clone, Debug)]
pub(crate) struct ChannelLeaning {
    pub(crate) channel: Channel,
    /// Of a flow the reporter and the partner; what is counted is of both ways.
    pub(crate) dyad: Dyad,
    pub(crate) direction: Direction,
    pub(crate) probability: Option<f64>,
    /// What it rests on.
    pub(crate) evidence: Vec<ObservationId>,
}

/// The directions and probabilities that [`judge_all`] would give, and nothing else of it.
pub(crate) fn leanings(case: &Case, known: &Known) -> Vec<Leaning> {
    let leaning = |measured: Measured| {
        let pooled = pool(&parts(case, &measured), &THRESHOLDS);
        let channel = |channel: &MeasuredChannel| {
            let Judgement { direction, probability, .. } = channel.judgement;
            ChannelLeaning {
                channel: channel.channel,
                dyad: Dyad::new(channel.actor, channel.target),
                direction,
                probability,
                evidence: channel.evidence.ids().collect(),
            }
        };
        Leaning {
            target: measured.partner,
            direction: pooled.direction,
            probability: pooled.probability,
            channels: measured.channels.iter().map(channel).collect(),
        }
    };
    measure_to(case, known, Depth::Direction).into_iter().map(leaning).collect()
}

impl MeasuredChannel {
    /// The change of the plain sum of the last twelve months on the twelve before, where it is larger
    /// than what is steady and goes the other way than the step that is estimated.
    fn sums_against(&self, step: f64) -> Option<f64> {
        let (levels, last) = self.levels.as_ref()?;
        let sum = |first: Month| -> Option<f64> {
            first.through(first.plus(11)).map(|month| levels.level(month)).sum()
        };
        let (now, before) = (sum(last.plus(-11))?, sum(last.plus(-23))?);
        let change = now / before - 1.0;
        let is_larger = change.ln_1p().abs() > THRESHOLDS.band.ln_1p();
        (is_larger && change * step < 0.0).then_some(change)
    }
}

/// Each channel as a part of the pool.
fn parts(case: &Case, measured: &Measured) -> Vec<Part> {
    let part = |channel: &MeasuredChannel| Part {
        mode: channel.mode,
        weight: case.weight(channel.channel),
        judgement: channel.judgement,
    };
    measured.channels.iter().map(part).collect()
}

/// Draws one verdict per partner from its measured channels.
pub fn judge_all(
    case: &Case,
    known: &Known,
    measured: &[Measured],
    language: Language,
) -> Vec<Verdict> {
    let absent = |partner: &Measured| absences::all(case, known, partner.partner, language);
    measured.iter().map(|partner| verdict(case, partner, absent(partner), language)).collect()
}

fn trade_channels(
    case: &Case,
    known: &Known,
    partner: Actor,
    depth: Depth,
) -> Vec<MeasuredChannel> {
    let all = known.monthly_trade(case.subject, partner);
    let long = all.iter().filter(|(_, series)| series.len() >= THRESHOLDS.months_min);
    long.filter(|(name, _)| case.weight(name.channel) > 0.0)
        .map(|(name, series)| trade_channel(known, name, series, depth))
        .collect()
}

/// Whether a series that ends so is too old to say what is so now.
pub(crate) fn is_stale(known: &Known, last: Month) -> bool {
    Month::of(known.as_of.date()).since(last) > STALE_MONTHS
}

fn trade_channel(
    known: &Known,
    name: &SeriesName,
    series: &Series,
    depth: Depth,
) -> MeasuredChannel {
    let (last, latest) = series.last_key_value().expect("a long series has months");
    let levels = levels(series);
    let stale = is_stale(known, *last);
    let change = match (stale, depth) {
        (true, _) => Err(Reason::Stale),
        (false, Depth::Whole) => of_amounts(&levels.0, *last),
        (false, Depth::Direction) => of_amounts_at_once(&levels.0, *last),
    };
    let judgement =
        judge(change.as_ref().map_err(|reason| *reason), name.channel.sign(), &THRESHOLDS);
    let whole = depth == Depth::Whole && judgement.change.is_some();
    let standing = whole.then(|| standing::of_amounts(&levels.0, *last).ok()).flatten();
    let next = whole.then(|| flip(&levels, *last, &THRESHOLDS)).flatten();
    let next = next.filter(|next| !stale && next.from == judgement.direction);
    let year_before = series.get(&last.plus(-12));
    let window = series.values().map(|seen| seen.id());
    MeasuredChannel {
        channel: name.channel,
        mode: Mode::Deed,
        actor: name.actor,
        target: name.target,
        judgement,
        latest: Some(amount_of(latest)),
        year_before: year_before.map(|seen| amount_of(seen)),
        unit: name.unit.code().to_owned(),
        evidence: Evidence::from_ids(window).expect("a long series has months"),
        sources: BTreeSet::from([name.source.clone()]),
        standing,
        flip: next.map(|flip| NextFigure { flip, currency: name.unit.code() }),
        levels: (!stale).then_some((levels, *last)),
        months: series.iter().map(|(month, seen)| (*month, seen.id())).collect(),
    }
}

fn counted_channels(
    case: &Case,
    known: &Known,
    partner: Actor,
    depth: Depth,
) -> Vec<MeasuredChannel> {
    let counted = Channel::ALL.iter().filter(|channel| !channel.is_trade());
    counted
        .filter(|channel| channel.sign() != 0 && case.weight(**channel) > 0.0)
        .filter_map(|channel| counted_channel(case, known, partner, *channel, depth))
        .collect()
}

/// The rows of a channel between the subject and a partner, in either direction.
fn is_of(row: &PanelRow, subject: Actor, partner: Actor, channel: Channel) -> bool {
    row.channel == channel && row.mode == channel.usual_mode() && row.dyad.joins(subject, partner)
}

fn counted_channel(
    case: &Case,
    known: &Known,
    partner: Actor,
    channel: Channel,
    depth: Depth,
) -> Option<MeasuredChannel> {
    let of_channel = |row: &PanelRow| is_of(row, case.subject, partner, channel);
    let mut window = Window::of(case, known, partner);
    let recorded: BTreeSet<String> = known
        .panel
        .cells()
        .filter(|(row, _)| of_channel(row) && window.compared_from() <= row.month)
        .map(|(row, _)| row.source.clone())
        .filter(|name| case.source(name).is_some())
        .collect();
    if recorded.is_empty() {
        return None;
    }
    let readable: Vec<&Source> =
        recorded.iter().filter_map(|name| case.source(name)).filter(|s| !s.curated).collect();
    for source in &readable {
        window.add(case, known, source, channel, &of_channel);
    }
    let change = match readable.is_empty() {
        true => Err(Reason::Curated),
        false if is_stale(known, window.end) => Err(Reason::Stale),
        false if window.thinned && window.counts.is_empty() => Err(Reason::TooFewMonths),
        false if depth == Depth::Direction => of_counts_at_once(&window.all(), window.end),
        false => of_counts_in(&window.all(), window.end),
    };
    let judgement = judge(change.as_ref().map_err(|reason| *reason), channel.sign(), &THRESHOLDS);
    let told = judgement.change.is_some();
    let whole = depth == Depth::Whole && told;
    let standing = whole.then(|| standing::of_counts_in(&window.all(), window.end).ok()).flatten();
    let sources = recorded.iter().cloned().map(Citation::Source);
    Some(MeasuredChannel {
        channel,
        mode: channel.usual_mode(),
        actor: case.subject,
        target: partner,
        judgement,
        // Counts that no exposure makes comparable are not set side by side.
        latest: told.then(|| total(&window.last())),
        year_before: told.then(|| total(&window.before())),
        unit: "recorded in twelve months".to_owned(),
        evidence: Evidence::from_all(sources)
            .expect("a recorded channel has sources")
            .and(window.ids.iter().copied().filter(|_| told).map(Citation::Observation)),
        sources: recorded,
        standing,
        flip: None,
        levels: None,
        months: BTreeMap::new(),
    })
}

fn total(counts: &[MonthlyCount]) -> f64 {
    counts.iter().map(|month| month.count as f64).sum()
}

/// The full months before the day asked: twelve, the twelve before those, and what came before.
struct Window {
    end: Month,
    partner: Actor,
    counts: BTreeMap<Month, (u64, f64)>,
    thinned: bool,
    ids: BTreeSet<ObservationId>,
}

impl Window {
    fn of(case: &Case, known: &Known, partner: Actor) -> Window {
        let day = known.as_of.date().min(case.covers_until);
        let month = Month::of(day);
        let end = if day == month.last_day() { month } else { month.plus(-1) };
        Window { end, partner, counts: BTreeMap::new(), thinned: false, ids: BTreeSet::new() }
    }

    /// The first of the twenty-four months that are compared.
    fn compared_from(&self) -> Month {
        self.end.plus(-23)
    }

    /// The first month of which the noise is looked at: ten years.
    fn start(&self) -> Month {
        self.end.plus(-119)
    }

    fn all(&self) -> Vec<MonthlyCount> {
        self.months(self.start(), self.end)
    }

    /// Adds a source's counts in the months that it covers and that are not thin. Where it records
    /// every case the exposure is days covered; elsewhere it is all that it reported.
    fn add(
        &mut self,
        case: &Case,
        known: &Known,
        source: &Source,
        channel: Channel,
        of_channel: &impl Fn(&PanelRow) -> bool,
    ) {
        let series: BTreeMap<Month, (PanelCell, u64)> =
            known.panel.series(|row| of_channel(row) && row.source == source.name);
        for month in self.start().through(self.end) {
            let days = source.days_covered(month);
            let thin = case.thin_between(
                case.subject,
                self.partner,
                telltale_observation::Period::month(month),
            );
            let thin = days > 0 && thin.count() > 0;
            self.thinned |= thin;
            if days == 0 || thin {
                continue;
            }
            let reported = series.get(&month);
            let exposure = match source.is_complete(channel) {
                true => f64::from(days),
                false => reported.map_or(0.0, |(_, whole)| *whole as f64),
            };
            if exposure > 0.0 {
                let entry = self.counts.entry(month).or_default();
                entry.0 += reported.map_or(0, |(cell, _)| cell.count);
                entry.1 += exposure;
                self.ids
                    .extend(reported.into_iter().flat_map(|(cell, _)| cell.ids.iter().copied()));
            }
        }
    }

    fn months(&self, first: Month, last: Month) -> Vec<MonthlyCount> {
        let months = self.counts.range(first..=last);
        months
            .map(|(month, (count, exposure))| MonthlyCount {
                month: *month,
                count: *count,
                exposure: *exposure,
            })
            .collect()
    }

    fn last(&self) -> Vec<MonthlyCount> {
        self.months(self.end.plus(-11), self.end)
    }

    fn before(&self) -> Vec<MonthlyCount> {
        self.months(self.end.plus(-23), self.end.plus(-12))
    }
}

fn verdict(
    case: &Case,
    measured: &Measured,
    absences: Vec<Absence>,
    language: Language,
) -> Verdict {
    let parts = parts(case, measured);
    let pooled = pool(&parts, &THRESHOLDS);
    let sides = sides::draw(case, measured);
    let confidence = confidence(measured, &pooled);
    let would_change = would_change(case, measured, &parts, &pooled, language);
    let mut sentences = vec![headline(case, measured, &pooled, language)];
    sentences.extend(channel_sentences(measured, language));
    sentences.extend(unmeasured_sentence(measured, language));
    sentences.extend(sides.sentences(language));
    sentences.extend(contrary_sentence(measured, &pooled, language));
    sentences.extend(absences::sentences(&absences, language));
    sentences.push(confidence_sentence(case, measured, confidence, &pooled, language));
    sentences.extend(would_change.iter().cloned());
    Verdict {
        actor: case.subject,
        target: measured.partner,
        direction: pooled.direction,
        probability: pooled.probability,
        interval: pooled.interval,
        confidence,
        channels_agree: pooled.agree,
        channels: measured.channels.iter().map(|channel| row(channel, language)).collect(),
        indices: sides.rows(),
        gap: sides.gap(),
        turning_points: sides.turning_points(),
        absences,
        would_change: would_change.iter().map(|said| said.text().to_owned()).collect(),
        sentences,
    }
}

fn row(channel: &MeasuredChannel, language: Language) -> ChannelVerdict {
    let judgement = &channel.judgement;
    let estimate = judgement.change.map(|change| change.as_measure());
    let method = match (&estimate, judgement.reason) {
        (Some(estimate), _) => estimate.method.to_owned(),
        (None, Some(reason)) => reason_words(reason, language),
        (None, None) => String::new(),
    };
    ChannelVerdict {
        channel: channel.channel,
        mode: channel.mode,
        actor: channel.actor,
        target: channel.target,
        direction: judgement.direction,
        probability: judgement.probability,
        interval: estimate.map(|estimate| estimate.interval),
        latest: channel.latest,
        year_before: channel.year_before,
        unit: channel.unit.clone(),
        n: estimate.map_or(0, |estimate| estimate.n),
        method,
        evidence: channel.evidence.clone(),
    }
}

/// High, moderate or low, by how many channels are measured, from how many sources, and whether
/// they agree.
fn confidence(measured: &Measured, pooled: &Pooled) -> Confidence {
    let told = measured.channels.iter().filter(|channel| channel.judgement.change.is_some());
    let sources: BTreeSet<&String> = told.flat_map(|channel| &channel.sources).collect();
    let [agree, of] = pooled.agree;
    match (of, sources.len()) {
        (4.., 3..) if agree == of => Confidence::High,
        (3.., 2..) if agree * 2 > of => Confidence::Moderate,
        _ => Confidence::Low,
    }
}

/// Everything that the verdict's channels rest on; the case's own entry where there is none.
fn all_evidence(measured: &Measured, told_only: bool) -> Evidence {
    let channels = measured.channels.iter();
    let wanted = channels.filter(|channel| !told_only || channel.judgement.change.is_some());
    let all = wanted.flat_map(|channel| channel.evidence.iter().cloned());
    let partner = Citation::Case(format!("case/partners/{}", measured.partner));
    Evidence::from_all(all).unwrap_or_else(|| Evidence::of(partner))
}

fn headline(case: &Case, measured: &Measured, pooled: &Pooled, language: Language) -> Sentence {
    let (subject, partner) =
        (language.name_within(case.subject), language.name_within(measured.partner));
    let [agree, of] = pooled.agree;
    let text = match (pooled.direction, pooled.probability, pooled.interval) {
        (Direction::CannotTell, probability, _) => {
            if let (Some(Reason::Undecided), Some(probability)) = (pooled.reason, probability) {
                let text = undecided(probability, (&subject, &partner), language);
                return Sentence::new(text, all_evidence(measured, true));
            }
            let because =
                pooled.reason.map_or(String::new(), |reason| reason_words(reason, language));
            let lean = probability.map_or(String::new(), |probability| {
                let said = odds(probability, language);
                match pooled.reason {
                    // A number in words would claim what so few months cannot know.
                    Some(Reason::ShortHistory) if probability > 0.5 => tell!(
                        language,
                        " What is measured leans closer, {agree} of {of} channels; how sure that is, so few months cannot show.",
                        " 측정된 {of}개 채널 중 {agree}개가 가까워지는 쪽으로 기우나, 얼마나 확실한지는 이만한 달수로 알 수 없음."
                    ),
                    Some(Reason::ShortHistory) => tell!(
                        language,
                        " What is measured leans apart, {agree} of {of} channels; how sure that is, so few months cannot show.",
                        " 측정된 {of}개 채널 중 {agree}개가 멀어지는 쪽으로 기우나, 얼마나 확실한지는 이만한 달수로 알 수 없음."
                    ),
                    _ => tell!(
                        language,
                        " That they are moving closer is {said} on what is measured.",
                        " 측정된 것만으로 가까워질 가능성: {said}."
                    ),
                }
            });
            tell!(
                language,
                "Whether {subject} and {partner} are moving closer cannot be told: {because}.{lean}",
                "{subject}·{partner} 사이가 가까워지는지 판단할 수 없음: {because}.{lean}"
            )
        }
        (direction, probability, interval) => {
            let probability = probability.unwrap_or(0.5);
            let said = told_words(direction, probability, (&subject, &partner), language);
            let range = interval.map_or(String::new(), |interval| {
                let [low, high] = match direction {
                    Direction::Loosening => [1.0 - interval[1], 1.0 - interval[0]],
                    _ => interval,
                };
                let (low, high) = (odds_number(low), odds_number(high));
                match direction {
                    Direction::Steady => String::new(),
                    _ => tell!(
                        language,
                        ", {low} to {high} when any one channel or month is left out",
                        ", 채널이나 달 하나를 빼면 {low}에서 {high}까지"
                    ),
                }
            });
            let alone = alone_words(measured, language);
            tell!(
                language,
                "{alone}{said}{range}; {agree} of {of} measured channels lean that way.",
                "{alone}{said}{range}. 측정된 {of}개 채널 중 {agree}개가 그쪽으로 기욺."
            )
        }
    };
    Sentence::new(text, all_evidence(measured, pooled.probability.is_some()))
}

/// That a direction is likelier than another, and not likely enough to be told.
fn undecided(probability: f64, (subject, partner): (&str, &str), language: Language) -> String {
    let (way, likelier) = match probability >= 0.5 {
        true => (language.pick("closer", "가까워지는"), probability),
        false => (language.pick("apart", "멀어지는"), 1.0 - probability),
    };
    let (said, asked) = (odds(likelier, language), 100.0 * THRESHOLDS.told_together);
    tell!(
        language,
        "Whether {subject} and {partner} are moving closer or apart cannot be told: that they are moving {way} is {said} on what is measured, and a direction is told from {asked} % on.",
        "{subject}·{partner} 사이의 방향을 판단할 수 없음. 측정된 것만 보면 {way} 쪽: {said}. 방향은 {asked}%부터 말함."
    )
}

/// A told direction in words: closer, apart or neither, with its odds.
fn told_words(
    direction: Direction,
    probability: f64,
    (subject, partner): (&str, &str),
    language: Language,
) -> String {
    match direction {
        Direction::Loosening => {
            let said = odds(1.0 - probability, language);
            tell!(
                language,
                "that {subject} and {partner} are moving apart is {said}",
                "{subject}–{partner}, 멀어지고 있음: {said}"
            )
        }
        Direction::Steady => tell!(
            language,
            "{subject} and {partner} stand as a year before, within ten per cent",
            "{subject}–{partner}, 1년 전과 10 % 이내로 같음"
        ),
        Direction::Tightening | Direction::CannotTell => {
            let said = odds(probability, language);
            tell!(
                language,
                "that {subject} and {partner} are moving closer is {said}",
                "{subject}–{partner}, 가까워지고 있음: {said}"
            )
        }
    }
}

/// From which sources a verdict is drawn, as the beginning of its sentence.
fn alone_words(measured: &Measured, language: Language) -> String {
    let told = measured.channels.iter().filter(|channel| channel.judgement.change.is_some());
    let sources: BTreeSet<&str> =
        told.flat_map(|channel| channel.sources.iter().map(String::as_str)).collect();
    let names = Vec::from_iter(sources.iter().copied()).join(", ");
    match sources.len() {
        1 => tell!(language, "On {names} alone, ", "{names} 하나만 보면 "),
        _ => tell!(language, "On {names}, ", "{names} 기준으로 "),
    }
}

/// A direction in a word of the language.
pub(crate) fn direction_word(direction: Direction, language: Language) -> &'static str {
    match direction {
        Direction::Tightening => language.pick("tightening", "밀착"),
        Direction::Loosening => language.pick("loosening", "이완"),
        Direction::Steady => language.pick("steady", "변화 없음"),
        Direction::CannotTell => language.pick("cannot tell", "판단 불가"),
    }
}

/// The direction, and if it cannot be told, why: `closer` is the probability that it is up.
pub(crate) fn direction_words(
    direction: Direction,
    reason: Option<Reason>,
    closer: f64,
    language: Language,
) -> String {
    let word = direction_word(direction, language);
    match reason {
        None => word.to_owned(),
        Some(Reason::Undecided) => {
            let way = match closer >= 0.5 {
                true => language.pick("closer", "밀착"),
                false => language.pick("farther", "이완"),
            };
            let [found, asked] = [closer.max(1.0 - closer), THRESHOLDS.told].map(|p| 100.0 * p);
            tell!(
                language,
                "{word} ({way} at {found:.0} %; told from {asked} % on)",
                "{word}({way} {found:.0}%, {asked}%부터 판단)"
            )
        }
        Some(reason) => format!("{word} ({})", reason_words(reason, language)),
    }
}

/// Why it cannot be told, in words of the language.
pub(crate) fn reason_words(reason: Reason, language: Language) -> String {
    let korean = match reason {
        Reason::TooFewMonths => "보고된 달이 너무 적음",
        Reason::TooFewEvents => "기록된 건수가 너무 적음",
        Reason::ShortHistory => "변동이 얼마나 이어지는지 알기에는 달이 너무 적음",
        Reason::NoExposure => "비교할 보고량이 없음",
        Reason::NoSign => "방향을 뜻하지 않는 채널",
        Reason::Curated => "건수가 기록자의 노력에 따라 늘어남",
        Reason::Stale => "최근 수치가 없음",
        Reason::Undecided => "변화가 잡음만으로도 나타날 수 있는 범위 안임",
        Reason::TooFewChannels => "추정치가 있는 채널이 너무 적거나 그중 행동의 채널이 없음",
        Reason::NoRatio => "수치가 0인 달은 증가율이 없음",
    };
    language.pick(reason.words(), korean).to_owned()
}

/// One sentence per measured channel: how much it changed, within which bounds, and what that says.
fn channel_sentences(measured: &Measured, language: Language) -> Vec<Sentence> {
    let told = measured.channels.iter().filter(|channel| channel.judgement.change.is_some());
    told.map(|channel| channel_sentence(channel, language)).collect()
}

fn channel_sentence(channel: &MeasuredChannel, language: Language) -> Sentence {
    let estimate = channel.judgement.change.expect("asked of measured channels").as_measure();
    let (actor, target) =
        (language.name_within(channel.actor), language.name_within(channel.target));
    let noun = language.pick(channel.channel.plural(), channel.channel.korean());
    let change = percent(estimate.value);
    let [low, high] = estimate.interval.map(percent);
    let n = estimate.n;
    let judged = &channel.judgement;
    let closer = judged.probability.unwrap_or(0.5);
    let word = direction_words(judged.direction, judged.reason, closer, language);
    let unit = &channel.unit;
    let flow = flow_words(channel.actor, channel.target, channel.channel, language);
    let sums = channel.sums_against(estimate.value).map_or(String::new(), |sums| {
        let sums = percent(sums);
        tell!(
            language,
            " Their plain sum is {sums} on the twelve months before: the series was on its way there earlier or went there since, and neither is a step twelve months ago.",
            " 열두 달의 단순 합계는 그 전 열두 달 대비 {sums}: 그 전부터 이어졌거나 그 뒤에 일어난 변화로, 열두 달 전의 단계가 아님."
        )
    });
    let text = match channel.channel.is_trade() {
        true => tell!(
            language,
            "{flow} in {unit} at current prices, the last twelve months against all before, as one step with season, lunar new year and noise that lasts taken out (no ratio of sums): {change} (90 % interval {low} to {high}, n = {n} months): {word}.{sums}",
            "{flow}({unit}, 경상가격), 최근 열두 달의 그 전 전체 대비 변화, 계절·설·이어지는 잡음을 빼고 한 단계로 추정(합계의 비가 아님): {change} (90 % 구간 {low}에서 {high}까지, n = {n}개월): {word}.{sums}"
        ),
        false => tell!(
            language,
            "The rate of {noun} between {actor} and {target}, for what its sources report at all, the last twelve months against those before: {change} (90 % interval {low} to {high}, n = {n} months): {word}.",
            "{actor}–{target} {noun}의 보고량 대비 비율, 최근 열두 달, 그 전 대비: {change} (90 % 구간 {low}에서 {high}까지, n = {n}개월): {word}."
        ),
    };
    Sentence::new(text, channel.evidence.clone())
}

/// Which channels are recorded and not measured, and why.
fn unmeasured_sentence(measured: &Measured, language: Language) -> Vec<Sentence> {
    let mut by_reason: BTreeMap<Reason, Vec<&MeasuredChannel>> = BTreeMap::new();
    for channel in measured.channels.iter().filter(|c| c.judgement.change.is_none()) {
        let reason = channel.judgement.reason.expect("what is not measured has a reason");
        by_reason.entry(reason).or_default().push(channel);
    }
    let sentences = by_reason.into_iter().map(|(reason, channels)| {
        let because = reason_words(reason, language);
        let nouns: Vec<&str> = channels
            .iter()
            .map(|c| language.pick(c.channel.plural(), c.channel.korean()))
            .collect();
        let nouns = nouns.join(", ");
        let text = tell!(
            language,
            "Recorded and not read as a trend: {nouns}: {because}.",
            "기록되었으나 추세로 읽지 않음: {nouns}: {because}."
        );
        let evidence = channels.iter().flat_map(|channel| channel.evidence.iter().cloned());
        Sentence::new(text, Evidence::from_all(evidence).expect("a recorded channel has sources"))
    });
    sentences.collect()
}

fn confidence_sentence(
    case: &Case,
    measured: &Measured,
    confidence: Confidence,
    pooled: &Pooled,
    language: Language,
) -> Sentence {
    let told: Vec<&MeasuredChannel> =
        measured.channels.iter().filter(|c| c.judgement.change.is_some()).collect();
    let sources: BTreeSet<&String> = told.iter().flat_map(|channel| &channel.sources).collect();
    let (channels, n) = (told.len(), sources.len());
    let sources = match n {
        1 => tell!(language, "one source", "출처 1곳"),
        _ => tell!(language, "{n} sources", "출처 {n}곳"),
    };
    let recorded = measured.channels.len();
    let [agree, of] = pooled.agree;
    let word = match confidence {
        Confidence::High => language.pick("high", "높음"),
        Confidence::Moderate => language.pick("moderate", "중간"),
        Confidence::Low => language.pick("low", "낮음"),
    };
    let agreeing = match of {
        0 | 1 => String::new(),
        _ => tell!(
            language,
            "; {agree} of {of} lean the same way",
            ", {of}개 중 {agree}개가 같은 방향"
        ),
    };
    let measured_of = tell!(
        language,
        "{channels} of {recorded} recorded channels can be measured, from {sources}",
        "기록된 {recorded}개 채널 중 {channels}개 측정 가능, {sources}"
    );
    let measured_of = match (recorded, channels) {
        (0, _) => language
            .pick(
                "nothing between the two, but for rows marked weak, is recorded in the two years compared",
                "비교하는 2년간 약함 표시가 없는 둘 사이의 기록이 없음",
            )
            .to_owned(),
        (1, 0) => language
            .pick("the one recorded channel cannot be measured", "기록된 채널 하나는 측정할 수 없음")
            .to_owned(),
        (1, 1) => tell!(
            language,
            "the one recorded channel can be measured, from {sources}",
            "기록된 채널 하나 측정 가능, {sources}"
        ),
        (_, 0) => tell!(
            language,
            "none of {recorded} recorded channels can be measured",
            "기록된 {recorded}개 채널 중 측정 가능한 것이 없음"
        ),
        _ => measured_of,
    };
    let text = tell!(
        language,
        "Confidence is {word}: {measured_of}{agreeing}.",
        "신뢰도 {word}: {measured_of}{agreeing}."
    );
    let partner = Citation::Case(format!("case/partners/{}", measured.partner));
    let sources = measured.channels.iter().flat_map(|channel| &channel.sources);
    let declared = sources.filter(|name| case.source(name).is_some());
    let cited = declared.cloned().map(Citation::Source);
    let evidence = Evidence::from_all(cited).unwrap_or_else(|| Evidence::of(partner));
    Sentence::new(text, evidence)
}

/// What would change the verdict: next figures of all trade together that would, then those that
/// would take a single channel out of its direction; or, where nothing is told, what would have to
/// be measured.
fn would_change(
    case: &Case,
    measured: &Measured,
    parts: &[Part],
    pooled: &Pooled,
    language: Language,
) -> Vec<Sentence> {
    match (pooled.direction, pooled.reason) {
        (Direction::CannotTell, Some(Reason::ShortHistory)) => {
            return vec![long_enough(measured, language)];
        }
        (Direction::CannotTell, Some(Reason::Undecided)) => {}
        (Direction::CannotTell, _) => return vec![what_it_would_take(case, measured, language)],
        _ => {}
    }
    let mut said = vec![flips::joint_sentence(measured, parts, pooled, language)];
    said.extend(measured.channels.iter().filter_map(|channel| {
        let next = channel.flip.as_ref()?;
        let text = flips::channel_words(channel, next, language);
        Some(Sentence::new(text, channel.evidence.clone()))
    }));
    said
}

/// How many months or channels against the lean are named.
const CONTRARY_MAX: usize = 3;

/// What goes most against the way that all channels lean: months of trade, each against the same
/// month of the year before, and rates of the last twelve months.
fn contrary_sentence(measured: &Measured, pooled: &Pooled, language: Language) -> Option<Sentence> {
    let lean = pooled.probability? - 0.5;
    let mut against: Vec<(f64, String, Citation)> = Vec::new();
    for channel in &measured.channels {
        let Some((levels, last)) = &channel.levels else {
            against.extend(contrary_rate(channel, lean, language));
            continue;
        };
        let flow = flow_words(channel.actor, channel.target, channel.channel, language);
        for month in last.plus(-11).through(*last) {
            let Some(change) = levels.change_on_year(month) else { continue };
            let towards = change * f64::from(channel.judgement.sign);
            let Some(id) = channel.months.get(&month) else { continue };
            if towards * lean < 0.0 {
                let (month, change) = (language.month(month), percent(change));
                let said = tell!(
                    language,
                    "{flow}, {month} ({change} on the year)",
                    "{flow}, {month}(전년 동월 대비 {change})"
                );
                against.push((towards.abs(), said, Citation::Observation(*id)));
            }
        }
    }
    against.sort_by(|a, b| b.0.total_cmp(&a.0));
    against.truncate(CONTRARY_MAX);
    let list: Vec<&str> = against.iter().map(|(_, said, _)| said.as_str()).collect();
    let list = list.join("; ");
    let text = tell!(language, "Strongest against it: {list}.", "가장 반대되는 수치: {list}.");
    let cited = Evidence::from_all(against.into_iter().map(|(.., cited)| cited))?;
    Some(Sentence::new(text, cited))
}

/// A rate of counts that moved against the way that all channels lean.
fn contrary_rate(
    channel: &MeasuredChannel,
    lean: f64,
    language: Language,
) -> Option<(f64, String, Citation)> {
    let towards = channel.judgement.towards()?.log_ratio_mean;
    if towards * lean >= 0.0 {
        return None;
    }
    let noun = language.pick(channel.channel.plural(), channel.channel.korean());
    let change = percent(channel.judgement.change?.as_measure().value);
    let said = tell!(
        language,
        "the rate of {noun}, the last twelve months against those before ({change})",
        "{noun} 비율, 최근 열두 달, 그 전 대비({change})"
    );
    let cited = channel.evidence.iter().next()?.clone();
    Some((towards.abs(), said, cited))
}

/// From which figures on the history is long enough for a verdict.
fn long_enough(measured: &Measured, language: Language) -> Sentence {
    let wanted = THRESHOLDS.history_min;
    let reached = measured.channels.iter().filter_map(|channel| {
        let (_, last) = channel.levels.as_ref()?;
        let lacking = wanted.checked_sub(channel.judgement.change?.n)?;
        Some((last.plus(i32::try_from(lacking).ok()?), lacking))
    });
    let reached = reached.max().map(|(month, lacking)| (language.month(month), lacking));
    let text = match reached {
        Some((month, 0 | 1)) => tell!(
            language,
            "The next figures can change this: it takes {wanted} months to know how long noise lasts, which the trade series reach with {month}.",
            "다음 수치로 바뀔 수 있음: 변동이 얼마나 이어지는지 알려면 {wanted}개월이 필요하며, 교역 수치는 {month}에 이에 이름."
        ),
        Some((month, _)) => tell!(
            language,
            "No figure of the next month can change this: it takes {wanted} months to know how long noise lasts, which the trade series reach with {month} if no month is missing.",
            "다음 달 수치로는 바뀌지 않음: 변동이 얼마나 이어지는지 알려면 {wanted}개월이 필요하며, 빠지는 달이 없으면 교역 수치는 {month}에 이에 이름."
        ),
        None => tell!(
            language,
            "A verdict takes {wanted} months with a report in each of two channels.",
            "판단에는 두 채널 각각 {wanted}개월의 보고가 필요."
        ),
    };
    Sentence::new(text, all_evidence(measured, true))
}

fn what_it_would_take(case: &Case, measured: &Measured, language: Language) -> Sentence {
    let (subject, partner) =
        (language.name_within(case.subject), language.name_within(measured.partner));
    let (channels, months) = (THRESHOLDS.channels_min, THRESHOLDS.history_min);
    let text = tell!(
        language,
        "A verdict on {subject} and {partner} would take at least {channels} channels, one of them of deeds, with a source that covers {months} months of them or reports its own volume.",
        "{subject}–{partner} 판단에는 최소 {channels}개 채널(그중 하나는 행동)에 대해 {months}개월을 빠짐없이 다루거나 보고량을 밝히는 출처가 필요."
    );
    Sentence::new(text, all_evidence(measured, false))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::sample::known_on;

    fn verdicts(day: &str) -> Vec<Verdict> {
        known_on(day, |case, known| {
            judge_all(case, known, &measure(case, known), Language::English)
        })
    }

    fn directions(day: &str) -> Vec<(&'static str, Direction)> {
        verdicts(day).iter().map(|verdict| (verdict.target.code(), verdict.direction)).collect()
    }

    #[test]
    fn what_is_too_short_or_undecided_leans_and_is_not_told() {
        for (day, agree) in [("2025-11-04", 2), ("2026-08-31", 1)] {
            assert!(
                directions(day).iter().all(|(_, told)| *told == Direction::CannotTell),
                "{day}"
            );
            let china = &verdicts(day)[0];
            assert_eq!((china.target.code(), china.channels_agree), ("CHN", [agree, 2]));
            assert!(china.probability > Some(0.5));
            // Monthly figures have come since January 2024.
            let reached = "36 months to know how long noise lasts, which the trade series reach with \
                           December 2026";
            assert!(china.would_change[0].contains(reached), "{:?}", china.would_change);
        }
    }

    #[test]
    fn figures_that_stopped_coming_tell_nothing() {
        let china = &verdicts("2027-01-31")[0];
        assert_eq!(china.direction, Direction::CannotTell);
        let trade = china.channels.iter().find(|row| row.channel == Channel::TradeExports).unwrap();
        assert_eq!(trade.method, Reason::Stale.words());
    }

    #[test]
    fn counts_that_grow_with_diligence_are_neither_measured_nor_compared() {
        for verdict in verdicts("2025-11-04") {
            for row in verdict.channels.iter().filter(|row| !row.channel.is_trade()) {
                assert_eq!(row.direction, Direction::CannotTell, "{}", row.channel);
                assert_eq!((row.latest, row.year_before, row.n), (None, None, 0));
                assert!(!row.method.is_empty());
            }
        }
    }

    /// China with two flows of five years and noise, of which the last stands so many times as high.
    pub(super) fn long(times: f64, noise: f64) -> Measured {
        known_on("2025-11-04", |case, known| {
            let mut china = measure(case, known).swap_remove(0);
            china.channels.retain(|channel| channel.channel.is_trade());
            let until: Month = "2025-09".parse().unwrap();
            for (at, channel) in china.channels.iter_mut().enumerate() {
                let level = |back: i32| {
                    let noise = noise * draw(back + 100 * at as i32);
                    let year = if back < 12 { times } else { 1.0 };
                    (until.plus(-back), 100e6 * year * noise.exp())
                };
                let levels = Levels((0..60).map(level).collect());
                let change = of_amounts(&levels.0, until).unwrap();
                channel.judgement = judge(Ok(&change), 1, &THRESHOLDS);
                channel.standing = standing::of_amounts(&levels.0, until).ok();
                let next = flip(&levels, until, &THRESHOLDS);
                channel.flip = next.map(|flip| NextFigure { flip, currency: "CNY" });
                channel.levels = Some((levels, until));
            }
            china
        })
    }

    /// A draw between −1.7 and 1.7 of standard deviation 1, the same for the same number.
    fn draw(at: i32) -> f64 {
        let mixed = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        12f64.sqrt() * ((mixed >> 11) as f64 / (1u64 << 53) as f64 - 0.5)
    }

    pub(super) fn parts(measured: &Measured) -> Vec<Part> {
        let part = |channel: &MeasuredChannel| Part {
            mode: channel.mode,
            weight: 1.0,
            judgement: channel.judgement,
        };
        measured.channels.iter().map(part).collect()
    }

    #[test]
    fn a_verdict_that_is_told_says_what_would_change_it() {
        known_on("2025-11-04", |case, _| {
            let china = verdict(case, &long(1.5, 0.1), Vec::new(), Language::English);
            assert_eq!(china.direction, Direction::Tightening);
            let said = &china.would_change[0];
            assert!(said.contains("verdict") && said.contains("tightening"), "{said}");
            let [low, high] = china.interval.unwrap();
            assert!(low <= china.probability.unwrap() && china.probability.unwrap() <= high);
            let steady = verdict(case, &long(1.0, 0.1), Vec::new(), Language::English);
            assert_ne!(steady.direction, Direction::Tightening);
        });
    }

    #[test]
    fn a_sum_that_goes_against_the_step_is_said_beside_it() {
        let mut china = long(0.5, 0.0);
        let channel = &mut china.channels[0];
        let against = channel.sums_against(0.1).unwrap();
        assert!((against + 0.5).abs() < 1e-9, "{against}");
        assert_eq!(channel.sums_against(-0.1), None);
        channel.judgement.change.as_mut().unwrap().log_ratio_mean = 0.1;
        let said = channel_sentence(channel, Language::English);
        assert!(said.text().contains("−50.0 % on the twelve months before"), "{said:?}");
        // What is steady goes against nothing.
        assert_eq!(long(0.95, 0.0).channels[0].sums_against(0.1), None);
    }

    #[test]
    fn deeds_stand_in_one_number_and_turned_when_they_did() {
        known_on("2025-11-04", |case, _| {
            let china = verdict(case, &long(1.5, 0.1), Vec::new(), Language::English);
            let [deeds] = &china.indices[..] else { panic!("deeds alone: {:?}", china.indices) };
            assert_eq!((deeds.mode, deeds.direction), (Mode::Deed, Direction::Tightening));
            let weights: f64 = deeds.channels.iter().map(|channel| channel.weight).sum();
            assert!((weights - 1.0).abs() < 1e-9 && deeds.channels.len() == 2);
            assert!(deeds.channels.iter().all(|channel| channel.change_without > Some(0.0)));
            let [turn] = &china.turning_points[..] else { panic!("{:?}", china.turning_points) };
            let stepped: Month = "2024-10".parse().unwrap();
            assert!(turn.from <= stepped && stepped <= turn.to && turn.by > 0.0, "{turn:?}");
            let said = |text: &str| china.sentences.iter().any(|one| one.text().contains(text));
            assert!(china.gap.is_none() && said("cannot be held against words"));
            assert!(said("turned closer in") && said("without them"));
        });
    }

    #[test]
    fn deeds_are_held_against_words_where_both_are_measured() {
        known_on("2025-11-04", |case, _| {
            let mut china = long(1.5, 0.1);
            let still = long(1.0, 0.1).channels.swap_remove(0);
            let praise = MeasuredChannel {
                channel: Channel::Praise,
                mode: Mode::Word,
                levels: None,
                ..still
            };
            china.channels.push(praise);
            let told = verdict(case, &china, Vec::new(), Language::English);
            assert_eq!(told.indices.len(), 2);
            let gap = told.gap.unwrap();
            assert!(gap.interval[0] > 0.0 && gap.interval[0] < gap.value, "{gap:?}");
            let said = |text: &str| told.sentences.iter().any(|one| one.text().contains(text));
            assert!(said("closer than words"));
        });
    }

    #[test]
    fn what_nobody_looked_at_is_not_said_to_be_missing() {
        for day in ["2025-11-04", "2026-08-31"] {
            for verdict in verdicts(day) {
                for absent in &verdict.absences {
                    let told = absent.probability.is_some();
                    assert_eq!(told, absent.expected.is_some(), "{absent:?}");
                    assert!(told || absent.of == 0, "{absent:?}");
                    let as_of: jiff::civil::Date = day.parse().unwrap();
                    assert!(absent.to <= as_of && absent.last <= Some(as_of), "{absent:?}");
                }
            }
        }
        let china = &verdicts("2026-08-31")[0];
        let visits = china.absences.iter().find(|one| one.channel == Channel::Visit).unwrap();
        assert_eq!(visits.last, Some("2025-10-11".parse().unwrap()));
        let said = |text: &str| china.sentences.iter().any(|one| one.text().contains(text));
        assert!(said("visits (the last on 11 October 2025)") && said("says nothing of them"));
        // Those of Russia came within the window, so that none is missing.
        let russia = &verdicts("2025-11-04")[1];
        assert!(russia.absences.iter().all(|one| one.channel != Channel::Visit));
    }
}
