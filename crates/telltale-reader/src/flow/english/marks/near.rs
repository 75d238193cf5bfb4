//! What stands around a word: sums, people, ships, states.

use super::{Mark, Marked};
use crate::Language;
use crate::flow::english::lexicon;
use crate::gazetteer::Sort;
use crate::number::{self, Measure, Number};

impl Marked<'_> {
    /// "a $260 million loan", "a loan of $260 million", "a credit line of $260 million".
    pub(super) fn is_of_money(&self, i: usize) -> bool {
        let of = |at: usize| self.words.get(at) == "of" && self.is_money(at + 1);
        i > 0 && self.is_money(i - 1) || of(i + 1) || self.words.get(i + 1) == "line" && of(i + 2)
    }

    /// Whether a sum of money or of goods stands a little before a word.
    pub(super) fn amount_before(&self, i: usize) -> bool {
        (i.saturating_sub(10)..i).any(|at| self.is_amount(at))
    }

    /// "$31 million of goods reached Morocco": an amount stands before, and no other word for a flow.
    pub(super) fn comes_first(&self, i: usize) -> bool {
        self.amount_before(i) && !self.tells_before(i)
    }

    /// Whether a word for a flow stands before a word.
    pub(super) fn tells_before(&self, i: usize) -> bool {
        self.marks[..i].iter().any(|mark| matches!(mark, Mark::Noun(..) | Mark::Verb(..)))
    }

    /// Whether a sum of money or of goods begins, or goes on, at a word.
    pub(super) fn is_amount(&self, i: usize) -> bool {
        matches!(self.marks.get(i), Some(Mark::Number(at))
            if matches!(self.numbers[*at].measure, Measure::Money | Measure::Bulk | Measure::Things))
    }

    /// "customs logged Japanese goods worth 96 billion yuan": what comes in is counted, and no other
    /// word tells which way it goes.
    pub(super) fn is_cleared(&self, i: usize) -> bool {
        let counted = (i.saturating_sub(4)..i)
            .any(|at| matches!(self.words.get(at), "customs" | "ports" | "importers"));
        let ahead = i + 1..(i + 12).min(self.words.len());
        let told = ahead.clone().any(|at| self.noun(at).is_some());
        counted && !told && !self.tells_before(i) && ahead.into_iter().any(|at| self.is_amount(at))
    }

    /// "sent 45 warplanes around Taiwan": ships or planes of forces are counted near a word, and go to
    /// no harbour.
    pub(super) fn is_sortie(&self, i: usize) -> bool {
        let near = i.saturating_sub(14)..(i + 8).min(self.words.len());
        let seen = lexicon::detects(self.words.get(i));
        let ship = |at: usize| {
            matches!(self.words.get(at), "ships" | "vessels" | "boats" | "ship" | "vessel")
        };
        let counted = near
            .into_iter()
            .any(|at| self.is_force(at) || seen && self.is_thing(at) && (at..at + 4).any(ship));
        let crosses = matches!(
            self.words.get(i),
            "entered"
                | "entering"
                | "violated"
                | "violating"
                | "breached"
                | "penetrated"
                | "approached"
                | "approaching"
                | "crossed"
                | "intercepted"
                | "buzzed"
                | "circled"
        );
        let skirts = |&at: &usize| {
            lexicon::skirts(self.words.get(at))
                && matches!(self.marks[at], Mark::Word | Mark::Prep(_))
                && !matches!(self.marks.get(at + 1), Some(Mark::Time(_) | Mark::Number(_)))
        };
        let behind = i + 1..(i + 12).min(self.words.len());
        let first = behind.clone().find(skirts);
        // "sent 14 jets to Ukraine" is a delivery.
        let given = lexicon::sends(self.words.get(i))
            && behind.clone().any(|at| {
                matches!(self.words.get(at), "to" | "for") && first.is_none_or(|first| at < first)
            });
        counted && !given && (crosses || first.is_some())
    }

    /// Whether a number of ships or planes, of forces or not, begins at a word.
    pub(in crate::flow::english) fn is_fleet(&self, i: usize) -> bool {
        let Some(Mark::Number(at)) = self.marks.get(i) else { return false };
        let number = &self.numbers[*at];
        number.words.0 == i && number.unit.is_some_and(|unit| crate::flow::FORCES.contains(&unit))
    }

    pub(super) fn is_thing(&self, i: usize) -> bool {
        matches!(self.marks.get(i), Some(Mark::Number(at))
            if self.numbers[*at].measure == Measure::Things)
    }

    /// Whether a number of warships or warplanes begins at a word.
    pub(in crate::flow::english) fn is_force(&self, i: usize) -> bool {
        let Some(Mark::Number(at)) = self.marks.get(i) else { return false };
        let number = &self.numbers[*at];
        number.words.0 == i
            && number.unit.is_some_and(|unit| crate::flow::FORCES.contains(&unit))
            && (i..i + 7).any(|at| lexicon::forces(self.words.get(at)))
    }

    /// "24,000 Venezuelans entered Brazil", "9,000 people crossed from Sudan into Chad".
    pub(super) fn is_journey(&self, i: usize) -> bool {
        self.people_before(i)
            && !self.amount_before(i)
            && !self.tells_before(i)
            // "the gap left by Palestinians"
            && !matches!(self.words.get(i + 1), "home" | "by")
            && self.is_state_soon(i)
    }

    /// "the largest market", "remained a buyer": not "its main customer", "the state grain buyer".
    pub(super) fn is_ranked(&self, i: usize) -> bool {
        let before = i.saturating_sub(5)..i;
        let own = (i.saturating_sub(3)..i)
            .any(|at| matches!(self.words.get(at), "its" | "their" | "his"));
        let article = matches!(self.words.get(i.wrapping_sub(1)), "a" | "an");
        !own && (article || before.into_iter().any(|at| lexicon::is_top(self.words.get(at))))
    }

    /// "Qatari gas landed in Italy came to 400,000 tonnes": goods stand before, a state behind.
    pub(super) fn is_landing(&self, i: usize) -> bool {
        let goods = (i.saturating_sub(4)..i)
            .any(|at| number::units::goods(self.words.get(at), Language::English).is_some());
        goods
            && self.words.get(i + 1) == "in"
            && !self.tells_before(i)
            && matches!(self.marks.get(i + 2), Some(Mark::Name(_)))
    }

    /// Whether a weight stands right behind a word.
    pub(super) fn is_bulk_soon(&self, i: usize) -> bool {
        (i + 1..i + 5).any(|at| {
            matches!(self.marks.get(at), Some(Mark::Number(number))
                if self.numbers[*number].measure == Measure::Bulk)
        })
    }

    /// Whether a sum of money stands right behind a word, and for whom behind it.
    pub(super) fn is_grant(&self, i: usize) -> bool {
        let sum = (i + 1..i + 6).any(|at| self.is_money(at));
        // "approved the possible sale of $330 million in aircraft parts"
        let sold = (i + 1..i + 5)
            .any(|at| matches!(self.words.get(at), "sale" | "sales" | "export" | "exports"));
        sum && !sold && (i + 1..i + 14).any(|at| matches!(self.words.get(at), "for" | "to"))
    }

    /// Whether trains or flights are counted in the sentence at all.
    pub(super) fn counts_transport(&self) -> bool {
        let unit = |number: &Number| {
            number.unit.is_some_and(|unit| {
                ["flight", "train", "sailing"].iter().any(|name| unit.starts_with(name))
            })
        };
        self.numbers.iter().any(unit)
            || (0..self.words.len()).any(|i| {
                matches!(
                    self.words.get(i),
                    "weekly" | "daily" | "week" | "numbered" | "number" | "passengers"
                )
            })
    }

    /// "the number of Britons travelling to Cyprus": a number of a people stands before a word.
    pub(super) fn is_number_of(&self, i: usize) -> bool {
        let people = i > 0
            && matches!(self.marks[i - 1], Mark::Name(name)
                if matches!(self.mentions[name].sort, Sort::People | Sort::Adjective));
        let number = (i.saturating_sub(6)..i).any(|at| {
            self.words.get(at) == "of"
                && matches!(self.words.get(at.wrapping_sub(1)), "number" | "numbers")
        });
        people && number && self.is_state_soon(i)
    }

    /// Whether people are counted a little behind a word.
    pub(super) fn people_soon(&self, i: usize) -> bool {
        (i + 1..i + 6).any(|at| self.is_people(at))
    }

    /// Whether people are counted a little before a word.
    pub(super) fn people_before(&self, i: usize) -> bool {
        (i.saturating_sub(6)..i).any(|at| self.is_people(at))
    }

    /// "crossed into Chad", "entered northern Brazil": a state stands a little behind a word.
    pub(super) fn is_state_soon(&self, i: usize) -> bool {
        (i + 1..i + 5).any(|at| matches!(self.marks.get(at), Some(Mark::Name(_))))
    }

    /// "Oil sales to India brought Russia $4 billion".
    pub(super) fn earns_for_a_state(&self, i: usize) -> bool {
        matches!(self.marks.get(i + 1), Some(Mark::Name(_)))
            && (i + 2..i + 5).any(|at| self.is_money(at))
    }

    /// "will take 300 inmates from Denmark": from somewhere, and to nowhere.
    pub(super) fn comes_from(&self, i: usize) -> bool {
        let behind = || (i + 1..i + 12).map(|at| self.words.get(at));
        behind().any(|word| word == "from") && !behind().any(|word| word == "to")
    }

    /// "put $2.7 billion into Egyptian property".
    pub(super) fn is_put_into(&self, i: usize) -> bool {
        (i + 1..i + 4).any(|at| self.is_money(at))
            && (i + 2..i + 9).any(|at| self.words.get(at) == "into")
    }

    /// "411,000 Syrians had gone home".
    pub(super) fn is_homecoming(&self, i: usize) -> bool {
        let gone = i > 0
            && matches!(
                self.words.get(i - 1),
                "gone" | "went" | "returned" | "come" | "came" | "return"
            );
        gone && self.people_before(i)
    }

    /// "sent home 46 billion roubles", "wired $310 million home".
    pub(super) fn is_sent_home(&self, i: usize) -> bool {
        let home = (i + 1..i + 6).find(|&at| self.words.get(at) == "home");
        home.is_some_and(|home| home == i + 1 || (i + 1..home).any(|at| self.is_money(at)))
    }

    /// Whether any number may be one of many people.
    pub(super) fn counts_many(&self) -> bool {
        self.numbers.iter().any(|number| number.measure == Measure::Bare && number.value >= 1000.0)
    }

    /// "Swedish help for Moldova came to 310 million kronor": for a state, and in money.
    pub(super) fn is_help(&self, i: usize) -> bool {
        matches!(self.words.get(i + 1), "for" | "to")
            && (i + 2..i + 4).any(|at| matches!(self.marks.get(at), Some(Mark::Name(_))))
            && self.numbers.iter().any(|number| number.measure == Measure::Money)
            && !self.tells_before(i)
    }

    /// "got 61 billion kronur for its fish": a sum for goods of one's own.
    pub(in crate::flow::english) fn is_got_for(&self, i: usize) -> bool {
        let led = (i + 1..i + 9).find(|&at| self.words.get(at) == "for");
        (i + 1..i + 4).any(|at| self.is_money(at))
            && led.is_some_and(|at| {
                matches!(self.words.get(at + 1), "its" | "their")
                    && (at + 2..at + 5).any(|at| self.is_goods(at))
            })
    }

    /// "hit Syria with 14 missiles": a state right behind, and weapons counted behind "with".
    pub(super) fn is_barrage(&self, i: usize) -> bool {
        let weapon = |at: usize| {
            matches!(self.marks.get(at), Some(Mark::Number(number))
                if matches!(self.numbers[*number].unit, Some("missile" | "rocket" | "drone" | "shell" | "bomb")))
        };
        let with = (i + 2..i + 9).find(|&at| self.words.get(at) == "with");
        (i + 1..i + 5).any(|at| matches!(self.marks.get(at), Some(Mark::Name(_))))
            && with.is_some_and(|with| (with + 1..with + 5).any(weapon))
    }

    /// "The Austrian army has 310 men in Kosovo".
    pub(super) fn is_garrison(&self, i: usize) -> bool {
        let army = i > 0
            && matches!(
                self.words.get(i - 1),
                "army" | "navy" | "force" | "forces" | "military" | "contingent" | "marines"
            );
        let placed = (i + 2..i + 8).any(|at| {
            matches!(self.words.get(at), "in" | "on")
                && (at + 1..at + 4).any(|to| matches!(self.marks.get(to), Some(Mark::Name(_))))
        });
        army && placed && self.people_soon(i) && !self.tells_before(i)
    }

    /// "visits by Germans", "trips by Chinese to Thailand".
    pub(super) fn is_by_a_people(&self, i: usize) -> bool {
        let led = matches!(self.words.get(i + 1), "by" | "of" | "from");
        led && matches!(self.marks.get(i + 2), Some(Mark::Name(name))
            if matches!(self.mentions[*name].sort, Sort::People | Sort::Adjective))
    }

    /// Whether a percentage begins, or goes on, at a word.
    pub(super) fn is_part(&self, i: usize) -> bool {
        matches!(self.marks.get(i), Some(Mark::Number(at))
            if matches!(self.numbers[*at].measure, Measure::Percent | Measure::Part))
    }

    pub(super) fn is_people(&self, i: usize) -> bool {
        matches!(self.marks.get(i), Some(Mark::Number(at))
            if self.numbers[*at].measure == Measure::People)
    }

    pub(super) fn is_money(&self, i: usize) -> bool {
        matches!(self.marks.get(i), Some(Mark::Number(at)) if self.numbers[*at].measure == Measure::Money)
    }

    /// "announced a further $20 million": a sum right behind a word.
    pub(in crate::flow::english) fn is_sum_behind(&self, i: usize) -> bool {
        let open = |at: usize| {
            matches!(
                self.words.get(at),
                "a" | "an"
                    | "another"
                    | "up"
                    | "to"
                    | "about"
                    | "some"
                    | "more"
                    | "than"
                    | "over"
                    | "nearly"
                    | "further"
                    | "additional"
                    | "new"
                    | "extra"
                    | "almost"
                    | "around"
                    | "it"
                    | "would"
                    | "send"
                    | "give"
            )
        };
        let at = (i + 1..i + 5).find(|&at| !open(at));
        at.is_some_and(|at| self.is_money(at))
    }

    /// "coffee earnings from Germany": what goods are paid, and by whom.
    pub(super) fn is_takings(&self, i: usize) -> bool {
        const OTHERS: &[&str] = &[
            "tax",
            "tourism",
            "tourist",
            "travel",
            "advertising",
            "office",
            "box-office",
            "ticket",
            "toll",
            "transit",
            "customs",
            "fee",
            "net",
            "annual",
            "and",
            "the",
            "total",
            "his",
            "her",
            "corporate",
            "quarterly",
            "company",
            "group",
            "fiscal",
            "government",
            "state",
            "of",
            "in",
        ];
        let before = self.words.get(i.wrapping_sub(1));
        let goods = i > 0
            && !OTHERS.contains(&before)
            && matches!(self.marks[i - 1], Mark::Word | Mark::Noun(..));
        let near = (i.saturating_sub(3)..i).any(|at| self.is_goods(at));
        let traded = matches!(before, "export" | "sales" | "exports") || near;
        let paid = self.words.get(i + 1) == "from";
        let owned = (i.saturating_sub(6)..i).any(|at| matches!(self.marks[at], Mark::Name(_)));
        paid && (goods && owned || traded)
    }

    /// "Turkey's gas bill to Russia".
    pub(super) fn is_bill(&self, i: usize) -> bool {
        let goods = (i.saturating_sub(3)..i).any(|at| self.is_goods(at));
        let import = self.words.get(i.wrapping_sub(1)) == "import";
        (goods || import) && matches!(self.words.get(i + 1), "to" | "from" | "with" | "for")
    }

    pub(in crate::flow::english) fn is_goods(&self, at: usize) -> bool {
        number::units::goods(self.words.get(at), Language::English).is_some()
    }

    /// "carried flour from Egypt into Gaza", "loaded 40,000 tonnes in Romania for Egypt": from a state
    /// to a state.
    pub(super) fn is_haul(&self, i: usize) -> bool {
        let name = |at: usize| {
            (at + 1..at + 4).any(|to| matches!(self.marks.get(to), Some(Mark::Name(_))))
        };
        let ahead = i + 1..(i + 16).min(self.words.len());
        let from = ahead.clone().any(|at| self.words.get(at) == "from" && name(at));
        let to = ahead.clone().any(|at| matches!(self.words.get(at), "to" | "into") && name(at));
        let counted =
            self.amount_before(i) || ahead.into_iter().take(4).any(|at| self.is_amount(at));
        from && to && counted
    }

    /// "Pledges for Bangladesh included $1 billion from Japan": a sum, and no verb before the word.
    pub(super) fn pledged_sum(&self, i: usize) -> bool {
        (i + 1..(i + 16).min(self.words.len())).any(|at| self.is_money(at))
    }

    /// Whether what people send home is told of a little before a word, and the people are not counted.
    pub(super) fn sends_home(&self, i: usize) -> bool {
        let money = (i.saturating_sub(6)..i)
            .any(|at| matches!(self.words.get(at), "remittances" | "remittance" | "transfers"));
        let person = number::units::unit(self.words.get(i), Language::English)
            .is_some_and(|unit| unit.measure == Measure::People)
            || matches!(self.words.get(i), "working" | "worked");
        money && person
    }

    /// "gets 70 percent of its gas from Russia": a part of goods right behind a word.
    pub(super) fn is_part_of_goods(&self, i: usize) -> bool {
        let Some(part) = (i + 1..i + 4).find(|&at| self.is_part(at)) else { return false };
        let end = self.last(part);
        self.words.get(end) == "of" && (end + 1..end + 6).any(|at| self.is_goods(at))
    }

    /// "Colombian coal for Israel dwindled to 400,000 tonnes": goods of a state for a state, and no
    /// other word for a flow.
    pub(super) fn is_goods_for_a_state(&self, i: usize) -> bool {
        let state = |at: usize| {
            matches!(self.marks.get(at), Some(Mark::Name(name))
                if matches!(self.mentions[*name].sort, Sort::State | Sort::Capital))
        };
        if self.words.get(i + 1) != "for" || !self.is_goods(i) || !(state(i + 2) || state(i + 3)) {
            return false;
        }
        let origin = (i.saturating_sub(3)..i).any(|at| {
            matches!(self.marks[at], Mark::Name(name) if self.mentions[name].sort == Sort::Adjective)
        });
        let other = (0..self.words.len()).any(|at| {
            at != i
                && lexicon::of(self.words.get(at))
                    .iter()
                    .any(|lex| matches!(lex, lexicon::Lex::Noun(..) | lexicon::Lex::Verb(..)))
        });
        origin && !other
    }

    /// "fed 61,200 megawatt-hours into Moldova's grid", "moved 7 million tonnes over the border".
    pub(super) fn is_fed(&self, i: usize) -> bool {
        let way = |at: usize| {
            matches!(self.words.get(at), "to" | "into" | "onto" | "over" | "across")
                && (at + 1..at + 5).any(|to| matches!(self.marks.get(to), Some(Mark::Name(_))))
        };
        self.is_bulk_soon(i) && (i + 3..i + 16).any(way)
    }

    /// "64,000 tonnes of Russian freight moved into North Korea", "fruit worth $3 million entered
    /// China": an amount stands before, a state right behind.
    pub(super) fn is_passage(&self, i: usize) -> bool {
        let into = matches!(self.words.get(i + 1), "into" | "to" | "over" | "across")
            && (i + 2..i + 4).any(|at| matches!(self.marks.get(at), Some(Mark::Name(_))));
        let enters = matches!(self.words.get(i), "entered" | "enters")
            && matches!(self.marks.get(i + 1), Some(Mark::Name(_)));
        let sized = (i.saturating_sub(10)..i).any(|at| self.is_size_of_goods(at));
        sized && (into || enters) && !self.tells_before(i) && !self.people_before(i)
    }

    fn is_size_of_goods(&self, at: usize) -> bool {
        matches!(self.marks[at], Mark::Number(number)
            if matches!(self.numbers[number].measure, Measure::Bulk | Measure::Money))
    }

    /// "tankers discharged 3.2 million barrels at the Syrian port", "Russian crude discharged in India".
    pub(super) fn is_unloading(&self, i: usize) -> bool {
        let origin = (i.saturating_sub(5)..i).any(|at| {
            matches!(self.marks[at], Mark::Name(name)
                if self.mentions[name].sort == Sort::Adjective)
        });
        let place = (i + 1..i + 12).any(|at| {
            matches!(self.words.get(at), "in" | "at")
                && (at + 1..at + 4).any(|to| matches!(self.marks.get(to), Some(Mark::Name(_))))
        });
        let goods = (i.saturating_sub(4)..i).any(|at| self.is_goods(at));
        origin && place && (self.is_bulk_soon(i) || goods) && !self.tells_before(i)
    }

    /// "signed on Monday for 54 South Korean howitzers", "contracted with France for 12 jets".
    pub(super) fn is_contract(&self, i: usize) -> bool {
        let led = (i + 1..i + 9).find(|&at| self.words.get(at) == "for");
        let plain = |to: usize| {
            (i + 1..to).all(|at| {
                matches!(self.marks[at], Mark::Word | Mark::Time(_) | Mark::Name(_) | Mark::Prep(_))
            })
        };
        led.is_some_and(|to| plain(to) && (to + 1..to + 4).any(|at| self.is_thing(at)))
    }

    /// "three patrol boats were turned over to Libya": things are counted around a word.
    pub(super) fn is_thing_near(&self, i: usize) -> bool {
        (i.saturating_sub(6)..(i + 6).min(self.words.len())).any(|at| self.is_thing(at))
    }

    /// Whether the sentence counts goods or money, and no people.
    pub(super) fn is_trade_alone(&self) -> bool {
        let people = |number: &Number| {
            number.measure == Measure::People
                || number.measure == Measure::Bare && number.value >= 100.0
        };
        let goods = |number: &Number| matches!(number.measure, Measure::Money | Measure::Bulk);
        self.numbers.iter().any(goods) && !self.numbers.iter().any(people)
    }

    /// Whether many people may be counted a little before or behind a word.
    pub(super) fn counts_people_near(&self, i: usize) -> bool {
        (i.saturating_sub(8)..(i + 12).min(self.words.len())).any(|at| {
            matches!(self.marks[at], Mark::Number(number)
                if self.numbers[number].measure == Measure::People)
        })
    }
}
