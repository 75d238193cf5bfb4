//! "중국과 몽골의 교역이 5월 늘었다. 수출은 3억 달러였다": whose trade goes without saying, and when it was.

use super::roles::{self, Placed};
use super::{Reading, View, lexicon};
use crate::flow::story::{self, Trade};
use crate::flow::{Days, Matter, Way, period};
use crate::reader::Scene;
use crate::sighting::Unsaid;
use crate::time::{Relative, Time};

/// What stands before trade with all the world: "전체 수출", "대외 무역".
const WORLDWIDE: &[&str] = &["전체", "총", "세계", "대외", "글로벌", "해외"];

/// Gives flows whose parties go without saying those of which the text goes on to tell.
pub(super) fn complete(view: &View<'_>, frames: &mut [Placed]) {
    let Some(trade) = view.scene.cast.story().trade() else { return };
    if story::names_another(view.scene, trade) {
        return;
    }
    let plain = |placed: &&mut Placed| {
        let before = view.text(view.scene.span.0, placed.at).trim_end();
        let worldwide = WORLDWIDE.iter().any(|word| before.ends_with(word));
        // "3억 위안어치를 사고팔았다"
        let both = placed.frame.way == Way::Both;
        placed.frame.matter == Matter::Goods && (placed.trade || both) && !worldwide
    };
    for placed in frames.iter_mut().filter(plain) {
        trade.complete(&mut placed.frame);
    }
}

/// "북중 교역은 3억 위안이었으며 이 가운데 중국의 수출이 2억 위안": to the other of the two.
pub(super) fn part_of_both(view: &View<'_>, frames: &mut [Placed]) {
    for at in 1..frames.len() {
        let (told, now) = frames.split_at_mut(at);
        let both = told.iter().rev().find(|placed| {
            let frame = &placed.frame;
            frame.matter == Matter::Goods
                && frame.way == Way::Both
                && frame.source.is_some()
                && frame.sink.is_some()
        });
        let Some((owner, partner)) =
            both.and_then(|placed| Some((placed.frame.source?, placed.frame.sink?)))
        else {
            continue;
        };
        let trade = Trade { owner, partner, owned: false, way: Way::Both };
        let now = &mut now[0];
        let ahead = view.text(view.scene.span.0, now.at);
        let worldwide = WORLDWIDE.iter().any(|word| ahead.trim_end().ends_with(word));
        let one = now.frame.source.is_some() != now.frame.sink.is_some();
        let goods = now.frame.matter == Matter::Goods && now.trade && now.frame.way != Way::Both;
        if goods && one && !worldwide && !story::names_another(view.scene, trade) {
            trade.complete(&mut now.frame);
            // "이 가운데" leaves no doubt.
            if PART.iter().any(|word| ahead.contains(word)) {
                now.frame.unsaid = Unsaid::Nothing;
            }
        }
    }
}

/// Words that open what is a part of a sum.
const PART: &[&str] = &["이 가운데", "이 중", "이중", "그중", "그 중", "그 가운데", "이 가운데서"];

/// The trade between two states that a sentence without amounts names.
pub(in crate::flow) fn trade_named(scene: &Scene<'_>) -> Option<Trade> {
    let mut view = View::of(scene);
    let frames = roles::frames(&mut view);
    let placed = frames.iter().find(|placed| placed.frame.matter == Matter::Goods)?;
    let (source, sink) = (placed.frame.source?, placed.frame.sink?);
    let way = placed.frame.way;
    let (owner, partner) = if way == Way::In { (sink, source) } else { (source, sink) };
    // "중국의 대북 교역", and not "북중 교역".
    let led = view.text(scene.span.0, placed.at).contains("의 대");
    Some(Trade { owner, partner, owned: way != Way::Both || led, way })
}

impl Reading<'_, '_> {
    /// When it was where the sentence names no time of its own: what the text has told of, if that was
    /// one time alone.
    pub(super) fn carried_days(&self, frame: usize) -> Option<Days> {
        let story = self.view.scene.cast.story();
        let frame = &self.frames[frame].frame;
        let own = self.periods().iter().any(|time| !self.dates_a_base(time));
        let same = story.trade().is_some_and(|trade| trade.is_between(frame.source, frame.sink));
        let words = self.view.scene.words();
        let ahead = lexicon::is_ahead(words) || lexicon::lasts(words);
        // "전달보다 3% 줄었다": not those of a whole year.
        let monthly =
            ["전월", "전달", "한 달 전", "직전 달"].iter().any(|word| words.contains(word));
        let fits = |&days: &Days| period::is_month(days) || !monthly;
        let told = same && !own && !ahead && frame.matter == Matter::Goods;
        story.when().filter(fits).filter(|_| told)
    }

    /// "2월에는 3억 위안이었다. 다음 달에는 5억 위안으로 늘었다": the month after that of which was told.
    pub(super) fn month_after(&self, time: &Time, main: Option<Days>) -> Option<Days> {
        let words = self.view.text(time.span.0, time.span.1);
        let next = words.starts_with("다음 달") || words.starts_with("다음달");
        let ahead = time.start > self.published();
        if !next || !ahead || lexicon::is_ahead(self.view.scene.words()) {
            return None;
        }
        let past = |days: &Days| period::is_month(*days) && days.1 <= self.published();
        let from = main.filter(past).or(self.view.scene.cast.story().last().filter(past))?;
        let after = period::moved(from, 1);
        (after.1 <= self.published()).then_some(after)
    }

    /// "같은 달", "같은 기간": the time of which the text tells, where the sentence names no other.
    pub(super) fn same_time(&self, time: &Time) -> Option<Option<Days>> {
        let words = self.view.text(time.span.0, time.span.1);
        let at_once =
            matches!(time.relative, Some(Relative::Earlier { years: 0, months: 0, days: 0, .. }));
        let story = self.view.scene.cast.story();
        let same = words.starts_with("같은 ") && at_once && story.trade().is_some();
        same.then(|| story.when())
    }
}
