//! Whether a word that may be a verb for a flow is one where it stands.

use super::{Mark, Marked};
use crate::flow::english::lexicon;
use crate::gazetteer::Sort;
use crate::number::Measure;

impl Marked<'_> {
    /// Whether a word such as "ship" is a verb here, and "went to" tells of goods.
    pub(super) fn is_verb(&self, i: usize, word: &str) -> bool {
        let before = i.checked_sub(1);
        // "released 2.5 billion kroner to buy missiles for Ukraine": what the sum is for.
        let purpose = matches!(word, "buy" | "purchase" | "acquire" | "procure")
            && i >= 2
            && self.words.get(i - 1) == "to"
            && self.is_money(i - 2);
        if purpose {
            return false;
        }
        // "used to import 90 percent of its timber"
        if i >= 2 && self.words.phrase(i - 2, i) == "used to" {
            return false;
        }
        if self.gives_up(i, word) {
            return false;
        }
        let tells = self
            .tells_of_people(i, word)
            .or_else(|| self.tells_of_money(i, word))
            .or_else(|| self.tells_of_movement(i, word))
            .or_else(|| self.tells_of_a_way(i, word));
        if let Some(tells) = tells {
            return tells;
        }
        match word {
            // Time and effort are spent too, and much is taken that is no goods.
            "spent" | "spends" | "spending" => self.is_amount(i + 1),
            "took" | "takes" | "taking" | "taken" => {
                let after = usize::from(self.words.get(i + 1) == "in");
                let part = |at: usize| {
                    matches!(self.marks.get(at), Some(Mark::Number(number))
                    if self.numbers[*number].measure == Measure::Part)
                };
                (1..4).any(|ahead| {
                    self.is_amount(i + after + ahead) || after > 0 && part(i + after + ahead)
                })
            }
            "flow" | "flows" => {
                !matches!(before.map(|at| self.words.get(at)), Some("the" | "a" | "of"))
            }
            "logged" | "recorded" | "registered" | "cleared" | "records" => self.is_cleared(i),
            "get" | "gets" | "getting" | "got" => {
                (i + 1..i + 5).any(|at| self.is_amount(at) || self.is_part(at))
                    || self.is_part_of_goods(i)
            }
            "ship" | "ships" | "supply" | "supplies" | "purchase" | "import" | "export"
            | "sources" | "deploy" => self.is_infinitive(i),
            // "the $1.12 billion originally given"
            "given"
                if before.is_some_and(|at| {
                    matches!(
                        self.words.get(at),
                        "originally" | "initially" | "previously" | "first" | "earlier"
                    )
                }) =>
            {
                false
            }
            // "the 398,000 barrels a day given before"
            "given" => {
                let word = matches!(
                    self.words.get(i + 1),
                    "before"
                        | "earlier"
                        | "first"
                        | "by"
                        | "in"
                        | "at"
                        | "previously"
                        | "initially"
                );
                !word && !matches!(self.marks.get(i + 1), Some(Mark::Time(_)))
            }
            _ => true,
        }
    }

    /// Of "went", whether goods stand before it.
    fn tells_of_a_way(&self, i: usize, word: &str) -> Option<bool> {
        Some(match word {
            "went" | "goes" | "go" | "gone" => {
                matches!(self.words.get(i + 1), "to" | "from")
                    && !self.is_amount(i + 2)
                    && (i.saturating_sub(9)..i).any(|at| self.is_goods(at) || self.is_amount(at))
            }
            _ => return None,
        })
    }

    /// Of verbs for what is done with people, whether people are counted by them.
    fn tells_of_people(&self, i: usize, word: &str) -> Option<bool> {
        Some(match word {
            "hired" | "hires" | "recruited" | "recruits" | "enrolled" | "enrols" | "enrolls"
            | "host" | "houses" | "housed" | "shelter" => {
                (i + 1..i + 6).any(|at| self.is_people(at))
            }
            "drew" | "draws" | "attracted" if self.is_part(i + 1) && !self.people_soon(i) => false,
            word if lexicon::expels(word) => {
                (i.saturating_sub(5)..i + 7).any(|at| self.is_people(at))
            }
            "live" | "lives" | "lived" | "reside" | "resides" | "study" => {
                (i.saturating_sub(4)..i).any(|at| self.is_people(at))
            }
            "work" | "works" | "working" | "worked" | "toiling" | "employs" | "employed" => {
                !self.sends_home(i) && (i.saturating_sub(4)..i + 4).any(|at| self.is_people(at))
            }
            "registered" if (i + 1..i + 5).any(|at| self.is_people(at)) => true,
            _ => return None,
        })
    }

    /// Of verbs for what is done with money, whether a sum stands by them.
    fn tells_of_money(&self, i: usize, word: &str) -> Option<bool> {
        Some(match word {
            "fetched" | "fetches" | "fetching" | "earned" | "earns" | "earning" | "grossed"
            | "netted" | "banked" | "pocketed" | "reaped" | "garnered" => {
                self.is_money(i + 1) || self.is_money(i + 2)
            }
            word if lexicon::announces(word) => self.is_grant(i) && self.is_sum_behind(i),
            "billed" | "bills" | "billing" | "charged" | "charges" | "charging" | "invoiced" => {
                (i + 1..i + 6).any(|at| self.is_money(at))
            }
            "released" | "releases" | "approved" | "earmarked" | "committed" | "commits"
            | "allotted" | "awarded" | "unlocked" | "unblocked" | "budgeted" | "mobilised"
            | "mobilized" => self.is_grant(i),
            "aside" => {
                self.is_grant(i)
                    && matches!(self.words.get(i.wrapping_sub(1)), "set" | "sets" | "put")
            }
            // "a deposit of $3 billion"
            "deposit" | "deposits"
                if matches!(self.words.get(i.wrapping_sub(1)), "a" | "the" | "of" | "its") =>
            {
                false
            }
            "invested" | "invest" | "invests" | "investing" | "forgave" | "forgives" | "waived"
            | "repaid" | "repays" | "repaying" | "owes" | "owed" | "owing" | "remitted"
            | "remit" | "deposit" | "deposited" | "deposits" | "ploughed" | "refunded" => {
                (i + 1..i + 7).any(|at| self.is_money(at)) || self.amount_before(i)
            }
            "contribute" | "contributes" => (i + 1..i + 5).any(|at| self.is_money(at)),
            "offered" | "offers" | "offer" => (i + 1..i + 8).any(|at| self.is_money(at)),
            "grant" | "grants" => {
                self.is_infinitive(i) && (i + 1..i + 6).any(|at| self.is_money(at))
            }
            "pay" | "paying" | "paid" | "ordered" if self.is_judged(i) => false,
            "pay" | "paying" => !self.tells_before(i),
            "made" | "makes" => {
                (i + 1..i + 7).any(|at| self.words.get(at) == "available")
                    && (i + 1..i + 5).any(|at| self.is_money(at))
            }
            // Deadlines, hands and thanks are extended too.
            "extended" | "extends" | "extending" => {
                let near = i.saturating_sub(7)..(i + 7).min(self.marks.len());
                near.into_iter().any(|at| self.is_money(at))
            }
            "pledged" | "pledges" | "promised" | "promises" | "presented" | "gifted" => {
                // "$14 million is what Seoul has promised Mongolia", "the tanks that it promised"
                let what = (i.saturating_sub(4)..i).any(|at| self.words.get(at) == "what");
                (i + 1..i + 5).any(|at| self.is_amount(at))
                    || what && self.amount_before(i)
                    || self.is_promised_thing(i)
            }
            _ => return None,
        })
    }

    /// "A court ordered a bank to pay 80 million crowns": nothing is bought.
    fn is_judged(&self, i: usize) -> bool {
        (i.saturating_sub(12)..i).any(|at| {
            matches!(
                self.words.get(at),
                "court" | "judge" | "judges" | "tribunal" | "ordered" | "ruled" | "jury"
            )
        })
    }

    /// "the 49 tanks Australia promised Ukraine": things are counted before, two states stand around.
    fn is_promised_thing(&self, i: usize) -> bool {
        let named = |at: Option<usize>| {
            at.and_then(|at| self.marks.get(at)).is_some_and(|mark| matches!(mark, Mark::Name(_)))
        };
        let counted = (i.saturating_sub(8)..i).any(|at| self.is_thing(at));
        counted && named(i.checked_sub(1)) && named(Some(i + 1))
    }

    /// "to ship", "Brazil will supply": not "the ship", "a supply".
    fn is_infinitive(&self, i: usize) -> bool {
        const BEFORE: &[&str] = &[
            "to", "will", "would", "can", "could", "may", "and", "not", "they", "it", "we", "also",
            "must", "should",
        ];
        i.checked_sub(1).is_some_and(|at| {
            // "an Italian ship" is a vessel.
            let named = matches!(self.marks[at], Mark::Name(name)
                if self.mentions[name].sort != Sort::Adjective && !self.words.all[at].owns);
            named || self.marks[at] == Mark::Ahead || BEFORE.contains(&self.words.get(at))
        })
    }

    /// Of verbs for goods that come, leave or are booked, whether goods are meant.
    fn tells_of_movement(&self, i: usize, word: &str) -> Option<bool> {
        Some(match word {
            "landed" | "discharged" if self.is_landing(i) => true,
            "arrived" | "landed" | "crossed" | "docked" | "berthed" => {
                let border = self.words.get(i + 1) == "the"
                    && matches!(self.words.get(i + 2), "border" | "frontier" | "bridge" | "river")
                    && matches!(self.words.get(i + 3), "from" | "into" | "to");
                let led = matches!(self.words.get(i + 1), "from" | "in" | "at" | "into") || border;
                led && self.amount_before(i) || self.is_amount(i + 1)
            }
            "loaded" | "traded" | "trades" => {
                self.is_amount(i + 1) || self.words.get(i + 1) == "goods" && self.is_amount(i + 3)
            }
            "exchanged" => {
                let goods = self.words.get(i + 1) == "goods";
                self.is_amount(i + 1)
                    || self.words.get(i + 2) == "worth"
                    || goods && (i + 3..i + 9).any(|at| self.is_amount(at))
            }
            "brought" | "brings" | "bringing" => {
                self.words.get(i + 1) == "in" || self.earns_for_a_state(i)
            }
            // "8,200 kg of gold left Sudan for Dubai"
            "left" | "departed" => {
                self.amount_before(i) && (i + 1..i + 6).any(|at| self.words.get(at) == "for")
            }
            // Not "found 4 tonnes of cocaine on a ship bound for Mexico".
            "bound" | "destined" => {
                let ship = i > 0
                    && matches!(
                        self.words.get(i - 1),
                        "ship"
                            | "vessel"
                            | "boat"
                            | "plane"
                            | "truck"
                            | "lorry"
                            | "flight"
                            | "train"
                    );
                self.words.get(i + 1) == "for" && self.amount_before(i) && !ship
            }
            "contracted" => {
                (1..3).any(|ahead| self.is_amount(i + ahead) && !self.is_money(i + ahead))
                    && !matches!(self.words.get(i + 1), "to" | "from" | "by")
            }
            "booked" | "books" | "secured" | "tendered" => {
                (1..4).any(|ahead| self.is_amount(i + ahead) && !self.is_money(i + ahead))
            }
            _ => return None,
        })
    }
}

impl Marked<'_> {
    /// "giving up part of September's gains", "gave way": nothing that is given to anybody.
    fn gives_up(&self, i: usize, word: &str) -> bool {
        let gives = matches!(word, "give" | "gives" | "gave" | "given" | "giving");
        let gains = || {
            (i + 2..i + 9).any(|at| {
                matches!(
                    self.words.get(at),
                    "gain"
                        | "gains"
                        | "growth"
                        | "increase"
                        | "increases"
                        | "rise"
                        | "advance"
                        | "jump"
                )
            })
        };
        gives
            && match self.words.get(i + 1) {
                "up" | "way" | "rise" | "ground" => true,
                "back" | "away" => gains(),
                _ => false,
            }
    }
}
