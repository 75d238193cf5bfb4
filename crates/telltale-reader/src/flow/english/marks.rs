//! A sentence with its words marked: names, dates, numbers, words for flows and for changes.

mod lists;
mod near;
mod times;
mod verbs;

use telltale_observation::Actor;

use super::both_ways;
use super::carried;
use super::lexicon::{self, Lex, Prep, Side};
use crate::flow::words::Words;
use crate::flow::{Matter, Way};
use crate::gazetteer::Sort;
use crate::number::{self, Measure, Number};
use crate::reader::Scene;
use crate::time::{Grain, Relative, Time, TimeKind};
use crate::{Language, Mention};

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mark {
    Word,
    Comma,
    Hard,
    Name(usize),
    Time(usize),
    Number(usize),
    Noun(Matter, Way),
    Verb(Matter, Way),
    Change(f64, Side),
    Multiple(f64),
    Prep(Prep),
    Says,
    Denies,
    Be,
    And,
    Than,
    YearOnYear,
    MonthOnMonth,
    QuarterOnQuarter,
    Ahead,
}

/// A marked sentence.
pub(super) struct Marked<'s> {
    pub scene: &'s Scene<'s>,
    pub mentions: Vec<Mention>,
    pub words: Words,
    pub marks: Vec<Mark>,
    /// Times that are told without their noun: "in the second".
    unsaid: Vec<Time>,
    pub numbers: Vec<Number>,
    /// Words of the passage that tells who says so, the last excluded.
    pub said: Option<(usize, usize)>,
    /// Who says so, in the text's words.
    pub voice: Option<String>,
    /// The state whose office says so.
    pub speaker: Option<Actor>,
    /// Somebody denies it.
    pub denied: bool,
}

impl<'s> Marked<'s> {
    pub(super) fn of(scene: &'s Scene<'s>, words: Words) -> Marked<'s> {
        let mut marks = vec![Mark::Word; words.len()];
        let put = |marks: &mut Vec<Mark>, span, mark| {
            let (from, to) = words.within(span);
            for slot in &mut marks[from..to] {
                *slot = mark;
            }
        };
        for (at, time) in scene.times.iter().enumerate() {
            if !times::is_fraction(&words, words.within(time.span)) {
                put(&mut marks, time.span, Mark::Time(at));
            }
        }
        let unsaid = times::unsaid(scene, &words, &marks);
        for (at, time) in unsaid.iter().enumerate() {
            put(&mut marks, time.span, Mark::Time(scene.times.len() + at));
        }
        let mut mentions = scene.mentions.to_vec();
        halves(scene, &words, &marks, &mut mentions);
        joined(scene, &mut mentions);
        for (at, mention) in mentions.iter().enumerate() {
            if !is_pronoun(scene.text.get(mention.span.0..mention.span.1).unwrap_or("")) {
                put(&mut marks, mention.span, Mark::Name(at));
                // "4,100 US troops": a name whose last word is who they are.
                let (from, to) = words.within(mention.span);
                if to > from + 1 && matches!(words.get(to - 1), "troops" | "soldiers" | "marines") {
                    marks[to - 1] = Mark::Word;
                }
            }
        }
        let numbers = {
            let dated = |i: usize| matches!(marks.get(i), Some(Mark::Time(_)));
            number::english::find(&words, dated)
        };
        let mut marked = Marked {
            scene,
            mentions,
            words,
            marks,
            unsaid,
            numbers,
            said: None,
            voice: None,
            speaker: None,
            denied: false,
        };
        marked.lend_in_lists();
        marked.mark_numbers();
        marked.lend_in_lists();
        marked.mark_words();
        marked
    }

    /// "from 95 a week in June to 110", "weekly flights will go up from 52 to 64": bare numbers of
    /// trains and flights.
    fn count_transport(&mut self) {
        let unit = (0..self.words.len()).find_map(|i| lexicon::runs(self.words.get(i)));
        let Some([one, weekly, daily]) = unit else { return };
        let told_weekly = (0..self.words.len()).any(|i| self.words.get(i) == "weekly");
        for number in self.numbers.iter_mut().filter(|number| number.measure == Measure::Bare) {
            let (from, to) = number.words;
            let per = matches!(self.words.get(to), "a" | "per" | "each" | "every");
            let week = per && self.words.get(to + 1) == "week" || self.words.get(to) == "weekly";
            let day = per && self.words.get(to + 1) == "day" || self.words.get(to) == "daily";
            let led = from > 0 && lexicon::leads_count(self.words.get(from - 1));
            let alone =
                number::english::stands_alone(&self.words, to) || self.words.get(to) == "to";
            if week || day || led && alone {
                number.measure = Measure::Things;
                number.unit = Some(match (week || told_weekly, day) {
                    (_, true) => daily,
                    (true, _) => weekly,
                    _ => one,
                });
            }
        }
    }

    fn mark_numbers(&mut self) {
        self.count_transport();
        for at in 0..self.numbers.len() {
            let (from, to) = self.numbers[at].words;
            for i in from..to {
                if self.marks[i] == Mark::Word {
                    self.marks[i] = Mark::Number(at);
                }
            }
            let counts = matches!(self.numbers[at].measure, Measure::People | Measure::Things);
            if counts
                && !(self.is_number_of_planes(at))
                && let Some((i, noun)) = (from + 1..to).rev().find_map(|i| Some((i, self.noun(i)?)))
            {
                self.marks[i] = noun;
            }
            // "330,000 South Koreans": the people are the unit.
            if self.numbers[at].measure == Measure::Bare
                && let Some(Mark::Name(name)) = self.marks.get(to)
                && (matches!(self.mentions[*name].sort, Sort::People)
                    || self.is_of_people(to, *name))
            {
                self.numbers[at].measure = Measure::People;
                self.numbers[at].unit = Some("person");
            }
        }
    }

    fn is_number_of_planes(&self, at: usize) -> bool {
        self.numbers[at].unit == Some("aircraft")
    }

    /// "24,000 Vietnamese fled", "employs 24,000 Vietnamese.": an adjective that stands for people.
    fn is_of_people(&self, at: usize, name: usize) -> bool {
        let end = self.last(at);
        let word = self.words.get(end);
        let acts = lexicon::travels(word)
            || matches!(self.marks.get(end), Some(Mark::Time(_)))
            || matches!(
                word,
                "work"
                    | "live"
                    | "worked"
                    | "lived"
                    | "were"
                    | ""
                    | "."
                    | "in"
                    | ","
                    | "at"
                    | "as"
                    | "by"
                    | "who"
                    | "and"
                    | "from"
                    | "against"
                    | "have"
                    | "had"
                    | "are"
                    | "ones"
                    | "on"
            );
        let joins = lexicon::of(word)
            .iter()
            .any(|lex| matches!(lex, Lex::Prep(_) | Lex::Be | Lex::Ahead))
            || matches!(word, "last" | "this" | "whose" | "when" | "while" | ";" | "a" | "each");
        matches!(self.mentions[name].sort, Sort::Adjective) && (acts || joins)
    }

    fn noun(&self, i: usize) -> Option<Mark> {
        lexicon::of(self.words.get(i)).iter().find_map(|lex| match *lex {
            Lex::Noun(matter, way) => Some(Mark::Noun(matter, way)),
            _ => None,
        })
    }

    fn mark_words(&mut self) {
        for i in 0..self.words.len() {
            if self.marks[i] != Mark::Word {
                continue;
            }
            self.marks[i] = match self.words.get(i) {
                // "a ship with wheat reached Cuba"
                "reached" | "reach" | "reaches" | "reaching"
                    if self.is_plain_state(i + 1) && self.comes_first(i) =>
                {
                    Mark::Verb(Matter::Goods, Way::Out)
                }
                word if (lexicon::roams(word) || lexicon::detects(word)) && self.is_sortie(i) => {
                    let way = if lexicon::detects(word) { Way::In } else { Way::Out };
                    Mark::Verb(Matter::Sortie, way)
                }
                word => match self.by_delivery(i) {
                    Some(mark) => mark,
                    None => self.plainly(i, word),
                },
            };
        }
    }

    /// What a word stands for that needs no company.
    fn plainly(&self, i: usize, word: &str) -> Mark {
        match word {
            "reached" | "entered" | "visited" if self.is_plain_state(i + 1) => Mark::Prep(Prep::To),
            "," if self.is_reaction(i + 1) => Mark::Hard,
            "," => Mark::Comma,
            "(" | ")" | ":" | "\u{2014}" | "\u{2013}" => Mark::Comma,
            ";" => Mark::Hard,
            word => self.mark(i, word),
        }
    }

    /// Words that tell of a flow only with two places or a count near: "carried flour from Egypt into
    /// Gaza", "have found jobs in Saudi Arabia".
    fn by_place(&self, i: usize) -> Option<Mark> {
        Some(match self.words.get(i) {
            "hands" if both_ways::changes_hands(self, i) => Mark::Verb(Matter::Goods, Way::Both),
            "drew" | "draws" | "drawn" | "drawing"
                if self.is_bulk_soon(i) || self.is_part_of_goods(i) =>
            {
                Mark::Verb(Matter::Goods, Way::In)
            }
            word if lexicon::hauls(word) && self.is_haul(i) && !self.tells_before(i) => {
                Mark::Verb(Matter::Goods, Way::Out)
            }
            // "Colombian coal for Israel dwindled to 400,000 tonnes"
            _ if self.is_goods_for_a_state(i) => Mark::Noun(Matter::Goods, Way::Out),
            // "1,100 Kenyans have taken up jobs in Saudi Arabia"
            word if lexicon::is_work(word)
                && self.words.get(i + 1) == "in"
                && lexicon::takes_up(self.words.get(i.wrapping_sub(1)))
                && self.people_before(i) =>
            {
                Mark::Verb(Matter::Workers, Way::Out)
            }
            _ => return None,
        })
    }

    /// Verbs that are none by themselves, or other ones: "took 413 passengers to Pyongyang".
    fn by_company(&self, i: usize) -> Option<Mark> {
        Some(match self.words.get(i) {
            // "hit Syria with 14 missiles"
            word if lexicon::strikes(word) && self.is_barrage(i) => {
                Mark::Verb(Matter::Launch, Way::Out)
            }
            // "flew 200 tonnes of tents to Nepal": not "growers flew 11,400 tonnes of roses".
            "flew" | "flown" | "trucked" | "airlifted" | "airlift" if self.is_bulk_soon(i) => {
                let sold = super::implied::sells_before(self, i);
                Mark::Verb(if sold { Matter::Goods } else { Matter::Aid }, Way::Out)
            }
            "take" | "takes" | "took" | "accept" | "accepts" | "admit" | "receive"
                if self.people_soon(i) && self.comes_from(i) =>
            {
                Mark::Verb(Matter::Visitors, Way::In)
            }
            word if lexicon::carries(word)
                && self.words.get(i + 1) != "in"
                && (i + 1..i + 5).any(|at| self.is_people(at)) =>
            {
                Mark::Verb(Matter::Visitors, Way::Out)
            }
            // "wrote off $180 million of Mauritania's debt"
            "wrote" | "written" | "writing"
                if self.words.get(i + 1) == "off" && self.is_money(i + 2) =>
            {
                Mark::Verb(Matter::Capital, Way::Out)
            }
            "has" | "have" | "had" if self.is_garrison(i) => Mark::Verb(Matter::Soldiers, Way::Out),
            word if lexicon::puts(word) && self.is_put_into(i) => {
                Mark::Verb(Matter::Capital, Way::Out)
            }
            "home" if self.is_homecoming(i) => Mark::Verb(Matter::Visitors, Way::Out),
            "sent" | "wired" | "remitted" | "transferred" if self.is_sent_home(i) => {
                Mark::Verb(Matter::Capital, Way::Out)
            }
            "received" | "accepted" | "admitted" | "drew" | "attracted"
                if (i + 1..i + 5).any(|at| self.is_people(at)) =>
            {
                Mark::Verb(Matter::Visitors, Way::In)
            }
            "took" | "takes" | "taken" | "taking"
                if self.words.get(i + 1) == "in" && self.people_soon(i + 1) =>
            {
                Mark::Verb(Matter::Visitors, Way::In)
            }
            "home" if self.words.get(i + 1) == "to" && self.people_soon(i + 1) => {
                Mark::Verb(Matter::Visitors, Way::In)
            }
            word if lexicon::stays(word) && self.is_number_of(i) => {
                Mark::Verb(Matter::Visitors, Way::Out)
            }
            word if lexicon::travels(word) && self.is_journey(i) => {
                // "left for jobs in Romania"
                let works = (i + 1..i + 4).any(|at| lexicon::is_work(self.words.get(at)));
                let matter = if works { Matter::Workers } else { Matter::Visitors };
                Mark::Verb(matter, Way::Out)
            }
            // "Swedish help for Moldova came to 310 million kronor"
            "help" | "backing" | "funding" | "support" if self.is_help(i) => {
                Mark::Noun(Matter::Aid, Way::Out)
            }
            // "got 61 billion kronur for its fish in Britain"
            "got" | "gets" | "received" | "receives" if self.is_got_for(i) => {
                Mark::Verb(Matter::Goods, Way::Out)
            }
            // What exports brought in is no import.
            "brought" | "brings" | "bringing"
                if self.tells_before(i)
                    && (self.words.get(i + 1) == "in" || self.earns_for_a_state(i)) =>
            {
                Mark::Verb(Matter::Goods, Way::Out)
            }
            _ => return None,
        })
    }

    /// By what is delivered, or who is taken where, else by what else stands near.
    fn by_delivery(&self, i: usize) -> Option<Mark> {
        self.by_place(i).or_else(|| self.by_company(i)).or_else(|| self.by_errand(i))
    }

    /// Verbs for goods on their way over a border, contracts, and people who are moved.
    fn by_errand(&self, i: usize) -> Option<Mark> {
        if !lexicon::may_be_an_errand(self.words.get(i)) {
            return None;
        }
        Some(match self.words.get(i) {
            // "brought 30 tonnes of medicine to Beirut", "fed power into Moldova's grid"
            word if lexicon::feeds(word) && self.is_fed(i) => Mark::Verb(Matter::Goods, Way::Out),
            // "64,000 tonnes of Russian freight moved into North Korea"
            word if lexicon::passes(word) && self.is_passage(i) => {
                Mark::Verb(Matter::Goods, Way::Out)
            }
            word if lexicon::unloads(word) && self.is_unloading(i) => {
                Mark::Verb(Matter::Goods, Way::Out)
            }
            "signed" | "contracted" if self.is_contract(i) => Mark::Verb(Matter::Goods, Way::In),
            "turned" if self.words.get(i + 1) == "over" && self.is_thing_near(i) => {
                Mark::Verb(Matter::Goods, Way::Out)
            }
            // "640,000 Afghans were sent back from Iran"
            word if lexicon::sends_back(word, self.words.get(i + 1))
                && (self.people_before(i) || self.people_soon(i)) =>
            {
                Mark::Verb(Matter::Visitors, Way::Out)
            }
            // "Forty migrants were taken by an Italian ship to Albania"
            word if lexicon::carries(word)
                && i > 0
                && self.marks[i - 1] == Mark::Be
                && self.people_before(i) =>
            {
                Mark::Verb(Matter::Visitors, Way::Out)
            }
            word if lexicon::keeps(word) && self.people_soon(i) && !self.tells_before(i) => {
                Mark::Verb(Matter::Visitors, Way::Out)
            }
            _ => return None,
        })
    }

    fn mark(&self, i: usize, word: &str) -> Mark {
        let senses = lexicon::of(word);
        let mut best = Mark::Word;
        for lex in senses {
            let mark = match *lex {
                Lex::Noun(matter, way) if self.is_noun(i, word) => Mark::Noun(matter, way),
                Lex::Noun(..) => continue,
                Lex::Verb(matter, way) if best == Mark::Word && self.is_verb(i, word) => {
                    Mark::Verb(matter, way)
                }
                Lex::Verb(..) => continue,
                // "made up 31 percent of exports"
                Lex::Change(..) if word == "up" && self.follows_make(i) => continue,
                Lex::Change(sign, side) => match best {
                    // Words such as "lower" and "up" have both sides.
                    Mark::Change(..) => Mark::Change(sign, Side::Either),
                    Mark::Word => Mark::Change(sign, side),
                    _ => continue,
                },
                Lex::Multiple(ratio) => Mark::Multiple(ratio),
                Lex::Prep(prep) if best == Mark::Word => Mark::Prep(prep),
                Lex::Prep(_) => continue,
                Lex::Says if best == Mark::Word => Mark::Says,
                Lex::Says => continue,
                Lex::Denies => Mark::Denies,
                Lex::Be => Mark::Be,
                Lex::And => Mark::And,
                Lex::Hard => Mark::Hard,
                Lex::Than => Mark::Than,
                Lex::YearOnYear => Mark::YearOnYear,
                Lex::MonthOnMonth => Mark::MonthOnMonth,
                Lex::QuarterOnQuarter => Mark::QuarterOnQuarter,
                Lex::Ahead if matches!(best, Mark::Verb(..) | Mark::Noun(..)) => continue,
                Lex::Ahead => Mark::Ahead,
            };
            best = mark;
        }
        best
    }

    fn follows_make(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map_or("", |at| self.words.get(at));
        matches!(before, "made" | "make" | "makes" | "making")
    }

    /// Whether a word such as "exports" or "trade" is a noun here, and the flow itself.
    fn is_noun(&self, i: usize, word: &str) -> bool {
        let next = self.words.get(i + 1);
        if lexicon::spoils(next) && !(word == "credit" && next == "line") {
            return false;
        }
        match word {
            word if lexicon::ranks(word) && !self.is_ranked(i) => false,
            "trains" | "train" | "flight" | "flights" | "sailings" | "ferries" => {
                self.counts_transport()
            }
            // Planes, and no people.
            "fighters" => !(i.saturating_sub(4)..i).any(|at| {
                matches!(self.marks[at], Mark::Number(number) if self.is_number_of_planes(number))
            }),
            "interest" => matches!(self.words.get(i.wrapping_sub(1)), "in" | "of"),
            "investment" | "investments" | "debt" | "debts" => !lexicon::is_foreign_sum(next),
            // "flew 29 Colombian migrants home": the verb tells who goes where.
            _ if matches!(next, "home" | "back")
                && (i.saturating_sub(6)..i).any(|at| lexicon::carries(self.words.get(at))) =>
            {
                false
            }
            // "remittances from Tajik workers in Russia": money, and no people.
            _ if self.sends_home(i) => false,
            // "sold lumber to American builders": who buys, and nobody who goes to work.
            word if self.is_trade_alone()
                && lexicon::of(word).iter().any(|lex| {
                    matches!(lex, Lex::Noun(Matter::Workers | Matter::Soldiers, _))
                }) =>
            {
                false
            }
            "buying" => matches!(next, "of" | "from" | "by"),
            word if lexicon::is_takings(word) => self.is_takings(i),
            "bill" => self.is_bill(i),
            "pledge" | "pledges" => {
                matches!(next, "for" | "to" | "of" | "from") && self.pledged_sum(i)
            }
            "traffic" => next == "from" && self.is_state_soon(i + 1),
            "inflows" | "outflow" | "dispatches" | "despatches" | "liftings" | "uptake" => {
                matches!(next, "of" | "from" | "to" | "for")
            }
            "contractors" | "volunteers" | "contingent" | "contingents" | "battalion"
            | "battalions" | "garrison"
                if self.counts_people_near(i) =>
            {
                true
            }
            "contractors" | "volunteers" | "contingent" | "contingents" | "battalion"
            | "battalions" | "garrison" => {
                (i.saturating_sub(4)..i).any(|at| matches!(self.marks[at], Mark::Number(_)))
            }
            "grant" | "grants"
                if i > 0 && (self.marks[i - 1] == Mark::Ahead || self.words.get(i - 1) == "to") =>
            {
                false
            }
            "fees" | "royalties" | "dues" | "rent" | "compensation" => {
                (i.saturating_sub(3)..i).any(|at| matches!(self.words.get(at), "in" | "of"))
                    && (i.saturating_sub(9)..i).any(|at| {
                        matches!(self.marks[at], Mark::Verb(Matter::Payment, _))
                    })
            }
            "delivering" => false,
            _ => self.is_noun_of_goods(i, word),
        }
    }

    /// The same of words for goods, money and markets.
    fn is_noun_of_goods(&self, i: usize, word: &str) -> bool {
        let next = self.words.get(i + 1);
        match word {
            "sale" => matches!(next, "of" | "to"),
            "gift" if next == "of" && self.is_amount(i + 2) => true,
            "loan" | "credit" | "credits" | "lifeline" | "tranche" | "facility" | "package"
            | "subsidy" | "gift" => self.is_of_money(i),
            // "import and export volume"
            "export" | "import" if self.is_other_way_beside(i) => true,
            "export" | "import" | "shipment" | "delivery" => {
                i > 0
                    && !matches!(self.words.get(i - 1), "to" | "will" | "would" | "can")
                    && matches!(
                        next,
                        "to" | "of"
                            | "from"
                            | "volume"
                            | "volumes"
                            | "value"
                            | "earnings"
                            | "revenue"
                            | "bill"
                            | "by"
                    )
            }
            "exports" | "imports" => {
                // "China exports coal": a name without its possessive, and no verb follows.
                let named = i > 0 && self.is_plain_name(i - 1);
                !(named && units_follow(next))
            }
            "trade" => {
                matches!(next, "," | "." | "")
                    || lexicon::goes_on(next)
                    || carried::words_of_all(&self.words, i + 1) > 0
                    || matches!(self.marks.get(i + 1), Some(Mark::Time(_)))
            }
            "flow" | "flows" => {
                next == "of"
                    || i > 0 && matches!(self.words.get(i - 1), "the" | "a" | "of" | "annual")
            }
            "turnover" | "commerce" => {
                i == 0 || !matches!(self.words.get(i - 1), "of" | "annual" | "e")
            }
            "market" | "destination" | "outlet" | "source" | "client" | "provider" | "markets"
            | "destinations" | "outlets" | "clients" => {
                // "Switzerland's largest export market"
                let owned = (i.saturating_sub(5)..i)
                    .any(|at| matches!(self.marks[at], Mark::Name(_)) && self.words.all[at].owns);
                matches!(next, "for" | "of" | "with") || owned
            }
            "relief" if matches!(next, "in" | "worth") => true,
            "visits" | "trips" => self.counts_many() || self.is_by_a_people(i),
            "supplies" | "orders" | "relief" => matches!(next, "to" | "of" | "from"),
            _ => true,
        }
    }

    /// "import and export volume": the noun for the other way is joined to this one.
    fn is_other_way_beside(&self, i: usize) -> bool {
        let other = |at: usize| match self.words.get(i) {
            "export" => matches!(self.words.get(at), "import" | "imports"),
            _ => matches!(self.words.get(at), "export" | "exports"),
        };
        let joins = |at: usize| matches!(self.words.get(at), "and" | "plus" | "&");
        joins(i + 1) && other(i + 2) || i >= 2 && joins(i - 1) && other(i - 2)
    }

    fn is_plain_state(&self, i: usize) -> bool {
        matches!(self.marks.get(i), Some(Mark::Name(_))) && self.is_plain_name(i)
    }

    fn is_plain_name(&self, i: usize) -> bool {
        match self.marks[i] {
            Mark::Name(at) => {
                !self.words.all[i].owns
                    && matches!(
                        self.mentions[at].sort,
                        Sort::State | Sort::Capital | Sort::Organisation
                    )
            }
            _ => false,
        }
    }

    pub(super) fn mention(&self, at: usize) -> &Mention {
        &self.mentions[at]
    }

    pub(super) fn time(&self, at: usize) -> &Time {
        self.scene.times.get(at).unwrap_or_else(|| &self.unsaid[at - self.scene.times.len()])
    }

    /// Adds a time that no words of its own name; returns its place.
    pub(super) fn lend_time(&mut self, time: Time) -> usize {
        self.unsaid.push(time);
        self.scene.times.len() + self.unsaid.len() - 1
    }

    /// The last word before a number that does not hedge it; beyond the last if there is none.
    pub(super) fn before_hedges(&self, number: usize) -> usize {
        let from = self.numbers[number].words.0;
        let hedge = |i: &usize| {
            let word = self.words.get(*i);
            lexicon::says_how_nearly(word) || matches!(word, "under" | "$")
        };
        (0..from).rev().find(|i| !hedge(i)).unwrap_or(self.words.len())
    }

    /// Whether a word belongs to the passage that tells who says so.
    pub(super) fn is_said(&self, i: usize) -> bool {
        self.said.is_some_and(|(from, to)| (from..to).contains(&i))
    }

    /// First word of the mark that word `i` belongs to.
    pub(super) fn first(&self, i: usize) -> usize {
        let mut first = i;
        while first > 0 && self.marks[first - 1] == self.marks[i] && self.marks[i] != Mark::Word {
            first -= 1;
        }
        first
    }

    /// One after the last word of the mark that word `i` belongs to.
    pub(super) fn last(&self, i: usize) -> usize {
        let mut last = i + 1;
        while last < self.marks.len() && self.marks[last] == self.marks[i] {
            last += 1;
        }
        last
    }

    /// "doubled within two months": over how long something changed, where nothing is to come.
    pub(super) fn is_stretch(&self, first: usize, time: &Time) -> bool {
        let within = matches!(self.words.get(first), "within" | "inside");
        let ahead = time.end > self.scene.document.published;
        within && ahead && time.kind == TimeKind::Until && !self.marks.contains(&Mark::Ahead)
    }

    /// The word that makes a time the base of a comparison, if one does.
    pub(super) fn is_base(&self, first: usize, time: &Time) -> bool {
        let relative = matches!(time.relative, Some(Relative::Earlier { .. }));
        if self.words.get(first) == "from" && time.kind != TimeKind::Range {
            return true;
        }
        if self.as_much(first) {
            return true;
        }
        if self.is_level_of(first) || self.is_among_any(first) {
            return true;
        }
        if let Some(joined) = self.joined_time(first) {
            return self.is_among_any(joined);
        }
        let mut stood_in = self.is_figure_of(first);
        let mut i = first;
        for _ in 0..7 {
            let Some(before) = i.checked_sub(1) else { return false };
            i = before;
            match self.marks[i] {
                Mark::Than => return true,
                Mark::Multiple(_) => return relative || stood_in,
                // "bought gas from it in September"
                Mark::Prep(Prep::From) if matches!(self.words.get(i + 1), "it" | "them") => {
                    return false;
                }
                Mark::Prep(Prep::From) => {
                    let counts =
                        i > 0 && matches!(self.marks[i - 1], Mark::Verb(..) | Mark::Noun(..));
                    return relative || !counts || time.grain != Grain::Day;
                }
                Mark::Change(..) => return relative || stood_in || self.is_measure(i),
                Mark::Number(at) if self.is_sum_compared(i, at) => return true,
                Mark::Name(_) if matches!(self.words.get(i), "it" | "they") => stood_in = true,
                Mark::Number(at) => {
                    return relative && self.numbers[at].measure.compares()
                        || stood_in && self.is_multiple_of(i, at);
                }
                // "60 percent more than it bought in June"
                Mark::Verb(..) | Mark::Word if self.did_then(i) => {}
                Mark::Prep(Prep::Of | Prep::In) => {}
                Mark::Prep(Prep::Other) => match self.words.get(i) {
                    "against" => return true,
                    // "four times as large in May as a year earlier", "much the same as in May"
                    "as" => return self.as_large(i),
                    "on" => return time.grain != Grain::Day && i > 0,
                    // "60 percent under February 2025"
                    "under" => return i > 0 && matches!(self.marks[i - 1], Mark::Number(_)),
                    "over" => {
                        return i > 0
                            && matches!(self.marks[i - 1], Mark::Number(_) | Mark::Change(..));
                    }
                    "during" | "around" | "at" => {}
                    _ => return false,
                },
                Mark::Prep(Prep::To)
                    if self.words.get(i) == "for" && (stood_in || self.is_figure_for(i)) => {}
                Mark::Prep(Prep::With | Prep::To) => {
                    return i > 0 && leads_to_a_base(self.words.get(i - 1));
                }
                Mark::Be => {}
                Mark::Word if matches!(self.words.get(i), "did" | "it") => {}
                Mark::Word if stands_in(self.words.get(i)) => {
                    stood_in |= !matches!(
                        self.words.get(i),
                        "the" | "a" | "same" | "its" | "just" | "only"
                    );
                }
                Mark::Noun(..) if stands_in(self.words.get(i)) => {}
                _ => return false,
            }
        }
        false
    }
}

impl Marked<'_> {
    /// "…, drawing a protest from Beijing": what somebody else made of it is no part of the flow.
    fn is_reaction(&self, i: usize) -> bool {
        let word = self.words.get(i);
        let felt = || (i + 1..i + 6).any(|at| lexicon::is_feeling(self.words.get(at)));
        lexicon::stirs(word) || lexicon::earns_words(word) && felt()
    }

    /// "nearly double the October volume": a word for a figure stands behind a time.
    fn is_figure_of(&self, first: usize) -> bool {
        let last = self.last(first);
        let figure = lexicon::is_level(self.words.get(last));
        figure && !self.words.all[last - 1].owns
    }

    /// "below the figure for July".
    fn is_figure_for(&self, i: usize) -> bool {
        i > 0
            && stands_in(self.words.get(i - 1))
            && !matches!(self.words.get(i - 1), "the" | "a" | "it")
    }

    /// "five times those of", "half those of".
    fn is_multiple_of(&self, i: usize, at: usize) -> bool {
        match self.numbers[at].measure {
            Measure::Times => true,
            Measure::Part => matches!(self.words.get(i + 1), "those" | "that" | "what"),
            _ => false,
        }
    }

    /// "four times the $1.3 billion of 2023", "2 percent below the $2.8 billion of 2019".
    fn is_sum_compared(&self, i: usize, at: usize) -> bool {
        let (from, _) = self.numbers[at].words;
        let sum = self.numbers[at].measure.sizes() && i >= from;
        let the = from.checked_sub(1).filter(|&the| self.words.get(the) == "the");
        sum && the.and_then(|the| the.checked_sub(1)).is_some_and(|before| {
            match self.marks[before] {
                Mark::Number(other) => self.numbers[other].measure.compares(),
                Mark::Multiple(_) | Mark::Than | Mark::Change(..) => true,
                _ => matches!(self.words.get(before), "below" | "above" | "times" | "on" | "over"),
            }
        })
    }

    /// "more than it did", "than it bought".
    fn did_then(&self, i: usize) -> bool {
        let acts = matches!(self.marks[i], Mark::Verb(..))
            && matches!(
                self.words.get(i.wrapping_sub(1)),
                "it" | "they" | "had" | "did" | "was" | "were" | "has"
            );
        (acts || matches!(self.words.get(i), "did" | "had" | "was" | "were")) && self.than_before(i)
    }

    /// Whether "as large in May" stands before an "as".
    fn as_large(&self, i: usize) -> bool {
        let same = i.checked_sub(1).is_some_and(|at| self.words.get(at) == "same");
        same || (i.saturating_sub(9)..i).any(|at| {
            self.words.get(at) == "as"
                && matches!(
                    self.words.get(at + 1),
                    "much" | "many" | "high" | "large" | "big" | "great" | "low" | "little" | "few"
                )
        })
    }

    /// "up 5 percent over May", "exceeded last year's total", "2 percent short of December".
    fn is_measure(&self, i: usize) -> bool {
        let word = self.words.get(i);
        let over = word == "over"
            && i > 0
            && matches!(self.marks[i - 1], Mark::Number(_) | Mark::Change(..));
        over || lexicon::outdoes(word) || lexicon::measures(word)
    }

    /// "1.4 times the July amount", "half the 2021 level": a time within what is measured against.
    fn is_level_of(&self, first: usize) -> bool {
        let level = lexicon::is_level(self.words.get(self.last(first)));
        let the = usize::from(first > 0 && self.words.get(first - 1) == "the");
        let multiple = first.checked_sub(1 + the).is_some_and(|at| match self.marks[at] {
            Mark::Number(number) => self.numbers[number].measure.compares(),
            Mark::Multiple(_) | Mark::Than => true,
            _ => self.words.get(at) == "times",
        });
        level
            && (multiple
                || self.words.get(first) == "the"
                    && self.words.get(first.wrapping_sub(1)) == "times")
    }

    /// "more than in any other quarter of 2024": a time of which each part is measured against.
    fn is_among_any(&self, first: usize) -> bool {
        let of = first.checked_sub(1).filter(|&at| matches!(self.words.get(at), "of" | "in"));
        let Some(of) = of else { return false };
        let within = of.saturating_sub(4)..of;
        let any = within.rev().find(|&at| matches!(self.words.get(at), "any" | "every" | "all"));
        any.is_some_and(|any| {
            (any.saturating_sub(3)..any).any(|at| {
                self.marks[at] == Mark::Than
                    || lexicon::measures(self.words.get(at))
                    || lexicon::outdoes(self.words.get(at))
            })
        })
    }

    /// The time that stands before this one, joined to it: "2024 or 2025".
    fn joined_time(&self, first: usize) -> Option<usize> {
        let and = first.checked_sub(1).filter(|&at| self.marks[at] == Mark::And)?;
        let before = and.checked_sub(1)?;
        matches!(self.marks[before], Mark::Time(_)).then(|| self.first(before))
    }

    /// Whether "as much as" or its like stands right before a time: "twice as much as in May".
    fn as_much(&self, first: usize) -> bool {
        let word = |back: usize| first.checked_sub(back).map_or("", |at| self.words.get(at));
        let from = 1 + usize::from(matches!(word(1), "in" | "during"));
        // "half as much again as in 2024", "four times as large in May as a year earlier"
        word(from) == "as"
            && (from + 1..from + 9).any(|back| {
                matches!(
                    word(back),
                    "much"
                        | "many"
                        | "high"
                        | "large"
                        | "big"
                        | "great"
                        | "low"
                        | "little"
                        | "few"
                        | "strong"
                        | "heavy"
                        | "valuable"
                ) && word(back + 1) == "as"
            })
    }

    /// "than it did": whether a comparison begins a little before a word.
    fn than_before(&self, i: usize) -> bool {
        (i.saturating_sub(4)..i)
            .any(|at| self.marks[at] == Mark::Than || self.words.get(at) == "what")
    }
}

/// Pronouns are read here by what stands around them.
fn is_pronoun(name: &str) -> bool {
    matches!(
        name,
        "it" | "them" | "its" | "their" | "his" | "her" | "Its" | "Their" | "our" | "Our"
    )
}

/// "China-Russia trade": two names with a dash between are a pair.
fn joined(scene: &Scene<'_>, mentions: &mut Vec<Mention>) {
    for at in (1..mentions.len()).rev() {
        let (before, now) = (&mentions[at - 1], &mentions[at]);
        let between = scene.text.get(before.span.1..now.span.0).unwrap_or("");
        let ([first], [second]) = (&before.actors[..], &now.actors[..]) else { continue };
        if matches!(between, "-" | "\u{2013}") && first != second {
            let (pair, end) = (vec![*first, *second], now.span.1);
            mentions.remove(at);
            mentions[at - 1].actors = pair;
            mentions[at - 1].span.1 = end;
        }
    }
}

/// "the North", "the impoverished South": half of Korea, in a text that is about it.
fn halves(scene: &Scene<'_>, words: &Words, marks: &[Mark], mentions: &mut Vec<Mention>) {
    for (i, mark) in marks.iter().enumerate().skip(1) {
        let actor = match words.get(i) {
            "north" => "PRK",
            "south" => "KOR",
            _ => continue,
        };
        let word = words.all[i];
        let named =
            mentions.iter().any(|mention| mention.span.0 < word.end && word.start < mention.span.1);
        let capital = scene.text.as_bytes()[word.start].is_ascii_uppercase();
        let article = (i.saturating_sub(3)..i).any(|j| words.get(j) == "the");
        let next = words.all.get(i + 1).map_or(b' ', |next| scene.text.as_bytes()[next.start]);
        // "the North and the South"
        let both = words.get(i + 1) == "and"
            && (i + 2..i + 4).any(|j| matches!(words.get(j), "south" | "north"));
        let alone = !next.is_ascii_uppercase() && words.get(i + 1) != "of" && !both;
        if named || !capital || !article || !alone || *mark != Mark::Word || !about_korea(scene) {
            continue;
        }
        let Ok(actor) = Actor::parse(actor) else { continue };
        mentions.push(Mention {
            span: (word.start, word.end),
            sort: Sort::State,
            actors: vec![actor],
            rank: None,
            office: "",
            person: 0,
        });
    }
}

/// Told from the sentence's names, and from the text shortly before it.
fn about_korea(scene: &Scene<'_>) -> bool {
    let named = |codes: &[&str]| {
        let known = |actor: &Actor| codes.contains(&actor.code());
        scene.mentions.iter().any(|mention| mention.actors.iter().any(known))
    };
    let mut from = scene.span.0.saturating_sub(2000);
    while !scene.text.is_char_boundary(from) {
        from += 1;
    }
    let before = &scene.text.as_bytes()[from..scene.span.1];
    let written = |word: &str| memchr::memmem::find(before, word.as_bytes()).is_some();
    let korea = named(&["PRK", "KOR", "CHN"]) || written("Korea") || written("Pyongyang");
    korea && !["Sudan", "Yemen", "Vietnam", "Nigeria", "Cyprus"].into_iter().any(written)
}

/// Whether what follows "China exports" shows that it is a verb: an object.
fn units_follow(next: &str) -> bool {
    !matches!(
        next,
        "to" | "of" | "rose" | "fell" | "were" | "in" | "are" | "had" | "have" | "from" | "jumped"
    ) && (number::digits(next).is_some()
        || next.starts_with('$')
        || number::units::goods(next, Language::English).is_some()
        || matches!(next, "about" | "some" | "more" | "nearly" | "goods"))
}

/// "compared with May", "similar to May", "level with the month before": what a figure is held against.
fn leads_to_a_base(word: &str) -> bool {
    matches!(
        word,
        "compared"
            | "relative"
            | "comparison"
            | "compares"
            | "similar"
            | "equal"
            | "equivalent"
            | "identical"
            | "comparable"
            | "akin"
            | "close"
            | "level"
            | "par"
            | "line"
            | "unchanged"
    )
}

/// Words that stand between "than" and the time that is meant.
fn stands_in(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "the",
        "a",
        "same",
        "level",
        "levels",
        "those",
        "that",
        "figure",
        "figures",
        "total",
        "totals",
        "its",
        "their",
        "all",
        "whole",
        "entire",
        "amount",
        "value",
        "sum",
        "tally",
        "what",
        "it",
        "they",
        "full",
        "volume",
        "volumes",
        "seen",
        "recorded",
        "number",
        "count",
        "just",
        "only",
        "corresponding",
        "comparable",
        "shipments",
        "one",
        "previous",
        "reading",
        "peak",
        "high",
        "low",
        "trough",
        "pace",
        "mark",
        "haul",
        "intake",
        "average",
        "tonnage",
        "quantity",
        "bill",
        "rate",
        "this",
        "point",
        "stage",
    ];
    WORDS.contains(&word)
}
