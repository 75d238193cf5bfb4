//! Deeds and words, each in one number; the gap between them; when they turned.

use telltale_measure::{
    Direction, Index, IndexTurn, Reason, Student, THRESHOLDS, Voice, gap, index, turning_points,
};
use telltale_observation::{Channel, Code, Mode};

use super::{Measured, MeasuredChannel, direction_words};
use crate::brief::{Estimated, Gap, IndexChannel, SideIndex, TurningPoint};
use crate::case::Case;
use crate::evidence::{Citation, Evidence, Sentence};
use crate::language::{Language, odds_number, share, tell};

/// The seed of the worlds against which a turn is held.
const SEED: u64 = 1;

/// One side of a dyad: its measured channels, and what they say together.
pub(super) struct Side<'a> {
    mode: Mode,
    channels: Vec<&'a MeasuredChannel>,
    index: Index,
    turns: Vec<IndexTurn>,
}

/// Both sides of a dyad, those of them that are measured, and the gap.
pub(super) struct Sides<'a> {
    sides: Vec<Side<'a>>,
    gap: Option<Student>,
    /// What is recorded of the side that has no estimate; of nothing, the partner itself.
    unmeasured: Evidence,
}

/// The channels of one side that have a standing. Votes are a channel of their own: a deed in form, and
/// a word in what it costs.
fn channels(measured: &Measured, mode: Mode) -> Vec<&MeasuredChannel> {
    let of_side = |channel: &&MeasuredChannel| {
        channel.mode == mode && channel.channel != Channel::Vote && channel.standing.is_some()
    };
    measured.channels.iter().filter(of_side).collect()
}

fn voices<'a>(case: &Case, channels: &[&'a MeasuredChannel]) -> Vec<Voice<'a>> {
    let voice = |channel: &&'a MeasuredChannel| {
        Some(Voice {
            standing: channel.standing.as_ref()?,
            sign: channel.channel.sign(),
            weight: case.weight(channel.channel),
            goldstein: goldstein(channel.channel),
        })
    };
    channels.iter().filter_map(voice).collect()
}

/// The mean of a channel's codes on Goldstein's scale; amounts of trade are not on it.
fn goldstein(channel: Channel) -> Option<f64> {
    let codes = Code::all().iter().filter(|code| code.channel == channel);
    let scores: Vec<f64> = codes.filter_map(|code| code.goldstein).collect();
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    (!scores.is_empty() && !channel.is_trade()).then_some(mean)
}

/// Draws both sides of a dyad from its measured channels.
pub(super) fn draw<'a>(case: &Case, measured: &'a Measured) -> Sides<'a> {
    let [deeds, words] = [Mode::Deed, Mode::Word].map(|mode| channels(measured, mode));
    let gap = gap(&voices(case, &deeds), &voices(case, &words));
    let sides = [(Mode::Deed, deeds), (Mode::Word, words)].into_iter();
    let side = |(mode, channels): (Mode, Vec<&'a MeasuredChannel>)| {
        let index = index(&voices(case, &channels))?;
        // So few months show no turn, for the reason for which they show no direction.
        let long = index.months.len() >= THRESHOLDS.history_min;
        let turns = if long { turning_points(&index, SEED) } else { Vec::new() };
        Some(Side { mode, channels, index, turns })
    };
    let sides: Vec<Side<'_>> = sides.filter_map(side).collect();
    let of_other = |channel: &&MeasuredChannel| sides.iter().all(|side| side.mode != channel.mode);
    let recorded = measured.channels.iter().filter(of_other);
    let recorded = recorded.flat_map(|channel| channel.evidence.iter().cloned());
    let partner = Citation::Case(format!("case/partners/{}", measured.partner));
    let unmeasured = Evidence::from_all(recorded).unwrap_or_else(|| Evidence::of(partner));
    Sides { sides, gap, unmeasured }
}

fn estimated(student: &Student) -> Estimated {
    Estimated { value: student.location, interval: student.interval() }
}

impl Side<'_> {
    fn evidence(&self) -> Evidence {
        let all = self.channels.iter().flat_map(|channel| channel.evidence.iter().cloned());
        Evidence::from_all(all).expect("a measured channel has evidence")
    }

    fn row(&self) -> SideIndex {
        let Index { level, change, correlation, by_goldstein, period, n, .. } = &self.index;
        let channel = |share: &telltale_measure::Share| {
            let channel = self.channels[share.at];
            IndexChannel {
                channel: channel.channel,
                actor: channel.actor,
                target: channel.target,
                weight: share.weight,
                unit_log: channel.standing.as_ref().map_or(f64::NAN, |one| one.unit_log),
                change_without: share.without.map(|without| without.location),
            }
        };
        SideIndex {
            mode: self.mode,
            direction: self.index.direction(&THRESHOLDS),
            probability: change.probability_up(),
            level: estimated(level),
            change: estimated(change),
            correlation: *correlation,
            from: period[0],
            to: period[1],
            n: *n,
            channels: self.index.shares.iter().map(channel).collect(),
            by_goldstein: by_goldstein.as_ref().map(estimated),
            evidence: self.evidence(),
        }
    }

    fn name(&self, language: Language) -> &'static str {
        match self.mode {
            Mode::Deed => language.pick("Measured deeds", "측정된 행동"),
            Mode::Word => language.pick("Measured words", "측정된 말"),
        }
    }

    /// The index in words, with the weight of each channel and what is left without it.
    fn sentence(&self, language: Language) -> Sentence {
        let Index { level, change, period: [from, to], n, .. } = &self.index;
        let side = self.name(language);
        let direction = self.index.direction(&THRESHOLDS);
        let reason = match direction {
            Direction::CannotTell if self.index.n < THRESHOLDS.history_min => {
                Some(Reason::ShortHistory)
            }
            Direction::CannotTell => Some(Reason::Undecided),
            _ => None,
        };
        let closer = self.index.change.probability_up();
        let word = direction_words(direction, reason, closer, language);
        let [low, high] = change.interval().map(units);
        let (moved, stands) = (units(change.location), units(level.location));
        let [level_low, level_high] = level.interval().map(units);
        let (from, to) = (language.month(*from), language.month(*to));
        let weight = |one: &telltale_measure::Share| {
            let channel = self.channels[one.at].channel;
            let noun = language.pick(channel.plural(), channel.korean());
            let weight = share(one.weight);
            match one.without.map(|without| units(without.location)) {
                None => format!("{noun} {weight}"),
                Some(without) => tell!(
                    language,
                    "{noun} {weight} (without them {without})",
                    "{noun} {weight}(빼면 {without})"
                ),
            }
        };
        let weights: Vec<String> = self.index.shares.iter().map(weight).collect();
        let weights = weights.join(", ");
        let text = tell!(
            language,
            "{side} together, in standard deviations of a month from {from} to {to}: {moved} within twelve months (90 % interval {low} to {high}, n = {n} months), and in the last month {stands} against that period's mean ({level_low} to {level_high}): {word}. Weights by precision: {weights}.",
            "{side} 종합({from}–{to} 월별 표준편차 단위): 열두 달 사이 {moved} (90 % 구간 {low}에서 {high}까지, n = {n}개월), 마지막 달 수준은 그 기간 평균보다 {stands} ({level_low}에서 {level_high}까지): {word}. 정밀도 가중치: {weights}."
        );
        Sentence::new(text, self.evidence())
    }

    /// When it turned, each turn with the interval of its date; or that it did not.
    fn turn_sentences(&self, language: Language) -> Vec<Sentence> {
        let side = self.name(language);
        let (n, wanted) = (self.index.months.len(), THRESHOLDS.history_min);
        if n < wanted {
            let text = tell!(
                language,
                "{side} are not searched for turning points: it takes {wanted} months to know how long noise lasts, and there are {n}.",
                "{side}: 전환점을 찾지 않음. 변동이 얼마나 이어지는지 알려면 {wanted}개월이 필요하나 {n}개월뿐임."
            );
            return vec![Sentence::new(text, self.evidence())];
        }
        if self.turns.is_empty() {
            let text = tell!(
                language,
                "{side} have no turning point that noise of their kind would not show as well, in {n} months.",
                "{side}: {n}개월 동안 같은 잡음에서도 나타나지 않을 만한 전환점은 없음."
            );
            return vec![Sentence::new(text, self.evidence())];
        }
        let turn = |turn: &IndexTurn| {
            let way = match turn.by > 0.0 {
                true => language.pick("closer", "가까워지는 쪽으로"),
                false => language.pick("apart", "멀어지는 쪽으로"),
            };
            let [month, from, to] =
                [turn.month, turn.from, turn.to].map(|month| language.month(month));
            let (by, sure) = (units(turn.by), odds_number(turn.probability));
            let text = tell!(
                language,
                "{side} turned {way} in {month}, by {by} (90 % interval {from} to {to}; probability of a turn {sure}, n = {n} months).",
                "{side}: {month}에 {way} 전환, {by} (90 % 구간 {from}–{to}, 전환 확률 {sure}, n = {n}개월)."
            );
            Sentence::new(text, self.evidence())
        };
        self.turns.iter().map(turn).collect()
    }
}

impl Sides<'_> {
    pub(super) fn rows(&self) -> Vec<SideIndex> {
        self.sides.iter().map(Side::row).collect()
    }

    pub(super) fn gap(&self) -> Option<Gap> {
        self.gap.map(|gap| Gap { value: gap.location, interval: gap.interval() })
    }

    pub(super) fn turning_points(&self) -> Vec<TurningPoint> {
        let of = |side: &Side| -> Vec<TurningPoint> {
            let turn = |turn: &IndexTurn| TurningPoint {
                mode: side.mode,
                month: turn.month,
                from: turn.from,
                to: turn.to,
                probability: turn.probability,
                by: turn.by,
                evidence: side.evidence(),
            };
            side.turns.iter().map(turn).collect()
        };
        let mut all: Vec<TurningPoint> = self.sides.iter().flat_map(of).collect();
        all.sort_by_key(|turn| (turn.month, turn.mode));
        all
    }

    /// Each side in words, then the gap, then the turns.
    pub(super) fn sentences(&self, language: Language) -> Vec<Sentence> {
        let mut said: Vec<Sentence> =
            self.sides.iter().map(|side| side.sentence(language)).collect();
        said.extend(self.gap_sentence(language));
        said.extend(self.sides.iter().flat_map(|side| side.turn_sentences(language)));
        said
    }

    /// Deeds held against words; or why they cannot be.
    fn gap_sentence(&self, language: Language) -> Option<Sentence> {
        let measured = self.sides.first()?.mode;
        let evidence = match self.gap {
            Some(_) => {
                let all = self.sides.iter().map(Side::evidence);
                Evidence::from_all(all.flat_map(|one| one.iter().cloned().collect::<Vec<_>>()))?
            }
            None => self.unmeasured.clone(),
        };
        let text = match (self.gap, measured) {
            (Some(gap), _) => {
                let short = |side: &Side| side.index.n < THRESHOLDS.history_min;
                gap_words(&gap, !self.sides.iter().any(short), language)
            }
            (None, Mode::Deed) => language
                .pick(
                    "Deeds cannot be held against words: no channel of words has an estimate.",
                    "행동과 말을 견줄 수 없음: 추정할 수 있는 말의 채널이 없음.",
                )
                .to_owned(),
            (None, Mode::Word) => language
                .pick(
                    "Words cannot be held against deeds: no channel of deeds has an estimate.",
                    "말과 행동을 견줄 수 없음: 추정할 수 있는 행동의 채널이 없음.",
                )
                .to_owned(),
        };
        Some(Sentence::new(text, evidence))
    }
}

/// The gap in words; `long` says whether both sides know how long their noise lasts.
fn gap_words(gap: &Student, long: bool, language: Language) -> String {
    let [low, high] = gap.interval();
    let value = units(gap.location.abs());
    let value = value.trim_start_matches('+');
    let (from, to) = (units(low), units(high));
    let closer = gap.probability_up();
    match (long && closer >= THRESHOLDS.told, long && closer <= 1.0 - THRESHOLDS.told) {
        (true, _) => tell!(
            language,
            "Deeds moved {value} standard deviations closer than words (90 % interval {from} to {to}).",
            "행동이 말보다 표준편차 {value}만큼 더 가까워짐 (90 % 구간 {from}에서 {to}까지)."
        ),
        (_, true) => tell!(
            language,
            "Words moved {value} standard deviations closer than deeds (90 % interval of deeds less words {from} to {to}).",
            "말이 행동보다 표준편차 {value}만큼 더 가까워짐 (행동에서 말을 뺀 90 % 구간 {from}에서 {to}까지)."
        ),
        _ => tell!(
            language,
            "No gap between deeds and words can be told (90 % interval of deeds less words {from} to {to} standard deviations).",
            "행동과 말의 차이를 판단할 수 없음 (행동에서 말을 뺀 90 % 구간, 표준편차 {from}에서 {to}까지)."
        ),
    }
}

/// A number of standard deviations, with its sign: `+1.4`.
fn units(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 { "0.0".to_owned() } else { format!("{rounded:+.1}").replace('-', "−") }
}
