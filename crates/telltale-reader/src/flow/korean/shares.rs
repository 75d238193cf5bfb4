//! Shares: "비중은 23%", "식용유가 6%를 차지", "수출의 71%가 중국으로 갔다".

use telltale_observation::Actor;

use super::roles::Named;
use super::{Reading, lexicon};
use crate::flow::{Frame, Matter, Way};
use crate::number::Measure;

/// Nouns of a share.
const NOUNS: &[&str] = &["비중", "점유율", "비율", "몫"];

impl Reading<'_, '_> {
    /// The flow of which a number is a share.
    pub(super) fn share_of(&self, at: usize) -> Option<usize> {
        let number = &self.view.numbers[at];
        if !matches!(number.measure, Measure::Percent | Measure::Part) {
            return None;
        }
        let frame = self
            .nearest(number.span, |frame| matches!(frame.matter, Matter::Goods | Matter::Arms))?;
        let after = self.view.text(number.span.1, self.view.scene.span.1);
        let until = after.char_indices().nth(24).map_or(after.len(), |(at, _)| at);
        let before = self.view.text(self.view.scene.span.0, number.span.0);
        let from = before.char_indices().rev().nth(32).map_or(0, |(at, _)| at);
        let shares = lexicon::SHARES.iter().any(|word| after[..until].contains(word))
            || NOUNS.iter().any(|word| before[from..].contains(word))
            || self.is_portion(at)
            || self.is_destined(at);
        shares.then_some(frame)
    }

    /// "수출의 71%가", "33억 달러 중 91%가": a part of what was just told, or the next of such parts.
    fn is_portion(&self, at: usize) -> bool {
        let number = &self.view.numbers[at];
        let after = self.view.text(number.span.1, self.view.scene.span.1);
        let before = self.view.text(self.view.scene.span.0, number.span.0).trim_end();
        let of_all = before.ends_with("전체의") || before.ends_with("총량의");
        if of_all {
            return true;
        }
        let hedges = [" 이상", " 가까이", "가량", " 정도", " 남짓", " 넘게"];
        let after = hedges.iter().find_map(|hedge| after.strip_prefix(hedge)).unwrap_or(after);
        let particle = ["을 ", "를 ", "이 ", "가 ", "은 ", "는 ", "이다", "가량"];
        if !particle.iter().any(|end| after.starts_with(end)) {
            return false;
        }
        let before = self.view.text(self.view.scene.span.0, number.span.0).trim_end();
        let before = ["약", "거의", "무려"].iter().find_map(|hedge| before.strip_suffix(hedge));
        let before = before
            .unwrap_or(self.view.text(self.view.scene.span.0, number.span.0))
            .trim_end()
            .trim_end_matches(',');
        let of = [
            "의",
            "전량인",
            "대부분인",
            "절반인",
            " 중",
            " 가운데",
            " 중에서",
            " 가운데서",
            "에서",
            "에선",
        ];
        of.iter().any(|end| before.ends_with(end)) || self.goes_on(at)
    }

    /// Whether the number before is a share, too: "91%가 중국에, 2%가 미국에".
    fn goes_on(&self, at: usize) -> bool {
        let Some(last) = at.checked_sub(1).map(|last| &self.view.numbers[last]) else {
            return false;
        };
        let gap = self.view.text(last.span.1, self.view.numbers[at].span.0);
        let joined = gap.contains(',') || gap.contains("고 ") || gap.contains("며 ");
        matches!(last.measure, Measure::Percent | Measure::Part)
            && joined
            && self.is_portion(at - 1)
    }

    /// "파키스탄행은 36%다", "대만으로 간 물량이 14.2%였다": what goes to one, or comes from it, is so much.
    fn is_destined(&self, at: usize) -> bool {
        let number = &self.view.numbers[at];
        let after = self.view.text(number.span.1, self.view.scene.span.1);
        let is = ["였", "이었", "이다", "다", "로 ", "에 달", "에 그", "에 이", "라고", "이라"];
        if !is.iter().any(|end| after.starts_with(end)) {
            return false;
        }
        let from = self.part_start(at);
        let gap = self.view.text(from, number.span.0);
        self.view.names.iter().any(|name| {
            let behind = self.view.text(name.span.1, number.span.0);
            from <= name.at
                && name.at < number.span.0
                && (["행", "산", "향"].iter().any(|tail| behind.starts_with(tail))
                    || name.is_party() && lexicon::PARTS.iter().any(|part| gap.contains(part)))
        })
    }

    /// Where what is told of a share begins: behind the number before.
    fn part_start(&self, at: usize) -> usize {
        let real = |number: &&crate::number::Number| {
            number.measure != Measure::Other && number.measure != Measure::Bare
        };
        let before = self.view.numbers[..at].iter().rev().find(real);
        before.map_or(self.view.scene.span.0, |number| number.span.1)
    }

    /// Whether a number is the whole of which the next one is a share: "수출 33억 달러 중 91%가".
    pub(super) fn is_whole(&self, at: usize) -> bool {
        let number = &self.view.numbers[at];
        let after = self.view.text(number.span.1, self.view.scene.span.1);
        let after = after.trim_start_matches("어치").trim_start_matches('의').trim_start();
        let of = ["중", "가운데"].iter().find_map(|word| after.strip_prefix(word));
        let of = of.is_some_and(|rest| rest.starts_with([' ', ',', '에', '서']));
        let next = (at + 1..self.view.numbers.len())
            .find(|&next| self.view.numbers[next].measure != Measure::Other);
        of && number.measure.sizes() && next.is_some_and(|next| self.share_of(next).is_some())
    }

    /// The whole has no partner but one that is named before it.
    pub(super) fn part_from(&self, frame: &mut Frame, at: usize) {
        let end = self.view.numbers[at].span.0;
        let named = |actor: Option<Actor>| {
            let mut names = self.view.names.iter().filter(|name| name.at < end);
            names.any(|name| name.actors.first().copied() == actor)
        };
        match frame.way {
            Way::Out if !named(frame.sink) => frame.sink = None,
            Way::In if !named(frame.source) => frame.source = None,
            _ => {}
        }
    }

    /// "베트남 수출에서 미국이 차지하는 비중": who holds the share is the partner.
    pub(super) fn share_party(&self, frame: &mut Frame, number: usize, at: usize) {
        let (owner, partner) = match frame.way {
            Way::In => (frame.sink, frame.source),
            _ => (frame.source, frame.sink),
        };
        let own = self.own_holder(number, owner);
        let other = || {
            let other = self.view.names.iter().find(|name| {
                let other = name.at != at && name.actors.first().copied() != owner;
                other && (name.is_topic() || self.holds(name))
            });
            other.and_then(|name| name.actors.first().copied()).filter(|_| partner.is_none())
        };
        let partner = own.or_else(other).filter(|&partner| Some(partner) != owner);
        let Some(partner) = partner else { return };
        if frame.way == Way::In { frame.source = Some(partner) } else { frame.sink = Some(partner) }
    }

    /// "중국의 비중", "미국산 비율".
    fn holds(&self, name: &Named) -> bool {
        let rest = self.view.text(name.span.1, self.view.scene.span.1);
        let held = rest.strip_prefix(['의', '산']).map_or("", str::trim_start);
        NOUNS.iter().any(|word| held.starts_with(word))
    }

    /// Who stands with the number itself: "91%가 중국에, 2%가 미국에", "81%는 중국이 받아 갔다".
    fn own_holder(&self, at: usize, owner: Option<Actor>) -> Option<Actor> {
        if let Some(name) = self.respective(at, true) {
            return name.actors.first().copied();
        }
        let from = self.part_start(at);
        let number = &self.view.numbers[at];
        let told = self.is_portion(at) || self.is_destined(at);
        if !told && from == self.view.scene.span.0 {
            return None;
        }
        let next = self.view.numbers.get(at + 1).map_or(self.view.scene.span.1, |next| next.span.0);
        let rest = self.view.text(number.span.1, next);
        let stop = rest.find([',', ';']).map_or(next, |comma| number.span.1 + comma);
        let other = |name: &&Named| name.actors.len() == 1 && name.actors.first().copied() != owner;
        let names = || self.view.names.iter().filter(other);
        // "31%는 스페인, 24%는 이탈리아로"
        let next_to = |name: &Named| {
            let gap = self.view.text(number.span.1, name.at);
            let rest = self.view.text(name.span.1, self.view.scene.span.1);
            matches!(gap, "는 " | "은 " | "가 " | "이 ") && rest.starts_with(',')
        };
        let behind = names().find(|name| {
            (number.span.1..stop).contains(&name.at) && (name.is_party() || next_to(name))
        });
        let ahead = names().rfind(|name| {
            (from..number.span.0).contains(&name.at) && (name.is_party() || self.holds(name))
        });
        let (first, then) =
            if self.is_destined(at) || !told { (ahead, behind) } else { (behind, ahead) };
        first.or(then).and_then(|name| name.actors.first().copied())
    }
}
