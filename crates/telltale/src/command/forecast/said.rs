//! `telltale forecast CASE`: how likely each event is that the case waits for, as of a day; kept in the
//! ledger when it is said.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use telltale_brief::Language;
use telltale_brief::case::{Case, Target, TargetEvent};
use telltale_ledger::{Entry, Filter, Journal, Ledger};
use telltale_measure::forecast::constants::FEW_DAYS;
use telltale_measure::forecast::flow::{FlowOutlook, months_min, year_on_year};
use telltale_measure::forecast::wording::{icd_203, icd_203_ko};
use telltale_measure::forecast::{self, Asked, Outlook, Untold, outlook};
use telltale_observation::{AsOf, Channel, Month, Period};
use telltale_source::counted;

use super::keep::Placed;
use super::series::{AllSeries, Flow, Series};
use super::{Event, days};
use crate::cli::{Forecast, TextOrJson};
use crate::failure::Failure;
use crate::{case_folder, flow, output};

/// What is said of one target.
pub(super) struct Said {
    id: String,
    text: String,
    /// The last day on which it can come true.
    closes: Date,
    found: Result<Value, Why>,
    /// Why nobody followed the two of late, if nobody did.
    unfollowed: Option<String>,
}

/// Why nothing can be said of a target, in English and in Korean.
#[derive(Clone)]
struct Why(Cow<'static, str>, Cow<'static, str>);

impl Why {
    const fn of(english: &'static str, korean: &'static str) -> Why {
        Why(Cow::Borrowed(english), Cow::Borrowed(korean))
    }

    fn in_language(self, language: Language) -> String {
        match language {
            Language::English => self.0,
            Language::Korean => self.1,
        }
        .into_owned()
    }
}

const NOTHING_HELD: Why =
    Why::of("nothing is held of any two states", "두 국가 사이의 기록이 하나도 없음");
const NONE_CAME: Why = Why::of(
    "too little is held: in none of the windows of the last two years that have closed did it come",
    "자료 부족: 최근 2년 동안 끝난 기간 가운데 실현된 것이 없음",
);
const ALL_CAME: Why = Why::of(
    "it came in every window of the last two years, so that there is nothing to tell apart",
    "최근 2년 동안 끝난 기간 모두에서 실현되어 구별할 것이 없음",
);
const NEVER_SEEN: Why = Why::of("nothing is held of these two", "이 두 나라 사이의 기록이 없음");
const NO_SERIES: Why = Why::of("no monthly series of it is held", "해당 월별 계열이 없음");
const OVERDUE: Why = Why::of(
    "that month is long over, and its figure, which should be out, is not held",
    "그 달은 오래전에 끝났고, 나왔어야 할 수치가 없음",
);

pub(super) fn run(asked: &Forecast) -> Result<(), Failure> {
    let raw = case_folder::open(asked.which.case.as_deref())?;
    let as_of = super::as_of(asked.which.at.as_of, &raw.case, asked.ledger.as_deref());
    let keeps = asked.ledger.is_some() && !asked.dry_run;
    if keeps {
        refuse_to_come(as_of)?;
    }
    let ledger = match &asked.ledger {
        Some(folder) => Ledger::open(folder)?,
        None => Ledger::in_memory(raw.observations()?)?,
    };
    if raw.case.targets.is_empty() {
        return Err(Failure::usage(
            format!("the case {} names nothing to forecast", raw.case.name),
            "declare it in case.toml as [[forecast]]; docs/forecast.md says how",
        ));
    }
    let said: Vec<Said> = raw
        .case
        .targets
        .iter()
        .map(|target| one(&raw.case, target, &ledger, as_of, asked.lang))
        .collect::<Result<_, Failure>>()?;
    let placed = match &asked.ledger {
        Some(folder) if keeps => {
            let (name, now) = (&raw.case.name, flow::now());
            let entries = said.iter().filter_map(|said| entry(name, as_of, now, said)).collect();
            Some(Placed::of(&raw.case.targets, &Journal::read(folder)?.entries, entries))
        }
        _ => None,
    };
    let kept = match (&asked.ledger, &placed) {
        (Some(folder), Some(placed)) => Some(Journal::append(folder, &placed.entries())?),
        _ => None,
    };
    let text = match asked.format {
        TextOrJson::Json => {
            let with_place = |said: &Said| {
                let mut row = row(said);
                if let Some(place) = placed.as_ref().and_then(|placed| placed.of_target(&said.id)) {
                    row["kept"] = json!(place.name());
                }
                row
            };
            let rows: Vec<Value> = said.iter().map(with_place).collect();
            let all = json!({"case": raw.case.name, "as_of": as_of.date().to_string(), "kept": kept,
                "forecasts": rows});
            format!("{all:#}\n")
        }
        TextOrJson::Text => {
            let day = asked.lang.day(as_of.date());
            let head = match asked.lang {
                Language::English => format!("As of {day}, from what was known then:\n\n"),
                Language::Korean => format!("{day} 기준, 당시 알려진 바에 따름:\n\n"),
            };
            head + &said.iter().map(|said| sentence(said, asked.lang)).collect::<String>()
        }
    };
    match kept {
        Some(kept) => output::talk(&format!("{} kept", counted(kept, "new forecast"))),
        None if asked.dry_run => output::talk("not kept: --dry-run"),
        None => output::talk("not kept: name a ledger with --ledger to keep and score them"),
    }
    placed
        .iter()
        .flat_map(|placed| placed.notes(as_of.date()))
        .for_each(|note| output::talk(&note));
    output::data(&text, None)
}

/// Nothing is kept as of a day that is yet to come.
fn refuse_to_come(as_of: AsOf) -> Result<(), Failure> {
    let today = flow::today();
    if as_of.date() <= today {
        return Ok(());
    }
    Err(Failure::usage(
        format!("a forecast is kept on the day on which it is made, and {as_of} is yet to come"),
        format!("ask as of {today} or before, or see it with --dry-run, which keeps nothing"),
    ))
}

fn entry(case: &str, as_of: AsOf, kept_at: Timestamp, said: &Said) -> Option<Entry> {
    let mut body = said.found.as_ref().ok()?.clone();
    let made = as_of.date().to_string();
    body["case"] = json!(case);
    body["target"] = json!(said.id);
    body["text"] = json!(said.text);
    body["made"] = json!(made);
    body["kept_at"] = json!(kept_at.to_string());
    body["closes"] = json!(said.closes.to_string());
    if let Some(why) = &said.unfollowed {
        body["unfollowed"] = json!(why);
    }
    Some(Entry { key: format!("forecast/{case}/{}/{made}", said.id), body })
}

fn row(said: &Said) -> Value {
    let mut all = json!({"id": said.id, "text": said.text, "closes": said.closes.to_string()});
    match &said.found {
        Ok(found) => all
            .as_object_mut()
            .expect("an object")
            .extend(found.as_object().expect("an object").clone()),
        Err(why) => all["cannot_tell"] = json!(why.0),
    }
    if let Some(why) = &said.unfollowed {
        all["unfollowed"] = json!(why);
    }
    all
}

/// Why what the two did of late may be missing: the case ends before the day asked, or says that its
/// sources are thin there. A forecast takes silence for absence.
fn unfollowed(case: &Case, target: &Target, as_of: AsOf, language: Language) -> Option<String> {
    let day = as_of.date();
    if day > case.covers_until {
        let end = language.day(case.covers_until);
        return Some(match language {
            Language::English => format!("the case's facts end on {end}"),
            Language::Korean => format!("이 사례의 기록은 {end}에 끝난다"),
        });
    }
    let today = Period::day(day).ok()?;
    let thin = case.thin_between(target.actor, target.target, today).next()?;
    Some(language.pick(&thin.why, &thin.why_ko).to_owned())
}

/// A forecast of one target.
fn one(
    case: &Case,
    target: &Target,
    ledger: &Ledger,
    as_of: AsOf,
    language: Language,
) -> Result<Said, Failure> {
    let (closes, mut found, unfollowed) = match target.event {
        TargetEvent::Happens { within_days, either_way } => {
            let window = i64::from(within_days).days();
            let closes = as_of.date().saturating_add(window);
            let asked = Asked { within: within_days as usize, directed: !either_way };
            // A whole window in which nobody told anything of the two: that would be silence, and no
            // absence.
            let of_all = ended(case, ledger, target, None, as_of)?;
            let found = match of_all.filter(|end| end.saturating_add(window) < as_of.date()) {
                Some(end) => Err(ends(end)),
                None => happens(target, ledger, as_of, asked)?,
            };
            let of_such = ended(case, ledger, target, Some(target.channel), as_of)?;
            let end = of_such.map(|end| such_end(end).in_language(language));
            (closes, found, unfollowed(case, target, as_of, language).or(end))
        }
        TargetEvent::AboveYearBefore { months_ahead } => {
            let (closes, found) = above(target, ledger, as_of, months_ahead)?;
            (closes, found, None)
        }
    };
    if let (Some(_), Ok(found)) = (&unfollowed, &mut found) {
        found["confidence"] = json!("low");
    }
    let text = language.pick(&target.text, &target.text_ko).to_owned();
    Ok(Said { id: target.id.clone(), text, closes, found, unfollowed })
}

/// The last day that those sources cover which ever told of the two, in a channel or in any; `None` if
/// one of them goes on, or the case does not say until when it went.
fn ended(
    case: &Case,
    ledger: &Ledger,
    target: &Target,
    channel: Option<Channel>,
    as_of: AsOf,
) -> Result<Option<Date>, Failure> {
    let filter = Filter {
        actors: Some(vec![target.actor, target.target]),
        channels: channel.map(|channel| vec![channel]),
        ..Filter::default()
    };
    let mut last = None;
    for seen in ledger.vintages_about(&filter, as_of)? {
        if seen.dyad().joins(target.actor, target.target) {
            let source = case.source(&seen.origin().source);
            let Some(covered) = source.and_then(|source| source.covered) else { return Ok(None) };
            last = last.max(Some(covered.end()));
        }
    }
    Ok(last.filter(|end| *end < as_of.date()))
}

/// Why silence after a day says nothing of the two.
fn ends(end: Date) -> Why {
    Why(
        format!("the sources that told of the two end on {end}").into(),
        format!("두 나라의 일을 전한 자료는 {end}에 끝난다").into(),
    )
}

/// Why silence after a day says little of such an event.
fn such_end(end: Date) -> Why {
    Why(
        format!("the sources that told of such an event of the two end on {end}").into(),
        format!("두 나라의 그런 일을 전한 자료는 {end}에 끝난다").into(),
    )
}

fn happens(
    target: &Target,
    ledger: &Ledger,
    as_of: AsOf,
    asked: Asked,
) -> Result<Result<Value, Why>, Failure> {
    let event = Event { channel: target.channel, rank: target.rank };
    let Some(days) = days(ledger, as_of, None, event, Some(as_of.date()))? else {
        return Ok(Err(NOTHING_HELD));
    };
    let of = forecast::Target { actor: target.actor, target: target.target };
    let found = match outlook(&days.seen, days.count, asked, of) {
        Ok(found) => found,
        Err(Untold::NoneCame) => return Ok(Err(NONE_CAME)),
        Err(Untold::AllCame) => return Ok(Err(ALL_CAME)),
        Err(Untold::NeverSeen) => return Ok(Err(NEVER_SEEN)),
    };
    let Outlook { probabilities: [both, deeds, words], interval, .. } = found;
    Ok(Ok(json!({
        "probability": both, "interval": interval, "word": icd_203(both),
        "deeds_only": deeds, "words_only": words,
        "base": found.base, "dyad_rate": found.own_rate, "persistence": found.persistence,
        "windows": found.windows, "windows_in_which_it_came": found.came,
        "dyads": found.dyads, "event_days": found.event_days,
        "confidence": confidence(found.event_days, found.came),
        "within_days": asked.within, "either_way": !asked.directed,
        "actor": target.actor, "with": target.target, "channel": target.channel.name(),
        "rank": target.rank.map(telltale_observation::Rank::name),
    })))
}

/// How much the numbers rest on, as Directive 203 has it: apart from how likely it is.
fn confidence(of_this: usize, of_all: usize) -> &'static str {
    match (of_this, of_all) {
        (20.., 100..) => "high",
        (FEW_DAYS.., 30..) => "moderate",
        _ => "low",
    }
}

/// That a number rests on few events of the dyad itself, if it does: what its interval leaves out.
fn few(found: &Value, language: Language) -> Option<String> {
    let seen = found["event_days"].as_u64().filter(|seen| *seen < FEW_DAYS as u64)?;
    let (days, dyads) = (counted(seen, "day"), &found["dyads"]);
    let is_bold = found["probability"].as_f64().is_some_and(|probability| probability > 0.5);
    let bold = match (is_bold, language) {
        (false, _) => "",
        (true, Language::English) => {
            " Above even on so few, forecasts were too bold in what was tried."
        }
        (true, Language::Korean) => {
            " 이렇게 적은 사례로 반을 넘긴 확률은 시험에서 지나치게 높았다."
        }
    };
    let words = match language {
        Language::English => format!(
            "So few ({days}) tell little of these two: the probability rests on what was learnt of {dyads} \
             dyads together, and its interval says how sure that is, not how little those days tell."
        ),
        Language::Korean => format!(
            "이 쌍의 사례({seen}일)가 적어 말해 주는 것이 거의 없다. 확률은 {dyads}개 쌍에서 함께 배운 것에 \
             근거하며, 구간은 그것이 얼마나 확실한지를 말할 뿐 사례가 적은 점은 담지 않는다."
        ),
    };
    Some(words + bold)
}

/// So many days after its month the figure of a flow is out, with nearly every customs office.
const PUBLISHED_DAYS: i64 = 45;

/// The day by which the figure of a month is out, as a rule.
pub(super) fn published_by(month: Month) -> Date {
    month.last_day().saturating_add(PUBLISHED_DAYS.days())
}

type Found = (Date, Result<Value, Why>);

fn above(
    target: &Target,
    ledger: &Ledger,
    as_of: AsOf,
    months_ahead: u32,
) -> Result<Found, Failure> {
    let flow = Flow { actor: target.actor, target: target.target, channel: target.channel };
    let all = AllSeries::read(ledger, as_of, flow)?;
    let meant = all.meant(Month::of(as_of.date()));
    let Some((source, unit, series)) = meant else { return Ok((as_of.date(), Err(NO_SERIES))) };
    let Some(last) = series.last() else { return Ok((as_of.date(), Err(NO_SERIES))) };
    let ahead = i32::try_from(months_ahead).expect("at most 24");
    let month = last.plus(ahead);
    if as_of.date() > published_by(month) {
        return Ok((month.last_day(), Err(OVERDUE)));
    }
    let Some(found) = year_on_year(&series.as_they_stood(), months_ahead as usize) else {
        return Ok((month.last_day(), Err(too_short(series, month, months_ahead, (source, unit)))));
    };
    let FlowOutlook { log_change, interval, probability_above, .. } = found;
    Ok((
        month.last_day(),
        Ok(json!({
            "probability": probability_above, "word": icd_203(probability_above),
            "month": month.to_string(), "last_month": last.to_string(),
            "source": source, "unit": unit,
            "change": log_change.exp_m1(), "change_interval": interval.map(f64::exp_m1),
            "base": found.base, "persistence": found.persistence, "past": found.past,
            "covered": found.covered, "confidence": if found.past >= 36 { "moderate" } else { "low" },
            "interval": wilson(probability_above, found.past),
            "actor": target.actor, "with": target.target, "channel": target.channel.name(),
        })),
    ))
}

/// Why a series does not do: it lacks the month of a year before, or is too short.
fn too_short(series: &Series, month: Month, ahead: u32, (source, unit): (&str, &str)) -> Why {
    let before = month.plus(-12);
    if series.figure(before).is_none() {
        return Why(
            format!("{source} as held here lacks {before} in {unit}, the month of a year before")
                .into(),
            format!("가진 {source} 자료({unit})에 전년 동월 {before}의 수치가 없음").into(),
        );
    }
    let (held, wanted) = (series.len(), months_min(ahead as usize));
    Why(
        format!(
            "{source} as held here has {held} months in {unit}, of {wanted} on end that it takes"
        )
        .into(),
        format!("가진 {source} 자료({unit})는 {held}개월이며, 연속 {wanted}개월이 필요함").into(),
    )
}

/// The 95 % interval of a share of so many (Wilson 1927).
fn wilson(share: f64, n: usize) -> [f64; 2] {
    let (n, z) = (n as f64, 1.96_f64);
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    [middle - reach, middle + reach]
}

/// The month that a flow is of, or the day until which something may come.
fn when(month: Option<&str>, closes: Date, language: Language) -> String {
    let month = month.and_then(|month| month.parse().ok()).map(|month| language.month(month));
    match (month, language) {
        (Some(month), Language::English) => format!("in {month}"),
        (Some(month), Language::Korean) => month,
        (None, Language::English) => format!("by {closes}"),
        (None, Language::Korean) => format!("{closes}까지"),
    }
}

fn sentence(said: &Said, language: Language) -> String {
    let (text, closes) = (&said.text, said.closes);
    let found = match &said.found {
        Ok(found) => found,
        Err(why) => {
            let cannot = language.pick("cannot tell", "판단 불가");
            let why = why.clone().in_language(language);
            return format!("{text} ({closes}): {cannot}: {why}\n\n");
        }
    };
    let number = |key: &str| found[key].as_f64().unwrap_or(f64::NAN) * 100.0;
    let end = |key: &str, at: usize| found[key][at].as_f64().unwrap_or(f64::NAN) * 100.0;
    let p = number("probability");
    let word = match language {
        Language::English => icd_203(p / 100.0),
        Language::Korean => icd_203_ko(p / 100.0),
    };
    let (low, high) = (end("interval", 0), end("interval", 1));
    let when = when(found["month"].as_str(), closes, language);
    let mut out = match language {
        Language::English => {
            format!(
                "{text}, {when}: {word}, {p:.0} % (95 % interval of that probability {low:.0} to {high:.0} \
                 %).\n"
            )
        }
        Language::Korean => {
            format!("{text}, {when}: {word}, {p:.0}% (이 확률의 95% 구간 {low:.0}~{high:.0}%).\n")
        }
    };
    if let Some(month) = found["month"].as_str() {
        let change = number("change");
        let signed = |share: f64| format!("{share:+.0}").replace('-', "−");
        let change = signed(change);
        let [low, high] = [0, 1].map(|at| signed(end("change_interval", at)));
        out += &match language {
            Language::English => {
                format!(
                    "  {month}: {change} % on the year in the middle (95 % interval of the change {low} to \
                     {high} %).\n"
                )
            }
            Language::Korean => {
                format!(
                    "  {month}: 전년 동월 대비 중앙값 {change}% (변화의 95% 구간 {low}~{high}%).\n"
                )
            }
        };
    }
    out += &beside(found, language);
    let basis = match (&said.unfollowed, language) {
        (None, _) => basis(found, language),
        (Some(why), Language::English) => format!(
            "Confidence is low: what they did of late may be missing, and then this is too low: {why}."
        ),
        (Some(why), Language::Korean) => format!(
            "신뢰도: 낮음. 최근의 일이 빠져 있을 수 있고, 그렇다면 이 확률은 너무 낮다: {why}."
        ),
    };
    let few = few(found, language).map_or(String::new(), |few| format!(" {few}"));
    out + &format!("  {basis}{few}\n\n")
}

/// What would have been said without thought, and what deeds or words alone say.
fn beside(found: &Value, language: Language) -> String {
    let of = |name: &str, key: &str| {
        found[key].as_f64().map(|share| format!("{name} {:.0} %", share * 100.0))
    };
    let beside = [
        of(language.pick("base rate", "기저율"), "base"),
        of(language.pick("the dyad's own rate", "이 쌍의 빈도"), "dyad_rate"),
        of(language.pick("persistence", "지속"), "persistence"),
        of(language.pick("deeds only", "행동만"), "deeds_only"),
        of(language.pick("words only", "말만"), "words_only"),
    ];
    let beside: Vec<String> = beside.into_iter().flatten().collect();
    let head = match found["month"].is_string() {
        true => language.pick("Beside it", "비교"),
        // Windows of longer ago are not learnt from, and no rate is of them.
        false => language.pick("Beside it, of the last two years", "비교(최근 2년)"),
    };
    format!("  {head}: {}.\n", beside.join(", "))
}

/// Confidence, in a sentence of its own.
fn basis(found: &Value, language: Language) -> String {
    let grade = found["confidence"].as_str().unwrap_or("low");
    let grade_ko = match grade {
        "high" => "높음",
        "moderate" => "보통",
        _ => "낮음",
    };
    match (found["past"].as_u64(), language) {
        (Some(past), Language::English) => format!(
            "Confidence is {grade}: {past} past forecasts, of which {:.0} % lay in their intervals.",
            found["covered"].as_f64().unwrap_or(f64::NAN) * 100.0
        ),
        (Some(past), Language::Korean) => {
            format!("신뢰도: {grade_ko}. 과거 예측 {past}건에 근거함.")
        }
        (None, Language::English) => format!(
            "Confidence is {grade}: it was ever seen on {} of this dyad, and in the last two years \
             came in {} of {} windows of all dyads.",
            counted(found["event_days"].as_u64().unwrap_or_default(), "day"),
            found["windows_in_which_it_came"],
            found["windows"]
        ),
        (None, Language::Korean) => format!(
            "신뢰도: {grade_ko}. 이 쌍에서 지금까지 {}일 관측, 최근 2년 모든 쌍의 {}개 기간 중 {}개에서 실현.",
            found["event_days"], found["windows"], found["windows_in_which_it_came"]
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_how_few_days_a_number_rests_is_said_beside_its_confidence() {
        let found = |days: u64, probability: f64| {
            json!({
                "probability": probability, "interval": [0.3, 0.97], "event_days": days, "dyads": 40,
                "windows": 900, "windows_in_which_it_came": 90, "base": 0.1, "confidence": "low",
            })
        };
        let say = |found: Value, language: Language| {
            let (id, text) = ("v".to_owned(), "a visit".to_owned());
            let closes = jiff::civil::date(2026, 12, 28);
            sentence(&Said { id, text, closes, found: Ok(found), unfollowed: None }, language)
        };
        let three = say(found(3, 0.81), Language::English);
        assert!(three.contains("81 % (95 % interval of that probability 30 to 97 %)"), "{three}");
        assert!(three.contains("ever seen on 3 days of this dyad"), "{three}");
        assert!(three.contains("So few (3 days) tell little of these two"), "{three}");
        assert!(three.contains("learnt of 40 dyads") && three.contains("too bold"), "{three}");
        assert!(!say(found(3, 0.4), Language::English).contains("too bold"));
        assert!(!say(found(5, 0.81), Language::English).contains("So few"));
        let korean = say(found(3, 0.81), Language::Korean);
        assert!(korean.contains("이 확률의 95% 구간") && korean.contains("3일"), "{korean}");
    }
}
