//! What records say of a deed that a text dates, in sentences.

use telltale_observation::{Channel, Observation, Period};

use crate::check::Deed;
use crate::check::tally::Listed;
use crate::language::{Language, tell};

/// The days of a record, or the span that it was dated to.
fn days(period: Period, language: Language) -> String {
    let (first, last) = (period.start(), period.end());
    match (first == last, language) {
        (true, _) => language.day(first),
        (false, Language::English) if first.year() < 1901 => {
            format!("all time up to {}", language.day(last))
        }
        (false, Language::Korean) if first.year() < 1901 => format!("{}까지", language.day(last)),
        (false, Language::English) => format!("{} to {}", language.day(first), language.day(last)),
        (false, Language::Korean) => format!("{}~{}", language.day(first), language.day(last)),
    }
}

/// What a record says, and of which days.
pub(in crate::check) fn deed(seen: &Observation, language: Language) -> String {
    let (source, what) = (&seen.origin().source, seen.what());
    let when = days(seen.period(), language);
    match what {
        "" => tell!(language, "{source} tells of it: {when}.", "{source}: {when}."),
        _ => tell!(language, "{source}, {when}: “{what}”.", "{source}, {when}: “{what}”."),
    }
}

pub(in crate::check) fn close(seen: &Observation, language: Language) -> String {
    let record = deed(seen, language);
    let why = language.pick(
        "The days that are recorded are not quite those that the text tells",
        "기록된 날짜가 본문의 날짜와 조금 다름",
    );
    format!("{why}. {record}")
}

pub(in crate::check) fn unsaid(seen: &Observation, language: Language) -> String {
    let record = deed(seen, language);
    let why = language.pick(
        "Something is recorded of these days, and not whether it is the same",
        "그날의 기록이 있으나 같은 일인지는 알 수 없음",
    );
    format!("{why}. {record}")
}

/// The nearest record is of other days, which does not speak against these.
pub(in crate::check) fn elsewhen(seen: &Observation, language: Language) -> String {
    let record = deed(seen, language);
    let why = language.pick(
        "No source of the ledger tells of it on these days; the nearest record is of others",
        "그날을 기록한 자료가 원장에 없고, 가장 가까운 기록은 다른 날의 것임",
    );
    format!("{why}. {record}")
}

/// Something else is recorded of the same days.
pub(in crate::check) fn another(seen: &Observation, language: Language) -> String {
    let record = deed(seen, language);
    let why = language.pick(
        "No source of the ledger tells of it, and of these days one tells of another",
        "이를 기록한 자료가 원장에 없고, 그날의 기록은 다른 것임",
    );
    format!("{why}. {record}")
}

/// Only the text itself, or what repeats it, tells of it.
pub(in crate::check) fn echo(seen: &Observation, language: Language) -> String {
    let source = &seen.origin().source;
    tell!(
        language,
        "The ledger has it from {source} alone, which may repeat this text or which the case itself doubts.",
        "원장에는 {source}의 기록만 있으며, 이는 이 글을 옮긴 것이거나 사례 자체가 의심하는 자료임."
    )
}

pub(in crate::check) fn nothing(language: Language) -> String {
    let text =
        language.pick("No source of the ledger tells of it.", "이를 기록한 자료가 원장에 없음.");
    text.to_owned()
}

/// Who lists such deeds.
pub(in crate::check) fn would_list(deed: &Deed, language: Language) -> String {
    let actor = language.name_within(deed.actor);
    match (deed.channel, deed.target) {
        (Channel::Launch | Channel::NuclearTest, _) | (_, None) => {
            super::would_count(deed.actor, deed.channel, language)
        }
        (channel, Some(target)) => {
            let (channel, target) = (channel.name(), language.name_within(target));
            tell!(
                language,
                "a list that dates each {channel} of {actor} and {target}",
                "{actor}·{target}의 {channel} 날짜를 적은 목록"
            )
        }
    }
}

/// Which was the one before, in a list that records every one.
pub(in crate::check) fn gap(before: &Observation, apart: i32, language: Language) -> String {
    let (source, what) = (&before.origin().source, before.what());
    let when = days(before.period(), language);
    let n = match (apart, language) {
        (1, Language::English) => "one day".to_owned(),
        (n, Language::English) => format!("{n} days"),
        (n, Language::Korean) => format!("{n}일"),
    };
    tell!(
        language,
        "The one before is of {when}, {n} earlier ({source}: “{what}”); the case says that it records every one.",
        "직전 기록은 {when}, {n} 전임({source}: “{what}”). 사례는 이 자료를 빠짐없는 목록으로 봄."
    )
}

/// How many a source lists, and of how many it does not say enough.
pub(in crate::check) fn listed(list: &Listed<'_>, of: Period, language: Language) -> String {
    let (source, n, when) = (&list.source, list.sure.len(), days(of, language));
    let mut because =
        tell!(language, "{source} lists {n} of {when}", "{source}: {when}의 기록 {n}건");
    if list.unsure > 0 {
        let unsure = list.unsure;
        because += &tell!(
            language,
            ", and {unsure} more that may be of the sort",
            ", 같은 종류일 수 있는 기록 {unsure}건 더"
        );
    }
    because += match (list.complete, list.declared) {
        (true, _) => language.pick(
            "; the case says that it records every one.",
            ". 사례는 이 자료를 빠짐없는 목록으로 봄.",
        ),
        (false, true) => language
            .pick("; it does not cover all of that time.", ". 그 기간 전체를 다루지는 않음."),
        (false, false) => {
            language.pick("; it does not claim to record every one.", ". 빠짐없는 목록은 아님.")
        }
    };
    because
}

/// A list of launches tells of no number of missiles.
pub(in crate::check) fn launches_alone(
    list: &Listed<'_>,
    of: Period,
    language: Language,
) -> String {
    let (source, n) = (&list.source, list.sure.len() + list.unsure);
    let when = days(of, language);
    match list.flights {
        true => tell!(
            language,
            "{source} lists {n} missiles of {when}, and not how many launches they were.",
            "{source}: {when}의 미사일 기록 {n}발. 몇 차례 발사인지는 적지 않음."
        ),
        false => tell!(
            language,
            "{source} lists {n} launches of {when}, and not how many missiles each was of.",
            "{source}: {when}의 발사 기록 {n}건. 매번 몇 발인지는 적지 않음."
        ),
    }
}

pub(in crate::check) fn no_list(language: Language) -> String {
    let text = language
        .pick("No source of the ledger lists such deeds.", "이런 일을 적은 목록이 원장에 없음.");
    text.to_owned()
}
