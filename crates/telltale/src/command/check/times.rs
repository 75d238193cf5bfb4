//! Of when the amounts of a text are, where the sentence alone does not show it: what is only held
//! against another time, a base in a sentence of its own, a total behind exports.

use telltale_brief::check::Doubted;
use telltale_observation::{Channel, Period};
use telltale_reader::stated::{self, When, Whens};
use telltale_reader::{Basis, Change, Document, Language, Sighting};

use super::Finding;
use super::claims::{Span, days, same_flow};

/// An amount of which it is not sure of when or of what it is.
pub(super) struct Unsure {
    sentence: Span,
    span: Span,
    period: Option<Period>,
    pub(super) why: Doubted,
    pub(super) sure: bool,
}

impl Unsure {
    /// Whether it is the amount at a place.
    pub(super) fn is_at(&self, span: Span) -> bool {
        self.span == span
    }

    /// Whether a finding is of this amount, or of its change.
    pub(super) fn is_of(&self, finding: &Finding) -> bool {
        let told = finding.span.0 < self.span.1 && self.span.0 < finding.span.1;
        let period = finding.about.as_ref().and_then(|about| about.period);
        let change = finding.kind == "change" && days(period) == days(self.period);
        finding.sentence == self.sentence && (told || change)
    }
}

/// What of the times of a text stays open.
#[derive(Default)]
pub(super) struct Open {
    pub(super) unsure: Vec<Unsure>,
    /// Words that rank an amount, which it may be that nothing checks.
    pub(super) ranked: Vec<Span>,
    /// Amounts that were given the month by which they were reached, with the span up to its end, of whose
    /// sum they may be.
    by_then: Vec<(Span, Period)>,
    /// Amounts of "a year before" that may be of the year before another month, with that time.
    or_of: Vec<(Span, Period)>,
}

impl Open {
    /// Of when an amount may be beside the time that it has.
    pub(super) fn or_of(&self, seen: &Sighting) -> Option<Period> {
        self.or_of.iter().find(|(span, _)| *span == seen.span).map(|(_, period)| *period)
    }

    /// The span of whose sum the amount of a month may be instead.
    pub(super) fn sum_of(&self, seen: &Sighting) -> Option<Period> {
        self.by_then.iter().find(|(span, _)| *span == seen.span).map(|(_, sum)| *sum)
    }
}

/// Gives amounts the time that is their own; returns those of which it is not told.
pub(super) fn settle(
    document: &Document,
    sentences: &[Span],
    sightings: &mut Vec<Sighting>,
) -> Open {
    if !sightings.iter().any(is_trade) {
        return Open::default();
    }
    let text = Text { document, sentences, whens: Whens::of(document) };
    let Open { mut unsure, mut ranked, mut by_then, mut or_of } = Open::default();
    let mut apart = Vec::new();
    for at in 0..sightings.len() {
        if is_trade(&sightings[at]) {
            text.month_before(sightings, at);
            let read_with = sightings[at].period;
            unsure.extend(text.own_time(&mut sightings[at], &mut by_then, &mut apart));
            if days(read_with) != days(sightings[at].period) {
                text.turn_changes(sightings, at, read_with);
            }
            unsure.extend(text.total(sightings, at));
            ranked.extend(text.ranked(&sightings[at]));
        }
    }
    for at in 0..sightings.len() {
        if !text.year_before_held(sightings, at) {
            or_of.extend(text.year_before(sightings, at));
        }
    }
    text.changes_from_bases(sightings);
    sightings.extend(apart);
    ranked.dedup();
    Open { unsure, ranked, by_then, or_of }
}

fn is_trade(seen: &Sighting) -> bool {
    seen.channel.is_trade() && seen.amount.is_some()
}

fn is_valued(seen: &Sighting) -> bool {
    is_trade(seen) && seen.amount.as_ref().is_some_and(|amount| amount.value.is_some())
}

struct Text<'d> {
    document: &'d Document,
    sentences: &'d [Span],
    whens: Whens<'d>,
}

impl Text<'_> {
    /// The sentence of an amount, and the one before it.
    fn sentences(&self, seen: &Sighting) -> (Span, Option<Span>) {
        let at = self.sentences.partition_point(|(_, end)| *end <= seen.span.0);
        let before = at.checked_sub(1).and_then(|at| self.sentences.get(at)).copied();
        (self.sentences.get(at).copied().unwrap_or(seen.span), before)
    }

    fn words(&self, (from, to): Span) -> String {
        self.document.text.get(from..to).unwrap_or("").to_lowercase()
    }

    fn own_time(
        &self,
        seen: &mut Sighting,
        by_then: &mut Vec<(Span, Period)>,
        apart: &mut Vec<Sighting>,
    ) -> Option<Unsure> {
        let period = seen.period?;
        let (sentence, _) = self.sentences(seen);
        let when = self.whens.when(sentence, seen.span, period);
        if let When::MonthOrSum(_) = when {
            by_then.push((seen.span, period));
        }
        let told = (when == When::Told)
            .then(|| self.whens.told_before(self.sentences, sentence, period))
            .flatten();
        let when = told.map_or(when, |(own, _)| When::Other(own));
        let (why, sure) = match when {
            When::Own => return None,
            When::Other(own) | When::MonthOrSum(own) => {
                seen.period = Some(own);
                apart.extend(self.changes_apart(seen, sentence, period));
                if let Some(amount) = seen.amount.as_mut() {
                    let of_itself = months_of(own);
                    amount.changes.retain(|change| change.against.as_ref() != Some(&of_itself));
                    for change in &mut amount.changes {
                        // The base of "on the month" was counted from the other time.
                        if matches!(change.basis, Basis::Month | Basis::Year) {
                            change.against = None;
                        }
                    }
                }
                // What is told farther ahead may be of something else.
                let far = told.is_some_and(|(_, near)| !near);
                let (span, period, why) = (seen.span, seen.period, Doubted::OwnTime);
                return far.then_some(Unsure { sentence, span, period, why, sure: false });
            }
            When::Told => {
                apart.extend(self.changes_apart(seen, sentence, period));
                seen.period = None;
                return None;
            }
            When::Unsure => (Doubted::OwnTime, true),
            When::Perhaps => (Doubted::OwnTime, false),
            When::OtherYear => (Doubted::OtherYear, false),
        };
        Some(Unsure { sentence, span: seen.span, period: seen.period, why, sure })
    }

    /// "In May they were 3 million, after falling 2 percent on the month in April": the change is of the time
    /// that the amount was read with.
    fn changes_apart(
        &self,
        seen: &mut Sighting,
        sentence: Span,
        read_with: Period,
    ) -> Option<Sighting> {
        let (document, span) = (self.document, seen.span);
        let apart = |change: &Change| {
            let ratio = change.ratio.filter(|_| change.at.is_none())?;
            let written = stated::written_change(&document.text, sentence, span, ratio);
            Some(self.whens.is_apart(sentence, span, read_with, written.span))
        };
        let amount = seen.amount.as_mut()?;
        let all = std::mem::take(&mut amount.changes);
        let (apart, own): (Vec<Change>, Vec<Change>) =
            all.into_iter().partition(|change| apart(change) == Some(true));
        amount.changes = own;
        let mut told = amount.clone();
        (told.value, told.low, told.high) = (None, None, None);
        told.changes = apart;
        (!told.changes.is_empty()).then(|| Sighting {
            period: Some(read_with),
            amount: Some(told),
            ..seen.clone()
        })
    }

    fn ranked(&self, seen: &Sighting) -> Option<Span> {
        let (sentence, _) = self.sentences(seen);
        self.whens.ranked(sentence, seen.span, seen.period?)
    }

    /// "After 5 million in March they halved to 2 million by June": a change that was taken against the time
    /// that June's amount was read with is June's, against March.
    fn turn_changes(&self, sightings: &mut [Sighting], at: usize, read_with: Option<Period>) {
        let Some(read_with) = read_with.map(months_of) else { return };
        let (sentence, _) = self.sentences(&sightings[at]);
        let mut turned = Vec::new();
        for (place, other) in sightings.iter_mut().enumerate() {
            // What itself is against that time stays so.
            let here = place != at && (sentence.0..sentence.1).contains(&other.span.0);
            let (Some(base), Some(amount)) = (other.period, other.amount.as_mut()) else {
                continue;
            };
            if !here {
                continue;
            }
            let own = |change: &Change| {
                change.at.is_none() && change.against.as_ref() == Some(&read_with)
            };
            let changes = amount.changes.iter().filter(|change| own(change)).cloned();
            turned.extend(changes.map(|change| Change {
                basis: Basis::Other,
                against: Some(months_of(base)),
                ..change
            }));
            amount.changes.retain(|change| !own(change));
        }
        if let Some(amount) = sightings[at].amount.as_mut() {
            amount.changes.extend(turned);
        }
    }

    /// The last amount of the same flow in the sentence before.
    fn told_before<'s>(&self, sightings: &'s [Sighting], at: usize) -> Option<&'s Sighting> {
        let seen = &sightings[at];
        let before = self.sentences(seen).1?;
        sightings[..at].iter().rev().find(|other| {
            is_valued(other)
                && same_flow(other, seen)
                && (before.0..before.1).contains(&other.span.0)
                && !stated::is_base(self.document, before, other.span)
        })
    }

    /// "한 달 전의 3억 위안보다": of the month before that of the sentence before.
    fn month_before(&self, sightings: &mut [Sighting], at: usize) {
        let seen = &sightings[at];
        let (sentence, _) = self.sentences(seen);
        let ahead = self.words((sentence.0, seen.span.0));
        let ahead = ahead.trim_end().trim_end_matches(['의', '(']).trim_end();
        if !ahead.ends_with("한 달 전") && !ahead.ends_with("한달 전") {
            return;
        }
        let told = self.told_before(sightings, at).and_then(|told| told.period);
        let told = told.filter(|told| days(Some(*told)) == days(seen.period));
        if let Some(period) = told.filter(|told| told.as_month().is_some()) {
            sightings[at].period = period.months_earlier(1);
        }
    }

    /// "10월 수출은 9월보다 적은 3억 위안이었다. 1년 전 2억 위안보다 늘었다": of the year before the month of which the
    /// sentence before tells, and not of one that it is only held against. Whether it is such an amount.
    fn year_before_held(&self, sightings: &mut [Sighting], at: usize) -> bool {
        let seen = &sightings[at];
        let (sentence, _) = self.sentences(seen);
        if self.document.language != Language::Korean || !is_valued(seen) {
            return false;
        }
        let ahead = self.words((sentence.0, seen.span.0));
        let ahead = ahead.trim_end_matches([' ', '(', '에', '의', '엔']);
        // "9월보다는 적지만 1년 전 2억 위안보다": what is named here besides is only held against.
        let alone = !sightings.iter().any(|other| {
            other.span != seen.span
                && is_valued(other)
                && (sentence.0..sentence.1).contains(&other.span.0)
        });
        if !alone || !YEAR_BEFORE_KO.iter().any(|word| ahead.ends_with(word)) {
            return false;
        }
        if seen.period.is_none_or(|period| period.as_month().is_none()) {
            return false;
        }
        let before = match self.told_before(sightings, at).map(|told| told.period) {
            // Of when the one was, nobody knows, and so nobody does of the other.
            Some(None) => None,
            Some(Some(told)) if told.as_month().is_some() => told.months_earlier(12),
            _ => return false,
        };
        sightings[at].period = before;
        true
    }

    /// "That compares with 4 million in June and 2 million a year before", behind a sentence of July: of the
    /// July before, and perhaps of the June. Gives the amount the first, and returns the second.
    fn year_before(&self, sightings: &mut [Sighting], at: usize) -> Option<(Span, Period)> {
        let seen = &sightings[at];
        let read_with = seen.period.filter(|period| period.as_month().is_some())?;
        if !is_valued(seen) || !self.is_of_a_year_before(seen, sightings) {
            return None;
        }
        let (sentence, _) = self.sentences(seen);
        let of_flow = |other: &&Sighting| {
            is_valued(other) && same_flow(other, seen) && other.span != seen.span
        };
        let months = |other: &Sighting| other.period.filter(|period| period.as_month().is_some());
        let inside = |other: &&Sighting| (sentence.0..sentence.1).contains(&other.span.0);
        let mut here = sightings.iter().filter(of_flow).filter(inside).filter_map(months);
        let beside = here.rfind(|other| read_with.start() < other.start());
        let beside = beside.or_else(|| read_with.months_earlier(-12))?;
        let reach = self.sentences.partition_point(|(_, end)| *end <= seen.span.0);
        let from = self.sentences.get(reach.saturating_sub(2)).map_or(sentence.0, |one| one.0);
        let told = sightings[..at].iter().filter(of_flow).filter(|other| {
            let (around, _) = self.sentences(other);
            (from..seen.span.0).contains(&other.span.0)
                && !stated::is_base(self.document, around, other.span)
        });
        let told = told.filter_map(months).find(|told| beside.start() < told.start());
        let told = told.or_else(|| self.told_of_another(sightings, at, beside))?;
        let (first, second) = (told.months_earlier(12)?, beside.months_earlier(12)?);
        sightings[at].period = Some(first);
        Some((sightings[at].span, second))
    }

    /// The month of the sentence before, where this one tells of another flow before the amount, and not of
    /// when: "Imports came to 3 million, compared with 2 million in June and 1 million a year earlier".
    fn told_of_another(&self, sightings: &[Sighting], at: usize, beside: Period) -> Option<Period> {
        let seen = &sightings[at];
        let (sentence, before) = self.sentences(seen);
        let before = before?;
        let valued = || sightings[..at].iter().filter(|other| is_valued(other));
        let undated = valued().any(|other| {
            same_flow(other, seen)
                && other.period.is_none()
                && (sentence.0..sentence.1).contains(&other.span.0)
        });
        let told = valued().filter(|other| (before.0..before.1).contains(&other.span.0));
        let months = told.filter_map(|other| other.period.filter(|one| one.as_month().is_some()));
        let mut later = months.filter(|told| beside.start() < told.start());
        later.next().filter(|_| undated)
    }

    /// Whether an amount is told of "a year before" beside others, and not as what one of them is held
    /// against: that is of the year before that one.
    fn is_of_a_year_before(&self, seen: &Sighting, sightings: &[Sighting]) -> bool {
        let (sentence, _) = self.sentences(seen);
        let others = sightings.iter().filter(|other| is_valued(other)).map(|other| other.span);
        let last = others.filter(|(_, end)| (sentence.0..seen.span.0).contains(end)).max();
        // "Down from 4 million in June but up from 2 million a year earlier": neither is of the other.
        let base = last.is_some_and(|last| stated::is_start(&self.document.text, last));
        let last = last.map(|(_, end)| end);
        let ahead = self.words((last.unwrap_or(sentence.0), seen.span.0));
        let behind = self.words((seen.span.1, sentence.1));
        if self.document.language == Language::Korean {
            let ahead =
                ahead.trim_end_matches([' ', '(', '에', '는', '의', '엔', '은', '이', '가']);
            let held = behind.trim_start_matches([')', ' ']);
            return YEAR_BEFORE_KO.iter().any(|word| ahead.ends_with(word))
                && !BASES_KO.iter().any(|word| held.starts_with(word) && !word.ends_with("비교"));
        }
        let behind = behind.trim_start_matches([' ', ')']);
        let named = YEAR_BEFORE
            .iter()
            .any(|word| behind.starts_with(word) || behind.starts_with(&format!("in {word}")));
        let led = YEAR_BEFORE.iter().any(|word| {
            ahead.split_once(word).is_some_and(|(before, between)| {
                let last = before.split_whitespace().next_back().unwrap_or("");
                let light = between.split(|letter: char| !letter.is_alphabetic());
                let mut light = light.filter(|word| !word.is_empty());
                !HELD.contains(&last) && last != "with" && light.all(|word| STOOD.contains(&word))
            })
        });
        let held = last.is_some()
            && !base
            && ahead.split(|letter: char| !letter.is_alphabetic()).any(|word| HELD.contains(&word));
        (named || led) && !held
    }

    /// "In June the total was 3 billion" behind the exports of a trade is of that trade.
    fn total(&self, sightings: &mut [Sighting], at: usize) -> Option<Unsure> {
        let seen = &sightings[at];
        let (sentence, _) = self.sentences(seen);
        let words = self.words(sentence);
        let names_a_flow = FLOWS.iter().any(|word| words.contains(word));
        if seen.channel == Channel::TradeTotal || names_a_flow {
            return None;
        }
        let unsure =
            |why| Some(Unsure { sentence, span: seen.span, period: seen.period, why, sure: true });
        if words.contains("month total") {
            return unsure(Doubted::OwnTime);
        }
        if !TOTALS.iter().any(|word| words.contains(word)) {
            return None;
        }
        let pair = (seen.actor, seen.target);
        let of_pair = |other: &&Sighting| {
            (other.actor, other.target) == pair || (other.target, other.actor) == pair
        };
        let told = || sightings[..at].iter().rev().filter(of_pair).take(NEAR);
        let total = told().find(|other| other.channel == Channel::TradeTotal);
        let both = told().any(|other| other.channel == Channel::TradeExports)
            && told().any(|other| other.channel == Channel::TradeImports);
        let (actor, target) = match total {
            Some(total) => (total.actor, total.target),
            None if both => pair,
            None => return unsure(Doubted::Other),
        };
        let seen = &mut sightings[at];
        (seen.actor, seen.target, seen.channel) = (actor, target, Channel::TradeTotal);
        None
    }

    /// "6월의 15억 위안보다 14% 줄었다" in a sentence of its own: what changed is what the sentence before
    /// told of.
    fn changes_from_bases(&self, sightings: &mut Vec<Sighting>) {
        let mut moved = Vec::new();
        for at in 0..sightings.len() {
            if !self.is_sole_base(sightings, at) {
                continue;
            }
            let bounded = self.bounds_a_half(&sightings[at]);
            let told = self.what_changed(sightings, at);
            let base = sightings[at].period;
            let Some(amount) = sightings[at].amount.as_mut() else { continue };
            let all = std::mem::take(&mut amount.changes);
            let (mut changes, behind): (Vec<Change>, Vec<Change>) =
                all.into_iter().partition(|change| change.at.is_none());
            amount.changes = behind;
            let (Some(mut told), Some(base), false) = (told, base, bounded) else { continue };
            for change in &mut changes {
                change.basis = Basis::Other;
                change.against = Some(months_of(base));
            }
            if let Some(amount) = told.amount.as_mut() {
                (amount.value, amount.low, amount.high) = (None, None, None);
                amount.changes = changes;
            }
            told.span = sightings[at].span;
            moved.push(told);
        }
        sightings.extend(moved);
    }

    /// "Less than half of June's 3 million": what is left, and by how much at most.
    fn bounds_a_half(&self, seen: &Sighting) -> bool {
        let words = self.words(self.sentences(seen).0);
        ["than half", "over half", "under half"].iter().any(|half| words.contains(half))
    }

    /// What a change is of that counts from a base alone: the flow in the other time of the sentence, or that
    /// of the sentence before.
    fn what_changed(&self, sightings: &[Sighting], at: usize) -> Option<Sighting> {
        let seen = &sightings[at];
        let (sentence, _) = self.sentences(seen);
        let length = |period: Option<Period>| period.map(|period| period.months().count());
        let other = self.whens.other(sentence, seen.period?);
        let told = match other {
            Some(period) => Some(Sighting { period: Some(period), ..seen.clone() }),
            None => self.told_before(sightings, at).cloned(),
        };
        told.filter(|told| length(told.period) == length(seen.period))
    }

    /// Whether an amount is what a change counts from, and the sentence has no other amount.
    fn is_sole_base(&self, sightings: &[Sighting], at: usize) -> bool {
        let seen = &sightings[at];
        let changes = seen.amount.iter().flat_map(|amount| &amount.changes);
        let own: Vec<&Change> = changes.filter(|change| change.at.is_none()).collect();
        if !is_valued(seen) || own.is_empty() {
            return false;
        }
        let (sentence, _) = self.sentences(seen);
        let base = match self.document.language {
            Language::Korean => {
                let behind = self.words((seen.span.1, sentence.1));
                let behind = behind.trim_start_matches([')', ' ']);
                BASES_KO.iter().any(|word| behind.starts_with(word))
            }
            _ => {
                // A change against its own time is another time's.
                let months = seen.period.map(months_of);
                months.is_some() && own.iter().all(|change| change.against == months)
            }
        };
        base && !sightings.iter().any(|other| {
            other.span != seen.span
                && is_valued(other)
                && (sentence.0..sentence.1).contains(&other.span.0)
        })
    }
}

/// How many amounts back a trade is sought that a total is of.
const NEAR: usize = 4;

/// Words behind an amount that something is compared with.
const BASES_KO: &[&str] = &["보다", "에 비해", "에 비하면", "에서", "대비", "과 비교", "에 견줘"];

/// Words for the same time of the year before.
#[rustfmt::skip]
const YEAR_BEFORE: &[&str] = &[
    "a year before", "a year earlier", "a year ago", "one year before", "one year earlier", "one year ago",
    "the year before", "the same month last year", "the same month of last year",
    "the same month a year earlier", "the same month a year ago", "the same month the year before",
];
#[rustfmt::skip]
const YEAR_BEFORE_KO: &[&str] = &[
    "1년 전", "일 년 전", "전년 동월", "전년동월", "전년 같은 달", "지난해 같은 달", "작년 같은 달",
    "지난해 동월", "작년 동월", "전년도 같은 달",
];

/// Words that hold the amount before them against the one behind.
#[rustfmt::skip]
const HELD: &[&str] = &[
    "from", "against", "compared", "versus", "vs", "than", "up", "down", "rose", "fell", "above", "below",
];

/// Words between "a year earlier" and its amount.
#[rustfmt::skip]
const STOOD: &[&str] = &[
    "they", "it", "the", "figure", "number", "total", "had", "been", "was", "were", "stood", "at", "came",
    "to", "totaled", "totalled", "amounted", "is", "exports", "imports", "trade", "that", "this", "about",
];

/// Words for a flow one way: a total beside them is of that flow.
const FLOWS: &[&str] = &[
    "export", "import", "shipment", "shipped", "sold", "sales", "bought", "purchase", "수출",
    "수입", "판매", "구매",
];

/// Words for trade both ways.
const TOTALS: &[&str] = &[
    "the total",
    "total trade",
    "trade total",
    "combined",
    "together",
    "altogether",
    "총액",
    "합계",
    "합치면",
    "합하면",
    "합쳐",
    "더하면",
    "전체 교역",
    "교역액",
];

/// A period in the reader's words: `2024-09`, `2024-01/2024-08`.
fn months_of(period: Period) -> String {
    let mut months = period.months();
    let first = months.next();
    let last = months.next_back().or(first);
    match (first, last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}/{last}"),
        _ => String::new(),
    }
}
