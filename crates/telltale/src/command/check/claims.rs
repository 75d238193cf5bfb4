//! From what the reader saw to claims that can be checked.

use std::collections::BTreeSet;
use std::rc::Rc;

use telltale_brief::check::{
    Against, Bench, Bound, Checked, Claimed, ClaimedGoods, ClaimedUnit, Doubted, Extreme, List,
    Outcome, States, Told, named_base, three_numbers, two_amounts,
};
use telltale_observation::{Actor, Channel, Dimension, Kind, Modality, Month, Period, Unit};
use telltale_reader::stated::{self, Denial, Denied, Each, Goods, Why, Written, agencies};
use telltale_reader::{Basis, Change, Document, Language, Reader, Reading, Sighting, Unsaid};

use super::deeds::{self, Dated};
use super::expectations::{self, Expected};
use super::gaps::{self, Apart};
use super::named::is_named;
use super::tallies::{self, Counted};
use super::times::{self, Open};
use super::{
    About, Finding, anchors, asides, balances, bases, comparisons, courses, crossings, firsts,
    growths, means, own, pronouns, proportions, records, streaks,
};

pub(super) type Span = (usize, usize);

/// All that a text tells and that may be checked. It is read before anything is looked up, so that whose
/// figures are needed is known.
pub(super) struct Stated {
    pub(super) reading: Reading,
    sentences: Vec<Span>,
    /// Amounts that a flow is said not to have been: "was not 1.6 billion yuan".
    denied: Vec<Sighting>,
    /// Each with the flow that it is of, where words around it tell.
    pub(super) records: Vec<(stated::Record, Option<Sighting>)>,
    /// Each with the flow that it is of, where words around it tell.
    pub(super) streaks: Vec<(stated::Streak, Option<Sighting>)>,
    /// On which days somebody called on somebody, or launched something.
    pub(super) deeds: Vec<Dated>,
    /// Sentences that say of somebody what was on a day of the calendar.
    pub(super) dated: Vec<Span>,
    /// How often.
    pub(super) tallies: Vec<Counted>,
    /// How long after the one before.
    pub(super) gaps: Vec<Apart>,
    /// Each with the flow that it is of, where words around it tell.
    pub(super) proportions: Vec<(stated::Proportion, Option<Sighting>)>,
    /// Each with the flow that it is of, where words around it tell.
    pub(super) growths: Vec<(stated::Growth, Option<Sighting>)>,
    /// What crossed between two, and a part of it, each with its trade and its flow.
    pub(super) crossings: Vec<(stated::Crossed, Sighting, Sighting)>,
    /// What the text expects of flows.
    pub(super) expected: Vec<Expected>,
    /// Each with its amounts.
    pub(super) balances: Vec<balances::Read>,
    /// Whom the reader knows by the words for those to whom a balance is left.
    pub(super) owners: Vec<(String, Actor)>,
    /// What of the times of its amounts stays open.
    pub(super) open: Open,
}

/// A ledger without the figures that news agencies of these names pass on.
pub(super) type BenchFor<'f, 'a> = dyn Fn(&[&'static str]) -> Rc<Bench<'a>> + 'f;
/// The same as it was on the day of the text; `None` where nobody says which that is.
pub(super) type BenchThen<'f, 'a> = dyn Fn() -> Option<Rc<Bench<'a>>> + 'f;

/// Reads a text.
pub(super) fn of(reader: &Reader, document: &Document) -> Stated {
    let mut reading = reader.read_whole(document);
    let sentences = document.sentences();
    let open = times::settle(document, &sentences, &mut reading.sightings);
    expectations::settle(document, &mut reading);
    let text = Read { document, reading: &reading, sentences: &sentences };
    let denied = denied_amounts(reader, document);
    let records = records::read(reader, text);
    let streaks = streaks::read(reader, text);
    let balances = balances::read(reader, document);
    let proportions = proportions::read(reader, text);
    let owners = balances::owners(reader, document);
    let crossings = crossings::read(reader, document);
    let growths = growths::read(reader, text);
    let expected = expectations::read(reader, text);
    let (deeds, tallies) = (deeds::read(reader, text), tallies::read(reader, text));
    let gaps = gaps::read(reader, text);
    let dated = deeds::sentences(reader, text);
    Stated {
        dated,
        deeds,
        tallies,
        gaps,
        expected,
        reading,
        sentences,
        denied,
        records,
        streaks,
        balances,
        proportions,
        growths,
        owners,
        crossings,
        open,
    }
}

/// A text with what was read in it.
#[derive(Clone, Copy)]
pub(super) struct Read<'t> {
    pub(super) document: &'t Document,
    pub(super) reading: &'t Reading,
    pub(super) sentences: &'t [Span],
}

/// Amounts that a flow is said not to have been.
fn denied_amounts(reader: &Reader, document: &Document) -> Vec<Sighting> {
    let Some((document, numbers)) = stated::undenied(document) else { return Vec::new() };
    let numbers: BTreeSet<usize> = numbers.into_iter().collect();
    let mut seen = reader.read(&document);
    seen.retain(|seen| numbers.contains(&seen.span.0));
    seen
}

impl Stated {
    /// Everybody of whose amounts something is told, be it an amount or only that it was the highest.
    pub(super) fn actors(&self) -> Vec<Actor> {
        let told = self.reading.sightings.iter();
        let told = told.filter(|seen| seen.amount.is_some() || seen.channel.is_trade());
        let records = self.records.iter().filter_map(|(_, seen)| seen.as_ref());
        let streaks = self.streaks.iter().filter_map(|(_, seen)| seen.as_ref());
        let balances = self.balances.iter().flat_map(|one| &one.seen);
        let proportions = self.proportions.iter().filter_map(|(_, seen)| seen.as_ref());
        let seen = told.chain(&self.denied).chain(records).chain(streaks).chain(balances);
        let growths = self.growths.iter().filter_map(|(_, seen)| seen.as_ref());
        let crossings = self.crossings.iter().flat_map(|(_, trade, flow)| [trade, flow]);
        let seen = seen.chain(proportions).chain(growths).chain(crossings);
        let seen = seen.flat_map(|seen| [seen.actor, seen.target]);
        let expected = self.expected.iter();
        let expected = expected.flat_map(|expected| [expected.claim.actor, expected.claim.target]);
        let all: BTreeSet<Actor> = seen.chain(expected).flatten().collect();
        all.into_iter().collect()
    }

    /// The sentences of the text.
    pub(super) fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// Checks everything, in the order of the text.
    pub(super) fn check<'t, 'a>(
        &'t self,
        (reader, lists): (&'t Reader, &'t [List]),
        document: &'t Document,
        (bench, then): (&'t BenchFor<'t, 'a>, &'t BenchThen<'t, 'a>),
        language: telltale_brief::Language,
    ) -> Vec<Finding> {
        let text = Checking { stated: self, reader, lists, document, bench, then, language };
        let mut findings = Vec::new();
        for seen in &self.reading.sightings {
            text.sighting(seen, &mut findings);
        }
        findings.extend(self.expected.iter().map(|expected| text.expectation(expected)));
        for seen in &self.denied {
            text.sighting(seen, &mut findings);
        }
        records::find(&text, &mut findings);
        firsts::find(&text, &mut findings);
        streaks::find(&text, &mut findings);
        proportions::find(&text, &mut findings);
        growths::find(&text, &mut findings);
        crossings::find(&text, &mut findings);
        text.settle_twins(&mut findings);
        asides::find(&text, &mut findings);
        courses::find(&text, &mut findings);
        comparisons::find(&text, &mut findings);
        text.doubt(&mut findings);
        balances::find(&text, &mut findings);
        deeds::find(&text, &mut findings);
        tallies::find(&text, &mut findings);
        gaps::find(&text, &mut findings);
        findings.extend(own::findings(document, language));
        findings.sort_by_key(|finding| (finding.sentence, finding.span));
        let mut known = BTreeSet::new();
        // A caption that stands twice in a page is checked once.
        findings.retain(|finding| {
            let words = &document.text[finding.sentence.0..finding.sentence.1];
            // Of one subject several deeds may be told.
            let end = if finding.kind == "deed" { finding.span.1 - finding.sentence.0 } else { 0 };
            known.insert((finding.kind, finding.span.0 - finding.sentence.0, end, words))
        });
        findings
    }
}

/// The most months that a text names one by one and gives one amount of.
const MONTHS_TOLD: usize = 4;

/// A text on its way through the ledger.
pub(super) struct Checking<'t, 'a> {
    pub(super) stated: &'t Stated,
    pub(super) reader: &'t Reader,
    /// What the case says of its lists of deeds.
    pub(super) lists: &'t [List],
    pub(super) document: &'t Document,
    bench: &'t BenchFor<'t, 'a>,
    then: &'t BenchThen<'t, 'a>,
    pub(super) language: telltale_brief::Language,
}

impl<'a> Checking<'_, 'a> {
    pub(super) fn sentence(&self, at: usize) -> Span {
        let all = &self.stated.sentences;
        let found = all.get(all.partition_point(|(_, end)| *end <= at));
        found.filter(|(start, _)| *start <= at).copied().unwrap_or((at, at))
    }

    /// An amount that is of a month or of the sum up to it is held where it agrees, or is of that size.
    fn sighting(&self, seen: &Sighting, findings: &mut Vec<Finding>) {
        let first = findings.len();
        if let Some(other) = self.stated.open.or_of(seen) {
            return self.of_either_time(seen, other, findings);
        }
        let Some(sum) = self.stated.open.sum_of(seen) else { return self.told_of(seen, findings) };
        match self.month_or_sum(seen, sum) {
            Some(period) => {
                self.told_of(&Sighting { period: Some(period), ..seen.clone() }, findings);
            }
            None => {
                self.told_of(seen, findings);
                for finding in &mut findings[first..] {
                    let checked = finding.checked.clone();
                    finding.checked = checked.doubted(Doubted::OwnTime, "", true, self.language);
                }
            }
        }
    }

    /// An amount that may be of another time is wrong only where it is so of both.
    fn of_either_time(&self, seen: &Sighting, other: Period, findings: &mut Vec<Finding>) {
        let first = findings.len();
        self.told_of(seen, findings);
        let right = |one: &Finding| one.checked.outcome.agrees();
        if findings[first..].iter().all(right) {
            return;
        }
        let mut of_other = Vec::new();
        self.told_of(&Sighting { period: Some(other), ..seen.clone() }, &mut of_other);
        let value = |one: &Finding| one.kind == "value";
        if of_other.iter().filter(|one| value(one)).any(right) {
            for finding in &mut findings[first..] {
                let checked = finding.checked.clone();
                finding.checked = checked.doubted(Doubted::OwnTime, "", true, self.language);
            }
        }
    }

    fn month_or_sum(&self, seen: &Sighting, sum: Period) -> Option<Period> {
        let month = seen.period?;
        let value = seen.amount.as_ref()?.value?;
        let sentence = self.sentence(seen.span.0);
        let written = stated::written(&self.document.text, seen.span, value);
        let told = self.told(value, written, sentence, true);
        let claim = self.claim(seen, States::Value(told), sentence);
        let claim = Claimed { period: Some(sum), ..claim };
        self.bench_of(seen).month_or_sum(&claim, month, told)
    }

    fn told_of(&self, seen: &Sighting, findings: &mut Vec<Finding>) {
        let happened = matches!(seen.modality, Modality::Happened | Modality::Reported);
        let Some(amount) = seen.amount.as_ref().filter(|_| happened) else { return };
        let sentence = self.sentence(seen.span.0);
        if let Some(value) = amount.value {
            let mut told = self.value(seen, value, sentence);
            for change in amount.changes.iter().filter(|change| change.at.is_none()) {
                told.checked = self.against_itself(told.checked, seen, change);
            }
            findings.push(told);
            findings.extend(bases::comparison(self, seen, sentence));
        }
        for change in &amount.changes {
            if let Some(ratio) = change.ratio {
                if let Some(at) = change.at {
                    self.told_behind(seen, (change, ratio), at, findings);
                    continue;
                }
                let seen = self.host(seen, change, sentence);
                let next = self.behind_an_ellipsis(seen, ratio, sentence);
                let whole = (sentence.0, next.map_or(sentence.1, |next| next.1));
                let mut told = self.change(seen, change, ratio, whole);
                told.sentence = next.unwrap_or(sentence);
                told.checked = self.against_itself(told.checked, seen, change);
                let twin = |other: &Change| {
                    (other.basis, &other.against) == (change.basis, &change.against)
                        && other.at.is_none()
                        && other.ratio.is_some_and(|other| other != ratio)
                };
                if amount.changes.iter().any(twin) {
                    told.checked = told.checked.doubted(Doubted::Twin, "", false, self.language);
                }
                let base = self.base_in_text(seen, change);
                if let Some(agreement) = self.agreement(seen, base, &told, whole) {
                    findings.push(Finding { sentence: told.sentence, ..agreement });
                }
                findings.push(told);
            }
        }
        // A streak says more than that something moved, and is checked by itself; of a course nobody can
        // tell.
        let sized =
            amount.changes.iter().any(|change| change.ratio.is_some() && change.at.is_none());
        let more = streaks::within(self, sentence).is_some()
            || stated::tells_a_course(self.document, sentence);
        if !sized && !more {
            findings.extend(self.movement(seen, sentence));
        }
    }

    /// Nothing changes against itself: the time that an amount has which is told so is only that of what it is
    /// compared with.
    fn against_itself(&self, checked: Checked, seen: &Sighting, change: &Change) -> Checked {
        let base = base_of(change, seen.period);
        match base.is_some() && days(base) == days(seen.period) {
            true => checked.doubted(Doubted::OwnTime, "", true, self.language),
            false => checked,
        }
    }

    /// "That was 5 percent more than in May", behind the sentence of the amount: what its own words say of it.
    /// Where another sentence stands between, it may be of something that this one tells.
    fn told_behind(
        &self,
        seen: &Sighting,
        (change, ratio): (&Change, f64),
        at: Span,
        findings: &mut Vec<Finding>,
    ) {
        let (own, before) = (self.sentence(at.0), self.sentence(seen.span.0));
        let mut told = self.change(seen, change, ratio, own);
        let sentences = &self.stated.sentences;
        let next = sentences.iter().find(|one| before.1 <= one.0);
        if next != Some(&own) {
            told.checked = told.checked.doubted(Doubted::OtherBase, "", false, self.language);
        }
        let mut unsure = self.stated.open.unsure.iter().filter(|unsure| unsure.is_at(seen.span));
        if let Some(unsure) = unsure.next() {
            let checked = told.checked;
            told.checked = checked.doubted(unsure.why, "", unsure.sure, self.language);
        }
        told.checked = self.against_itself(told.checked, seen, change);
        let base = self.base_in_text(seen, change);
        if let Some(agreement) = self.agreement(seen, base, &told, own) {
            findings.push(agreement);
        }
        findings.push(told);
    }

    /// The sentence behind the "…" of a headline, if it tells a change of an amount ahead of it: "3억
    /// 위안…전달보다 5%↑".
    fn behind_an_ellipsis(&self, seen: &Sighting, ratio: f64, sentence: Span) -> Option<Span> {
        let text = &self.document.text;
        let here = stated::written_change(text, sentence, seen.span, ratio);
        if here.span != seen.span || !text[sentence.0..sentence.1].ends_with('…') {
            return None;
        }
        let at = self.stated.sentences.iter().position(|one| *one == sentence)?;
        let next = *self.stated.sentences.get(at + 1)?;
        let apart = text[sentence.1..next.0].contains('\n');
        let there = stated::written_change(text, next, seen.span, ratio);
        (!apart && there.span != seen.span).then_some(next)
    }

    /// An amount that is said to have risen or fallen to where it is: against the amount that it came
    /// from, or against the figures.
    fn movement(&self, seen: &Sighting, sentence: Span) -> Option<Finding> {
        let moved = stated::moved(self.document, sentence, seen.span)?;
        let number = |seen: &Sighting| {
            let value = seen.amount.as_ref()?.value.filter(|value| *value > 0.0)?;
            Some(told(value, stated::written(&self.document.text, seen.span, value)))
        };
        let value = number(seen)?;
        let period = seen.period;
        let single = period.is_some_and(|period| period.as_month().is_some());
        let usual = match stated::moved_against(self.document, sentence, seen.span) {
            Some(stated::Before::Period) if single => Some(Basis::Month),
            Some(stated::Before::Year) => Some(Basis::Year),
            _ => None,
        };
        let start = self.origin(seen, &moved, sentence, usual.is_some());
        let finding = |kind, checked, about| Finding {
            kind,
            sentence,
            span: moved.span,
            unit: Some("ratio".to_owned()),
            found_in: Some("ratio").filter(|_| kind == "consistency"),
            about,
            checked,
        };
        if let Some(base) = start.and_then(number) {
            let checked = two_amounts(value, base, moved.up, self.language);
            return Some(finding("consistency", checked, None));
        }
        let against = usual.and_then(|basis| back(basis, period));
        let named = || {
            let named = stated::moved_since(self.document, &moved, seen.span, sentence.1)?;
            anchors::base(self, named, period?).filter(|base| days(Some(*base)) != days(period))
        };
        let against = against.or_else(named).map_or(Against::Unsaid, Against::Period);
        let claim = self.claim(seen, States::Moved { up: moved.up, against }, sentence);
        let mut checked = self.run(&claim, seen);
        // What rose again or rebounded was lower right before, whatever it was the year before.
        let turned = stated::turns_again(&self.document.text[moved.span.0..moved.span.1]);
        let length = period.and_then(|period| i32::try_from(period.months().count()).ok());
        let before = || period?.months_earlier(length?);
        if let Some(base) = before().filter(|_| turned && against == Against::Unsaid) {
            let states = States::Moved { up: moved.up, against: Against::Period(base) };
            let just_before = self.run(&Claimed { states, ..claim.clone() }, seen);
            if just_before.outcome != Outcome::Confirmed {
                checked = checked.doubted(Doubted::OtherBase, "", true, self.language);
            }
        }
        // "Down from its peak of May" is of neither of the usual two.
        if against == Against::Unsaid {
            let words = self.without_records(sentence);
            let named = self.names_base(sentence, seen.span, &words);
            let year = period.map(|period| period.start().year());
            let doubtful = named || stated::speaks_of_another_level(&words, year);
            if doubtful && !self.moved_either_way(&claim, seen, (sentence, moved)) {
                checked = checked.doubted(Doubted::OtherBase, "", named, self.language);
            }
        }
        Some(finding("change", checked, Some(about(&claim))))
    }

    /// The amount of the sentence that a movement counts from: that which it set out from, or, where its
    /// clause says nothing else, that of an earlier time which its words lead back to.
    fn origin<'s>(
        &'s self,
        seen: &'s Sighting,
        moved: &stated::Moved,
        sentence: Span,
        usual: bool,
    ) -> Option<&'s Sighting> {
        let others = self.stated.reading.sightings.iter().filter(|other| {
            same_flow(seen, other)
                && unit_of(seen) == unit_of(other)
                && other.span != seen.span
                && (sentence.0..sentence.1).contains(&other.span.0)
        });
        let start = others.clone().find(|other| {
            stated::is_start(&self.document.text, other.span)
                && stated::set_out_from(self.document, moved, other.span, seen.span)
        });
        let length = |seen: &Sighting| seen.period.map(|period| period.months().count());
        let mut led = others.filter(|other| {
            other.period.is_some()
                && length(other) == length(seen)
                && days(other.period) != days(seen.period)
                && stated::moved_from(self.document, sentence, moved, other.span, seen.span)
        });
        start.or_else(|| led.next().filter(|_| !usual && led.next().is_none()))
    }

    /// Whether something moved the way that is told both from the period before and from the year before,
    /// and its own clause says against neither another: then it does not matter which is meant.
    fn moved_either_way(
        &self,
        claim: &Claimed,
        seen: &Sighting,
        (sentence, moved): (Span, stated::Moved),
    ) -> bool {
        let Some(period) = claim.period else { return false };
        let length = i32::try_from(period.months().count()).unwrap_or_default();
        let confirmed = |months: i32| {
            period.months_earlier(months).is_some_and(|base| {
                let states = States::Moved { up: moved.up, against: Against::Period(base) };
                let told = self.run(&Claimed { states, ..claim.clone() }, seen);
                told.outcome == Outcome::Confirmed
            })
        };
        !stated::clause_names_base(self.document, self.own_words(sentence, moved), moved.span)
            && [length, 12].into_iter().all(confirmed)
    }

    /// The part of a sentence that may say from where something moved: in English from its verb on ("imports
    /// from Oman rose to"), and no further than what came after ("before falling to").
    fn own_words(&self, sentence: Span, moved: stated::Moved) -> Span {
        let text = &self.document.text;
        if self.document.language != Language::English {
            return sentence;
        }
        let behind = &text[moved.span.1..sentence.1];
        let turns = |at: &usize| {
            let next = behind[at + " before ".len()..].split(' ').next().unwrap_or_default();
            next.ends_with("ing")
        };
        let turn = behind.find(" before ").filter(turns);
        (moved.span.0, turn.map_or(sentence.1, |at| moved.span.1 + at))
    }

    /// Whether a sentence names what its movement is held against; `words` are those without its records,
    /// and count where all of these stand behind the number.
    fn names_base(&self, sentence: Span, number: Span, words: &str) -> bool {
        let records = self.stated.records.iter().map(|(record, _)| record);
        let mut here = records.filter(|record| record.sentence == sentence);
        if !here.all(|record| number.1 <= record.span.0) {
            return stated::names_base(self.document, sentence, number);
        }
        let number = (number.0 - sentence.0, number.1 - sentence.0);
        let alone = self.document.with_text(words.to_owned());
        stated::names_base(&alone, (0, words.len()), number)
    }

    /// The words of a sentence without those of its records: "the lowest since October 2025" names no base.
    fn without_records(&self, sentence: Span) -> String {
        let mut words = self.document.text[sentence.0..sentence.1].to_owned();
        let records = self.stated.records.iter().map(|(record, _)| record);
        for record in records.filter(|record| record.sentence == sentence) {
            let (from, to) = (record.span.0 - sentence.0, record.span.1 - sentence.0);
            words.replace_range(from..to, "");
        }
        words
    }

    /// A number with what is said of it; a denial says more than the words right before it. What has
    /// a period of its own was so much then, whatever is held against it.
    pub(super) fn told(&self, number: f64, written: Written, sentence: Span, amount: bool) -> Told {
        let mut told = told(number, written);
        let base = amount && stated::is_base(self.document, sentence, written.span);
        match self.denial(sentence, written.span, amount).filter(|_| !base) {
            Some(denial) => {
                told.bound = denied(denial);
                // What came not even to half of another fell by more than half.
                let words = &self.document.text[written.span.0..written.span.1];
                let level = self.is_half(written.span) || stated::is_level(words, number);
                if !amount && number < 0.0 && level && told.bound == Bound::Below {
                    told.bound = Bound::Above;
                }
            }
            None if base && told.bound != Bound::About => told.bound = Bound::Exactly,
            // "절반 이하로 줄었다": to half or less is by half or more.
            None if !amount && number < 0.0 && self.is_to_half(written.span) => {
                told.bound = Bound::AtLeast;
            }
            None => {}
        }
        told
    }

    /// Whether something is said to have fallen to half or less.
    fn is_to_half(&self, span: Span) -> bool {
        let behind = self.document.text[span.1..].trim_start();
        let level =
            ["이하로", "미만으로", "아래로", "밑으로"].iter().any(|to| behind.starts_with(to));
        level && self.is_half(span)
    }

    /// The plain denial of a number.
    pub(super) fn denial(&self, sentence: Span, number: Span, amount: bool) -> Option<Denial> {
        let plain = stated::denial(self.document, sentence, number, amount);
        let of_each = || stated::denied_of_each(self.document, sentence, number);
        plain.or_else(|| of_each().filter(|_| amount))
    }

    fn value(&self, seen: &Sighting, value: f64, sentence: Span) -> Finding {
        let amount = seen.amount.as_ref();
        let written = stated::written(&self.document.text, seen.span, value);
        let range = amount.and_then(|amount| Some((amount.low?, amount.high?)));
        let mut told = self.told(value, written, sentence, true);
        if let Some((low, high)) = range {
            told.half = told.half.max((high - low) / 2.0);
        }
        let kind = match seen.kind {
            _ if is_share(seen) => "share",
            Kind::Quantity => "count",
            _ => "value",
        };
        let mut claim = self.claim(seen, States::Value(told), sentence);
        claim.period = self.at_the_end_of_a_streak(claim.period, sentence);
        let unit = amount.and_then(|amount| amount.unit.clone());
        let several = claim.period.is_some_and(|period| period.months().count() > 1);
        let each = stated::each(self.document, sentence, seen.span).filter(|_| several);
        let unread = bases::is_unread(self, seen, sentence);
        let hold = |claim: &Claimed| match each {
            _ if unread => self.run(claim, seen).doubted(Doubted::OwnTime, "", true, self.language),
            Some(each) if each != Each::Some && !self.names_average(sentence) => {
                self.of_each_month(claim, told, (each, range), seen)
            }
            _ if self.is_average(sentence) => self.bench_of(seen).check_mean(claim, told),
            Some(each) => self.of_each_month(claim, told, (each, range), seen),
            None if several && let Some(behind) = self.behind_average(sentence) => {
                means::hold(self, claim, told, (behind, seen))
            }
            None => match range.filter(|_| told.bound == Bound::Exactly) {
                Some(range) => self.within(claim, told, range, seen),
                None => self.run(claim, seen),
            },
        };
        let (claim, checked) = self.of_goods(claim, seen, sentence, &hold);
        let checked = match checked.outcome {
            Outcome::Contradicted if each.is_none() && self.is_of_each(&claim, seen) => {
                checked.doubted(Doubted::OneMonth, "", true, self.language)
            }
            _ => checked,
        };
        let checked = self.of_either(checked, &claim, seen, sentence);
        let (checked, unit) = self.of_either_currency(checked, &claim, written.span, unit, &hold);
        let checked = match unsaid(seen) == Unsaid::Partner && is_far_off(&checked) {
            true => checked.doubted(Doubted::Unsaid, "", false, self.language),
            false => checked,
        };
        Finding {
            kind,
            sentence,
            span: written.span,
            unit,
            found_in: None,
            about: Some(about(&claim)),
            checked,
        }
    }

    /// Where the amount's clause names no goods, and another one or another sentence does, it may be of
    /// these or of all: what is right of one is not wrong, and what is right of neither cannot be told.
    fn of_goods(
        &self,
        claim: Claimed,
        seen: &Sighting,
        sentence: Span,
        hold: &dyn Fn(&Claimed) -> Checked,
    ) -> (Claimed, Checked) {
        let checked = hold(&claim);
        let right = |checked: &Checked| checked.outcome.agrees();
        match stated::goods(self.document, seen, sentence) {
            Goods::Either { code, exact } if !right(&checked) => {
                let goods = code
                    .parse()
                    .map(|commodity| ClaimedGoods::Coded { commodity, exact })
                    .unwrap_or(ClaimedGoods::Others);
                let other = Claimed { goods, ..claim.clone() };
                let of_these = hold(&other);
                if right(&of_these) {
                    return (other, of_these);
                }
                let checked = checked.doubted(Doubted::OtherGoods, "", true, self.language);
                (claim, checked)
            }
            Goods::Elsewhere => {
                let checked = checked.doubted(Doubted::OtherGoods, "", true, self.language);
                (claim, checked)
            }
            _ => (claim, checked),
        }
    }

    /// An amount of each month of a span, of the lowest or of the highest of them.
    fn of_each_month(
        &self,
        claim: &Claimed,
        told: Told,
        (each, range): (Each, Option<(f64, f64)>),
        seen: &Sighting,
    ) -> Checked {
        let bench = self.bench_of(seen);
        match (each, range) {
            (Each::Lowest, Some((low, high))) => {
                let words = &self.document.text[seen.span.0..seen.span.1];
                let halves = stated::range_halves(words, (low, high));
                let end = |number, half, extreme| {
                    let told = Told { number, half, ..told };
                    bench.check_extreme_month(claim, told, extreme)
                };
                let lowest = end(low, halves.0, Extreme::Lowest);
                match lowest.outcome {
                    Outcome::Confirmed | Outcome::Rounding => end(high, halves.1, Extreme::Highest),
                    _ => lowest,
                }
            }
            (Each::Every, None) => bench.check_every_month(claim, told),
            (Each::Throughout, None) => bench.check_throughout(claim, told),
            (Each::Lowest, None) => bench.check_extreme_month(claim, told, Extreme::Lowest),
            (Each::Highest, None) => bench.check_extreme_month(claim, told, Extreme::Highest),
            _ => {
                let sum = self.run(claim, seen);
                sum.doubted(Doubted::OneMonth, "", true, self.language)
            }
        }
    }

    /// A change from an amount that may be of each of several months.
    fn change_from_each(
        &self,
        checked: Checked,
        seen: &Sighting,
        change: &Change,
        sentence: Span,
    ) -> Checked {
        let wrong = checked.outcome == Outcome::Contradicted;
        match wrong && self.base_is_of_each(seen, change, sentence) == Some(true) {
            true => checked.doubted(Doubted::OneMonth, "", true, self.language),
            false => checked,
        }
    }

    /// "Halved from 508 million in March and April": whether that is of each of them.
    fn base_is_of_each(&self, seen: &Sighting, change: &Change, sentence: Span) -> Option<bool> {
        let base = self.base_in_text(seen, change)?;
        let value = base.amount.as_ref()?.value?;
        let written = stated::written(&self.document.text, base.span, value);
        let states = States::Value(self.told(value, written, sentence, true));
        Some(self.is_of_each(&self.claim(base, states, sentence), base))
    }

    /// "508 million in March and April" may be of each of the two, where it is right of each.
    fn is_of_each(&self, claim: &Claimed, seen: &Sighting) -> bool {
        let Some(period) = claim.period.filter(|period| period.is_whole_months()) else {
            return false;
        };
        let months = period.months().count();
        let right = |month: Month| {
            let of_it = Claimed { period: Some(Period::month(month)), ..claim.clone() };
            self.run(&of_it, seen).outcome.agrees()
        };
        (2..=MONTHS_TOLD).contains(&months) && period.months().all(right)
    }

    /// An amount that is told as a range: "between 2 and 3 million". No less than its lower end, and no
    /// more than its upper one.
    fn within(
        &self,
        claim: &Claimed,
        told: Told,
        (low, high): (f64, f64),
        seen: &Sighting,
    ) -> Checked {
        let halves =
            stated::range_halves(&self.document.text[seen.span.0..seen.span.1], (low, high));
        let end = |number, half, bound| {
            let states = States::Value(Told { number, half, bound });
            self.run(&Claimed { states, ..claim.clone() }, seen)
        };
        let (least, most) =
            (end(low, halves.0, Bound::AtLeast), end(high, halves.1, Bound::AtMost));
        let weight = |checked: &Checked| match checked.outcome {
            Outcome::Confirmed => 0,
            Outcome::Contradicted => 3,
            Outcome::CannotCheck => 2,
            _ => 1,
        };
        let worse = if weight(&most) > weight(&least) { most } else { least };
        Checked { claimed: Some(told.number), ..worse }
    }

    /// "Rose for the third month in a row through July, to 1.2 billion yuan": the amount is July's,
    /// though "through July" may begin with the year.
    fn at_the_end_of_a_streak(&self, period: Option<Period>, sentence: Span) -> Option<Period> {
        let of_months = |streak: &&stated::Streak| streak.step == stated::Step::Month;
        let whole = period?;
        let begins = whole.start().month() == 1 && whole.months().count() < 12;
        match streaks::within(self, sentence).filter(of_months).filter(|_| begins) {
            Some(streak) => streaks::last_step(whole, streak.step).or(period),
            None => period,
        }
    }

    fn names_average(&self, sentence: Span) -> bool {
        stated::names_average(&self.document.text[sentence.0..sentence.1])
    }

    /// Of what the amounts of a sentence are that goes on from one with an average.
    pub(super) fn behind_average(&self, sentence: Span) -> Option<stated::Behind> {
        let at = self.stated.sentences.iter().position(|one| *one == sentence)?;
        stated::behind_average(self.document, &self.stated.sentences, at)
    }

    fn is_average(&self, sentence: Span) -> bool {
        stated::speaks_of_average(&self.document.text[sentence.0..sentence.1])
    }

    /// "¥" is yuan to one and yen to another: what is right in the one is not wrong.
    fn of_either_currency(
        &self,
        checked: Checked,
        claim: &Claimed,
        quote: Span,
        unit: Option<String>,
        hold: &dyn Fn(&Claimed) -> Checked,
    ) -> (Checked, Option<String>) {
        let quote = &self.document.text[quote.0..quote.1];
        let other = match unit.as_deref() {
            Some("CNY") => "JPY",
            Some("JPY") => "CNY",
            _ => return (checked, unit),
        };
        if checked.outcome != Outcome::Contradicted || !quote.starts_with(['¥', '￥']) {
            return (checked, unit);
        }
        let in_other = other.parse().map_or(ClaimedUnit::Unknown, ClaimedUnit::Known);
        let elsewhere = hold(&Claimed { unit: in_other, ..claim.clone() });
        match elsewhere.outcome {
            Outcome::Contradicted => (checked, unit),
            Outcome::Confirmed | Outcome::Rounding => (elsewhere, Some(other.to_owned())),
            _ => (checked.doubted(Doubted::TwoCurrencies, "¥", true, self.language), unit),
        }
    }

    /// Where a sentence gives the trade of two and then "exports" and "imports", or the next one does, it
    /// does not say whose: what is true of the other of the two is no false claim.
    fn of_either(
        &self,
        checked: Checked,
        claim: &Claimed,
        seen: &Sighting,
        sentence: Span,
    ) -> Checked {
        // "…, of which Oman's exports were 3 million" says whose.
        let owned = |other: &Sighting| {
            let behind = seen.because.actors.iter().filter(|name| other.span.1 <= name.0);
            let words = |name: &Span| self.document.text.get(name.0..name.1).unwrap_or_default();
            behind.filter(|name| name.1 <= seen.span.1).any(|name| !is_pronoun(words(name)))
        };
        let both = |other: &Sighting| {
            let pair = (other.actor, other.target);
            let here = (sentence.0..sentence.1).contains(&other.span.0);
            (here && !owned(other) || unsaid(seen) == Unsaid::Owner && other.span.0 < seen.span.0)
                && other.channel == Channel::TradeTotal
                && (pair == (claim.actor, claim.target) || pair == (claim.target, claim.actor))
        };
        let one_way = claim.channel.is_trade() && claim.channel != Channel::TradeTotal;
        let doubtful = checked.outcome == Outcome::Contradicted && one_way;
        if doubtful && pronouns::competes(self, claim, seen, sentence) {
            return pronouns::of_the_other(self, checked, claim, seen);
        }
        let of_the_two = || self.is_of_their_trade(claim, seen, sentence);
        if !doubtful || !self.stated.reading.sightings.iter().any(both) && !of_the_two() {
            return checked;
        }
        let (actor, target) = (claim.target, claim.actor);
        let other = self.run(&Claimed { actor, target, ..claim.clone() }, seen);
        match other.outcome {
            Outcome::Confirmed | Outcome::Rounding => other,
            _ => checked,
        }
    }

    /// Whether a sentence tells "exports" of the trade of two, and no name before them says whose they are.
    pub(super) fn is_of_their_trade(
        &self,
        claim: &Claimed,
        seen: &Sighting,
        sentence: Span,
    ) -> bool {
        const TRADE: &[&str] = &["trade", "교역", "무역"];
        let ahead = self.document.text.get(sentence.0..seen.span.0).unwrap_or_default();
        let Some(two) = claim.actor.zip(claim.target).map(|(one, other)| [one, other]) else {
            return false;
        };
        seen.because.actors.is_empty()
            && TRADE.iter().any(|word| ahead.to_lowercase().contains(word))
            && self.reader.names_all(ahead, &two, self.document.published)
    }

    /// Where one sentence gives two amounts of one flow and period, and one of them is right, the other
    /// is of something else.
    fn settle_twins(&self, findings: &mut [Finding]) {
        let key = |one: &Finding| {
            let about = one.about.as_ref()?;
            let flow = (about.actor, about.target, about.channel, about.commodity.clone());
            Some((one.sentence, flow, days(about.period), one.unit.clone()))
        };
        let right: Vec<_> = findings
            .iter()
            .filter(|one| one.kind == "value" && one.checked.outcome == Outcome::Confirmed)
            .filter_map(key)
            .collect();
        for finding in findings.iter_mut().filter(|one| one.kind == "value") {
            let twin = key(finding).is_some_and(|key| right.contains(&key));
            if twin {
                let checked = finding.checked.clone();
                finding.checked = checked.doubted(Doubted::Twin, "", false, self.language);
            }
        }
    }

    /// What is denied, awaited, or of something else than the flow is neither right nor wrong.
    fn doubt(&self, findings: &mut [Finding]) {
        for finding in findings.iter_mut() {
            if !matches!(finding.kind, "value" | "count" | "share" | "change" | "rank") {
                continue;
            }
            if let Some((why, word, sure)) = self.why_doubted(finding) {
                let checked = finding.checked.clone();
                finding.checked = checked.doubted(why, word, sure, self.language);
            }
        }
    }

    fn why_doubted(&self, finding: &Finding) -> Option<(Doubted, &'static str, bool)> {
        let (sentence, number) = (finding.sentence, finding.span);
        if let Some(unsure) = self.stated.open.unsure.iter().find(|unsure| unsure.is_of(finding)) {
            return Some((unsure.why, "", unsure.sure));
        }
        let amount = matches!(finding.kind, "value" | "count");
        let mut read: Vec<Span> = bases::denials(self, sentence);
        read.extend(self.denial(sentence, number, amount).map(|one| one.span));
        read.extend(self.denied_changes(sentence));
        let period = finding.about.as_ref().and_then(|about| about.period);
        // "The cumulative total" of a span from the year's first month is just that.
        if period.is_some_and(|period| period.start().month() == 1 && period.months().count() > 1) {
            read.extend(stated::running_words(self.document, sentence));
        }
        if let Some(doubt) = stated::doubt(self.document, sentence, number, amount, &read) {
            return Some((doubted(doubt.why), doubt.word, doubt.sure));
        }
        let words = &self.document.text[sentence.0..sentence.1];
        let year = period.is_some_and(|period| period.months().count() >= 12);
        match finding.kind {
            "value" if year && stated::speaks_of_same_span(words) => {
                Some((Doubted::SameSpan, "", false))
            }
            // A movement without a size may be taken against any base.
            "change" if finding.checked.claimed.is_none() => None,
            "change" if !stated::names_base(self.document, sentence, number) => {
                Some((Doubted::NoBase, "", false))
            }
            _ => None,
        }
    }

    /// Whether a change is told as half of what was before.
    fn is_half(&self, (from, to): Span) -> bool {
        let words = &self.document.text[from..to];
        words.contains("절반") || words.contains("half")
    }

    /// The words of a sentence that deny the size of a change, and say nothing of its amounts: "not even
    /// half of April's".
    fn denied_changes(&self, sentence: Span) -> Vec<Span> {
        let here = self.stated.reading.sightings.iter().filter(|seen| {
            (sentence.0..sentence.1).contains(&seen.span.0) && seen.amount.is_some()
        });
        let denied = |seen: &Sighting, change: &Change| {
            if change.at.is_some() {
                return None;
            }
            let text = &self.document.text;
            let written = stated::written_change(text, sentence, seen.span, change.ratio?);
            let half = self.is_half(written.span);
            Some(self.denial(sentence, written.span, false).filter(|_| half)?.span)
        };
        let changes = here.flat_map(|seen| {
            seen.amount.iter().flat_map(|amount| &amount.changes).map(move |one| (seen, one))
        });
        changes.filter_map(|(seen, change)| denied(seen, change)).collect()
    }

    /// The sighting whose change it is: that of the latest amount, where the text gives several and
    /// does not say against what the change is taken.
    fn host<'s>(&'s self, seen: &'s Sighting, change: &Change, sentence: Span) -> &'s Sighting {
        if base_of(change, seen.period).is_some() {
            return seen;
        }
        let start = |seen: &Sighting| seen.period.map(|period| period.start());
        let later = self.stated.reading.sightings.iter().filter(|other| {
            (sentence.0..sentence.1).contains(&other.span.0)
                && same_flow(seen, other)
                && other.amount.as_ref().is_some_and(|amount| amount.value.is_some())
                && unit_of(seen) == unit_of(other)
                && start(other) > start(seen)
        });
        later.max_by_key(|other| start(other)).unwrap_or(seen)
    }

    fn change(&self, seen: &Sighting, change: &Change, ratio: f64, sentence: Span) -> Finding {
        let near = change.at.unwrap_or(seen.span);
        let written = stated::written_change(&self.document.text, sentence, near, ratio);
        let mut told = self.told(ratio, written, sentence, false);
        if change.approximate && told.bound == Bound::Exactly {
            told.bound = Bound::About;
        }
        let base = self.base_in_text(seen, change).and_then(|base| base.period);
        let against = base_of(change, seen.period).or(base);
        let against = against.map_or(Against::Unsaid, Against::Period);
        let amount = self.amount_of(seen);
        let states = States::Change {
            ratio: told,
            against,
            value: amount.and_then(|seen| seen.amount.as_ref()?.value),
        };
        // What was traded the sentence of the amount says.
        let of_amount = change.at.map_or(sentence, |_| self.sentence(seen.span.0));
        let mut claim = self.claim(seen, states, of_amount);
        let of_another = |amount: &&Sighting| amount.span != seen.span;
        let measured = amount.filter(|amount| !(of_another(amount) && is_share(amount)));
        let counted =
            stated::counted_in(self.document, sentence).and_then(|unit| unit.parse().ok());
        claim.unit = match counted {
            Some(unit) => ClaimedUnit::Known(unit),
            None => measured.map_or(claim.unit, claimed_unit),
        };
        let other_flow = stated::is_of_another_flow(self.document, sentence, written.span)
            || stated::is_of_whose(self.document, sentence, written.span, seen.span);
        let mut checked = match other_flow {
            true => Checked::of_another_flow(ratio, self.language),
            false => self.run(&claim, seen),
        };
        let told_base = base_of(change, seen.period).is_some();
        if checked.outcome == Outcome::Contradicted && !told_base {
            // The other amount of the sentence may be no base at all.
            if let States::Change { against, .. } = &mut claim.states {
                *against = Against::Unsaid;
            }
            let unsaid = self.run(&claim, seen);
            if unsaid.outcome == Outcome::Confirmed {
                checked = unsaid;
            }
        }
        // The text takes every change against the year before: one that agrees with the month may not.
        let year = back(Basis::Year, seen.period);
        if let States::Change { against: against @ Against::Unsaid, .. } = &mut claim.states
            && !other_flow
            && let Some(year) = year
            && stated::names_only_the_year(self.document, sentence, written.span)
        {
            *against = Against::Period(year);
            let on_the_year = self.run(&claim, seen);
            checked = match on_the_year.outcome {
                Outcome::Confirmed | Outcome::Rounding => on_the_year,
                _ => checked.doubted(Doubted::OtherBase, "", true, self.language),
            };
        }
        let checked = self.change_from_each(checked, seen, change, of_amount);
        let checked = self.change_beside(checked, seen, (sentence, of_amount), written.span);
        let checked = self.in_no_currency(checked, &claim, told);
        Finding {
            kind: "change",
            sentence,
            span: written.span,
            unit: Some("ratio".to_owned()),
            found_in: None,
            about: Some(about(&claim)),
            checked,
        }
    }

    /// A change that agrees in another currency alone, of a text that names none: it may be of the figures'
    /// own, in which it is another.
    pub(super) fn in_no_currency(&self, checked: Checked, claim: &Claimed, told: Told) -> Checked {
        let through_rates = checked.another_currency && checked.outcome == Outcome::Confirmed;
        let of_money = |seen: &Sighting| {
            unit_of(seen).is_some_and(|unit| unit.dimension() == Dimension::Money)
        };
        let names_one = || self.stated.reading.sightings.iter().any(of_money);
        if !through_rates || claim.unit != ClaimedUnit::Unsaid || names_one() {
            return checked;
        }
        let near =
            checked.found.is_some_and(|found| (found - told.number).abs() <= 2.0 * told.half);
        match near && told.bound == Bound::Exactly {
            true => Checked { outcome: Outcome::Rounding, ..checked },
            false => checked.doubted(Doubted::NoCurrency, "", true, self.language),
        }
    }

    /// A change in a clause of its own, of goods named elsewhere, or of trade with whom is not said.
    fn change_beside(
        &self,
        mut checked: Checked,
        seen: &Sighting,
        (sentence, of_amount): (Span, Span),
        number: Span,
    ) -> Checked {
        let ends = seen.period.and_then(|period| {
            let mut months = period.months();
            let first = months.next()?.number();
            Some([first, months.next_back().map_or(first, |month| month.number())])
        });
        if ends.is_some_and(|ends| stated::is_of_other_month(self.document, sentence, number, ends))
        {
            checked = checked.doubted(Doubted::OwnTime, "", true, self.language);
        }
        let goods = stated::goods(self.document, seen, of_amount);
        if matches!(goods, Goods::Either { .. } | Goods::Elsewhere) {
            let sure = goods == Goods::Elsewhere;
            checked = checked.doubted(Doubted::OtherGoods, "", sure, self.language);
        }
        if unsaid(seen) == Unsaid::Partner && !self.is_of_the_two(seen, of_amount) {
            checked = checked.doubted(Doubted::Unsaid, "", false, self.language);
        }
        checked
    }

    /// Whether the amount of a flow shows that it is the trade of the two, where the sentence itself does
    /// not say with whom it was.
    fn is_of_the_two(&self, seen: &Sighting, sentence: Span) -> bool {
        let value = seen.amount.as_ref().and_then(|amount| amount.value);
        value.is_some_and(|value| {
            let outcome = self.value(seen, value, sentence).checked.outcome;
            outcome.agrees()
        })
    }

    /// The sighting that gives the amount which a change is of: itself, or another of its flow. An
    /// amount in brackets is another one converted, and no change is taken in it.
    fn amount_of<'s>(&'s self, seen: &'s Sighting) -> Option<&'s Sighting> {
        let valued = |seen: &&Sighting| seen.amount.as_ref().is_some_and(|a| a.value.is_some());
        let same = |other: &&Sighting| same_flow(seen, other) && other.period == seen.period;
        let sentence = self.sentence(seen.span.0);
        let mut here = self.stated.reading.sightings.iter().filter(|other| {
            (sentence.0..sentence.1).contains(&other.span.0) && valued(other) && same(other)
        });
        let plain = |other: &&Sighting| !self.in_brackets(other.span.0);
        let own = Some(seen).filter(valued);
        own.filter(plain).or_else(|| here.find(plain)).or(own)
    }

    /// Whether a number opens a bracket: "(about $228 million)", "(약 3200억원)".
    pub(super) fn in_brackets(&self, at: usize) -> bool {
        let before = &self.document.text[..at];
        let tail: String =
            before.chars().rev().take(12).take_while(|letter| *letter != ')').collect();
        tail.contains('(')
    }

    /// The amount of the text that a change counts from.
    fn base_in_text(&self, seen: &Sighting, change: &Change) -> Option<&Sighting> {
        let valued = |other: &&Sighting| other.amount.as_ref().is_some_and(|a| a.value.is_some());
        // "From 1,055.8 to 1,622.9 million": a base is told by its words where not by its time.
        let moved = stated::moved(self.document, self.sentence(seen.span.0), seen.span);
        let timeless = |other: &Sighting| {
            let set_out = moved.as_ref().is_some_and(|moved| {
                stated::set_out_from(self.document, moved, other.span, seen.span)
            });
            other.period.is_none() && set_out && stated::is_start(&self.document.text, other.span)
        };
        let mut others = self.stated.reading.sightings.iter().filter(valued).filter(|other| {
            let dated = other.period.is_some() && days(other.period) != days(seen.period);
            same_flow(seen, other) && unit_of(seen) == unit_of(other) && (dated || timeless(other))
        });
        match base_of(change, seen.period) {
            Some(period) => others.find(|other| days(other.period) == days(Some(period))),
            None => {
                let sentence = self.sentence(seen.span.0);
                others.find(|other| (sentence.0..sentence.1).contains(&other.span.0))
            }
        }
    }

    /// A change with the two amounts that the text gives.
    fn agreement(
        &self,
        seen: &Sighting,
        base: Option<&Sighting>,
        change: &Finding,
        sentence: Span,
    ) -> Option<Finding> {
        let number = |seen: &Sighting| {
            let value = seen.amount.as_ref()?.value.filter(|value| *value > 0.0)?;
            Some(told(value, stated::written(&self.document.text, seen.span, value)))
        };
        let start = base?;
        let (value, base) = (number(self.amount_of(seen)?)?, number(start)?);
        let ratio = change.checked.claimed?;
        let written = stated::written_change(&self.document.text, sentence, change.span, ratio);
        let mut agreement = three_numbers(value, base, told(ratio, written), self.language);
        let words = self.document.text[change.span.0..change.span.1].to_lowercase();
        if ["times", "fold", "배"].iter().any(|word| words.contains(word)) {
            agreement = agreement.in_times(self.language);
        }
        let sure = stated::is_start(&self.document.text, start.span);
        if agreement.outcome == Outcome::Inconsistent && !sure {
            return None;
        }
        Some(Finding {
            kind: "consistency",
            sentence,
            span: change.span,
            unit: Some("ratio".to_owned()),
            found_in: Some("ratio"),
            about: None,
            checked: agreement.into(),
        })
    }

    fn expectation(&self, expected: &Expected) -> Finding {
        let mut checked = (self.bench)(&[]).check(&expected.claim);
        let can_tell = |checked: &Checked| checked.outcome != Outcome::CannotCheck;
        // Who tells what is published expects nothing; the record of forecasts says the same.
        let is_out = || (self.then)().is_some_and(|then| can_tell(&then.check(&expected.claim)));
        if can_tell(&checked) && is_out() {
            checked.outcome = Outcome::CannotCheck;
            let out = ("The figure was out when it was said.", "말할 때 이미 수치가 나와 있었음.");
            checked.because = self.language.pick(out.0, out.1).to_owned();
        }
        Finding {
            kind: "expectation",
            sentence: expected.sentence,
            span: expected.what,
            unit: None,
            found_in: None,
            about: Some(about(&expected.claim)),
            checked,
        }
    }

    pub(super) fn claim(&self, seen: &Sighting, states: States, sentence: Span) -> Claimed {
        let goods = match stated::goods(self.document, seen, sentence) {
            Goods::Everything => ClaimedGoods::Everything,
            Goods::Coded { code, exact } => code
                .parse()
                .map_or(ClaimedGoods::Others, |commodity| ClaimedGoods::Coded { commodity, exact }),
            Goods::Others => ClaimedGoods::Others,
            Goods::Either { .. } | Goods::Elsewhere => ClaimedGoods::Everything,
        };
        // What is no trade has no goods in the ledger either.
        let goods = if seen.channel.is_trade() { goods } else { ClaimedGoods::Everything };
        Claimed {
            actor: seen.actor,
            target: seen.target,
            channel: seen.channel,
            goods,
            period: seen.period,
            unit: claimed_unit(seen),
            reported_by: seen.target.filter(|target| is_named(*target, attributed(seen))),
            states,
        }
    }

    pub(super) fn run(&self, claim: &Claimed, seen: &Sighting) -> Checked {
        self.bench_of(seen).check(claim)
    }

    /// The ledger without what the sighting's own source passes on.
    pub(super) fn bench_of(&self, seen: &Sighting) -> Rc<Bench<'a>> {
        (self.bench)(&agencies(attributed(seen)))
    }

    /// The ledger without what news agencies pass on that a sentence names.
    pub(super) fn bench_without(&self, agencies: &[&'static str]) -> Rc<Bench<'a>> {
        (self.bench)(agencies)
    }
}

pub(super) fn denied(denial: Denial) -> Bound {
    match denial.of {
        Denied::So => Bound::Not,
        Denied::Reached => Bound::Below,
        Denied::Fallen => Bound::Above,
    }
}

/// Whether a word stands for somebody who was named before.
fn is_pronoun(word: &str) -> bool {
    ["it", "its", "they", "their"].contains(&word.to_lowercase().as_str())
}

/// What of the two states a sentence leaves to be known from those before it.
fn unsaid(seen: &Sighting) -> Unsaid {
    seen.amount.as_ref().map_or(Unsaid::Nothing, |amount| amount.unsaid)
}

/// Whether a claim is off by so much that it may well be of another flow.
fn is_far_off(checked: &Checked) -> bool {
    let (Some(claimed), Some(found)) = (checked.claimed, checked.found) else { return false };
    !(1.0 / 3.0..3.0).contains(&(claimed / found))
}

fn attributed(seen: &Sighting) -> &str {
    seen.amount.as_ref().and_then(|amount| amount.attributed_to.as_deref()).unwrap_or_default()
}

pub(super) fn told(number: f64, written: Written) -> Told {
    Told { number, half: written.half, bound: bound_of(written.bound) }
}

pub(super) fn bound_of(bound: stated::Bound) -> Bound {
    match bound {
        stated::Bound::Exactly => Bound::Exactly,
        stated::Bound::About => Bound::About,
        stated::Bound::AtLeast => Bound::AtLeast,
        stated::Bound::AtMost => Bound::AtMost,
    }
}

/// The ledger's unit of an amount; the reader names some of them otherwise.
pub(super) fn unit_of(seen: &Sighting) -> Option<Unit> {
    let name = seen.amount.as_ref()?.unit.as_deref()?;
    let name = match name {
        "barrel" => "bbl",
        "person" => "persons",
        "container" => "containers",
        name => name,
    };
    name.parse().ok()
}

/// Whether it is a part of a whole, and no amount.
fn is_share(seen: &Sighting) -> bool {
    seen.amount.as_ref().is_some_and(|amount| amount.unit.as_deref() == Some("%"))
}

/// In what an amount is told to be counted.
pub(super) fn claimed_unit(seen: &Sighting) -> ClaimedUnit {
    let named = seen.amount.as_ref().is_some_and(|amount| amount.unit.is_some());
    match unit_of(seen) {
        Some(unit) => ClaimedUnit::Known(unit),
        None if named => ClaimedUnit::Unknown,
        None => ClaimedUnit::Unsaid,
    }
}

/// In what several amounts of one flow are told to be counted, that of a claim which names no amount:
/// in two currencies it may be either, and in two measures nobody knows in which.
pub(super) fn common_unit<'s>(all: impl Iterator<Item = &'s Sighting>) -> ClaimedUnit {
    let amounts = all.filter(|seen| !is_share(seen));
    let mut units: Vec<ClaimedUnit> = amounts.map(claimed_unit).collect();
    units.dedup();
    let is_money =
        |unit: &ClaimedUnit| unit.known().is_some_and(|unit| unit.dimension() == Dimension::Money);
    match units[..] {
        [] => ClaimedUnit::Unsaid,
        [unit] => unit,
        _ if units.iter().all(is_money) => ClaimedUnit::Unsaid,
        _ => ClaimedUnit::Unknown,
    }
}

pub(super) fn same_flow(a: &Sighting, b: &Sighting) -> bool {
    (a.actor, a.target, a.channel) == (b.actor, b.target, b.channel)
}

pub(super) fn days(period: Option<Period>) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    period.map(|period| (period.start(), period.end()))
}

/// Why a claim is not held as it stands, in the checker's words.
pub(super) fn doubted(why: Why) -> Doubted {
    match why {
        Why::Denied => Doubted::Denied,
        Why::Awaited => Doubted::Awaited,
        Why::Other => Doubted::Other,
        Why::Rate => Doubted::Rate,
        Why::Difference => Doubted::Difference,
    }
}

/// The period that a change is taken against: as the text names it, or as its basis says.
fn base_of(change: &Change, period: Option<Period>) -> Option<Period> {
    let told = change.against.as_deref().and_then(parse_period);
    // The reader tells a base by its months alone.
    let told = told.and_then(|told| period.map_or(Some(told), |of| named_base(told, of)));
    told.or_else(|| back(change.basis, period))
}

/// The same period of the month or the year before.
fn back(basis: Basis, period: Option<Period>) -> Option<Period> {
    let back = match basis {
        Basis::Month => 1,
        Basis::Year => 12,
        Basis::PreviousYearTotal | Basis::Other => return None,
    };
    period?.months_earlier(back)
}

/// A period in the reader's words: `2024`, `2024-09`, `2024-01/2024-08`.
fn parse_period(text: &str) -> Option<Period> {
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    let month = |text: &str, of_year: i8| match text.len() {
        4 => Month::new(text.parse().ok()?, of_year),
        7 => text.parse().ok(),
        _ => None,
    };
    Period::new(month(from, 1)?.first_day(), month(to, 12)?.last_day()).ok()
}

pub(super) fn about(claim: &Claimed) -> About {
    About {
        actor: claim.actor,
        target: claim.target,
        channel: claim.channel,
        commodity: match &claim.goods {
            ClaimedGoods::Coded { commodity, .. } => Some(commodity.code().to_owned()),
            ClaimedGoods::Everything | ClaimedGoods::Others => None,
        },
        period: claim.period,
    }
}
