//! A claim that is no plain statement of how much a flow was: no figure confirms it, none speaks
//! against it.

use super::{Checked, Outcome};
use crate::language::{Language, tell};

/// Why a number may say something else than how much a flow was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubted {
    /// The text says that it was not so.
    Denied,
    /// It is expected, planned, hoped for, possible or rumoured.
    Awaited,
    /// It is of a part of the flow, or of another measure of it.
    Other,
    /// It is of a day, a week, a person or a tonne.
    Rate,
    /// It is by how much two amounts differ.
    Difference,
    /// It is a change of which nobody says against what.
    NoBase,
    /// It is of the same month or span of another year, and not of the whole year.
    SameSpan,
    /// The day of the text is a guess, and with it the year.
    NoDay,
    /// It is of a movement against another period than the one before or the year before.
    OtherBase,
    /// Its sign may mean two currencies.
    TwoCurrencies,
    /// The text names no currency, and it is right in one and wrong in another.
    NoCurrency,
    /// It is of a month or of each, and not of the whole span.
    OneMonth,
    /// It is of a period of its own, which could not be read.
    OwnTime,
    /// It is of a month whose year is not told, and another year is.
    OtherYear,
    /// It is of goods that another sentence names.
    OtherGoods,
    /// With whom the trade was is only told before, and it may be that with all the world.
    Unsaid,
    /// A pronoun says whose trade it is, and the sentence before names both states.
    Whose,
    /// It may be an average like that of the sentence before, or a sum.
    Mean,
    /// Another number is told of the same flow, period and base, and one of the two is of something else.
    Twin,
}

impl Checked {
    /// The claim with a doubt, for the word of the text that raises it. `sure` says that the word
    /// can only speak of this number; otherwise the number may be right, but not wrong.
    #[must_use]
    pub fn doubted(mut self, why: Doubted, word: &str, sure: bool, language: Language) -> Checked {
        let wrong = matches!(self.outcome, Outcome::Contradicted | Outcome::Inconsistent);
        let right = matches!(
            self.outcome,
            Outcome::Confirmed | Outcome::Rounding | Outcome::OlderVintage | Outcome::NewerVintage
        );
        if !(wrong || right && sure) {
            return self;
        }
        self.outcome = Outcome::CannotCheck;
        let mut because = reason(why, language).to_owned();
        if !word.is_empty() {
            let word = word.trim();
            because += &tell!(language, " (“{word}”)", " (“{word}”)");
        }
        self.because = format!("{because}. {}", self.because);
        self
    }
}

/// Why it is not known whose trade a pronoun means, in English and Korean.
const WHOSE: (&str, &str) = (
    "A pronoun says whose trade it is, and it may be that of the other of the two",
    "누구의 교역인지 대명사로만 나와 상대국의 수치일 수 있음",
);

/// Why it is not known whether an amount is a mean, in English and Korean.
const MEAN: (&str, &str) = (
    "It may be an average like the one told before it, or a sum",
    "앞 문장처럼 평균이거나 합계일 수 있음",
);

fn reason(why: Doubted, language: Language) -> &'static str {
    match why {
        Doubted::Denied => {
            language.pick("The text may deny that it was so", "본문이 이를 부정하는 것으로 보임")
        }
        Doubted::Awaited => language.pick(
            "The text may give it as hoped for, planned, possible or rumoured, and not as a fact",
            "사실이 아니라 기대, 계획, 가능성이나 소문으로 보임",
        ),
        Doubted::Other => language.pick(
            "It may be of a part of the flow, or of another measure of it",
            "흐름의 일부이거나 다른 기준의 수치로 보임",
        ),
        Doubted::Rate => language.pick(
            "It may be so much a day, a week, a person or a tonne",
            "하루, 주, 1인이나 톤당 수치로 보임",
        ),
        Doubted::Difference => {
            language.pick("It may be by how much two amounts differ", "두 금액의 차이로 보임")
        }
        Doubted::NoBase => language.pick(
            "The text does not say against what the change is taken",
            "무엇과 비교한 변화인지 본문에 없음",
        ),
        Doubted::SameSpan => language.pick(
            "It may be of the same month or span of that year, and not of all of it",
            "그해 전체가 아니라 같은 달이나 같은 기간의 수치로 보임",
        ),
        Doubted::OtherBase => language.pick(
            "It may be taken against another period than the one before or the year before",
            "직전 기간이나 전년이 아닌 다른 시점과 비교한 것으로 보임",
        ),
        Doubted::TwoCurrencies => language
            .pick("The sign may mean yuan or yen", "통화 기호가 위안인지 엔인지 분명하지 않음"),
        Doubted::NoCurrency => language.pick(
            "The text names no currency, and in that of the figures it is another",
            "통화가 본문에 없고, 통계의 통화로는 다름",
        ),
        Doubted::OneMonth => language.pick(
            "It may be of one month or of each, and not of the whole span",
            "기간 전체가 아니라 한 달이나 매달의 수치로 보임",
        ),
        Doubted::OwnTime => language.pick(
            "It may be of another time, with which the text compares",
            "본문이 비교하는 다른 시기의 수치로 보임",
        ),
        Doubted::OtherYear => language.pick(
            "The month may be of another year that the text names",
            "본문에 나온 다른 해의 달일 수 있음",
        ),
        Doubted::OtherGoods => language.pick(
            "It may be of goods that the text names elsewhere",
            "본문의 다른 곳에서 말한 품목의 수치로 보임",
        ),
        Doubted::Unsaid => language.pick(
            "The sentence does not say with whom the trade is, and it may be that with all the world",
            "누구와의 교역인지 문장에 없어 전체 교역일 수 있음",
        ),
        Doubted::Whose => language.pick(WHOSE.0, WHOSE.1),
        Doubted::Mean => language.pick(MEAN.0, MEAN.1),
        Doubted::Twin => language.pick(
            "The sentence gives another number for the same, and one of the two may be of something else",
            "같은 대상의 다른 수치가 문장에 있어 둘 중 하나는 다른 것의 수치로 보임",
        ),
        Doubted::NoDay => language.pick(
            "The day of the text is a guess, and with it the year",
            "본문의 날짜를 알 수 없어 연도가 추정임",
        ),
    }
}
