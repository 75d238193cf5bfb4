//! What a tripwire declares, in one form that hangs on nothing but its meaning: words, the order of
//! conditions and the program's own names are no part of it. By its digest a variant that was tried is
//! known again, and by that of its family a tripwire that was renamed.

use telltale_measure::Direction;
use telltale_measure::tripwire::{Condition, Course, Foreseen, Gauge, Lasting, Pick, Rule, Side};
use telltale_observation::Digest;

use crate::case::Tripwire;

/// The digest of the conditions that a tripwire declares: where it changes, so may the state, though
/// nothing happened.
pub fn declared(tripwire: &Tripwire) -> String {
    short_digest(&rule(&tripwire.rule(), whole))
}

/// Whether a digest that was kept is of what a tripwire declares.
pub fn is_declared(kept: &str, tripwire: &Tripwire) -> bool {
    kept == declared(tripwire) || kept == short_digest(&format!("{:?}", tripwire.rule()))
}

/// The digest of a variant: of the conditions, and of what is said to follow.
pub(super) fn variant(tripwire: &Tripwire) -> String {
    let then = tripwire.then.as_ref().map_or(String::new(), |then| {
        let Foreseen { of, within_days } = then;
        format!("then {} within={within_days}\n", pick(of))
    });
    short_digest(&format!("{}{then}", rule(&tripwire.rule(), whole)))
}

/// The same as it was made before, by which lines of a log are known that an older version wrote.
pub(super) fn older_variant(tripwire: &Tripwire) -> String {
    short_digest(&format!("{:?} {:?}", tripwire.rule(), tripwire.then))
}

/// The digest of what is measured and of the event that is to follow, whatever the lines, windows, ranks,
/// sources and horizons are: variants differ in those.
pub(super) fn family(tripwire: &Tripwire) -> String {
    let then =
        tripwire.then.as_ref().map_or(String::new(), |then| format!("then {}", kind(&then.of)));
    let measured = |one: &Condition| format!("{} {}", measure(&one.gauge), kind(&one.of));
    short_digest(&format!("{}{then}", rule(&tripwire.rule(), measured)))
}

fn short_digest(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()[..16].to_owned()
}

/// Every condition on a line of its own, each group sorted.
fn rule(rule: &Rule, said: impl Fn(&Condition) -> String) -> String {
    let groups = [("all", &rule.all), ("any", &rule.any), ("none", &rule.none)];
    let group = |(name, conditions): (&str, &Vec<Condition>)| {
        let mut lines: Vec<String> =
            conditions.iter().map(|one| format!("{name} {}\n", said(one))).collect();
        lines.sort_unstable();
        lines.concat()
    };
    groups.into_iter().map(group).collect()
}

fn whole(condition: &Condition) -> String {
    let Condition { of, gauge, window_months, lasting } = condition;
    let line = gauge.bound().filter(|_| has_line(gauge)).map_or(String::new(), |bound| {
        let side = match bound.side {
            Side::Above => "above",
            Side::Below => "below",
        };
        let until = bound.until.map_or(String::new(), |until| format!(" until={until}"));
        format!(" {side}={}{until}", bound.value)
    });
    let lasting = match lasting {
        Lasting::AtOnce => String::new(),
        Lasting::Figures(n) => format!(" figures={n}"),
        Lasting::Months(n) => format!(" months={n}"),
        Lasting::Days(n) => format!(" days={n}"),
    };
    format!("{}{}{line} window={window_months}{lasting} {}", measure(gauge), is(gauge), pick(of))
}

/// Whether a line is declared, and not only implied.
fn has_line(gauge: &Gauge) -> bool {
    !matches!(gauge, Gauge::Absence | Gauge::Observed | Gauge::Rank(_))
}

/// The measure, as `case.toml` names it.
fn measure(gauge: &Gauge) -> &'static str {
    match gauge {
        Gauge::Level(_) => "level",
        Gauge::ChangeMonth(_) => "change_month",
        Gauge::ChangeYear(_) => "change_year",
        Gauge::Trend(_) => "trend",
        Gauge::Share(_) => "share",
        Gauge::Rank(_) => "rank",
        Gauge::Count(_) => "count",
        Gauge::Absence => "absence",
        Gauge::Observed => "observed",
        Gauge::Direction(_) => "direction",
        Gauge::Probability(..) => "probability",
    }
}

/// The word that a measure has instead of a line, or beside it.
fn is(gauge: &Gauge) -> String {
    let word = match gauge {
        Gauge::Trend(Course::Rising) => "rising",
        Gauge::Trend(Course::Falling) => "falling",
        Gauge::Trend(Course::Steady) => "steady",
        Gauge::Rank(rank) => rank.name(),
        Gauge::Direction(direction) | Gauge::Probability(direction, _) => match direction {
            Direction::Tightening => "tightening",
            Direction::Loosening => "loosening",
            Direction::Steady => "steady",
            Direction::CannotTell => "cannot tell",
        },
        _ => return String::new(),
    };
    format!(" is={word}")
}

/// Of whom and in which channel.
fn kind(pick: &Pick) -> String {
    let mut text = format!("actor={}", pick.dyad.actor.code());
    let mut add = |key: &str, value: Option<&str>| {
        text += &value.map_or(String::new(), |value| format!(" {key}={value}"));
    };
    add("target", pick.dyad.target.map(|target| target.code()));
    add("channel", pick.channel.map(|channel| channel.name()));
    add("kind", pick.kind.map(|kind| kind.name()));
    add("modality", pick.modality.map(|modality| modality.name()));
    text
}

/// All that is picked.
fn pick(pick: &Pick) -> String {
    let mut text = kind(pick);
    let mut add = |key: &str, value: Option<&str>| {
        text += &value.map_or(String::new(), |value| format!(" {key}={value}"));
    };
    add("rank", pick.rank.map(|rank| rank.name()));
    add("source", pick.source.as_deref());
    add("unit", pick.unit.map(|unit| unit.code()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::case;

    #[test]
    fn what_is_declared_has_one_form() {
        let salvo = case().tripwires.into_iter().find(|one| one.name == "salvo-before-a-test");
        let salvo = salvo.expect("it is declared");
        assert_eq!(
            rule(&salvo.rule(), whole),
            "all count above=10 until=5 window=3 actor=PRK channel=launch\n\
             none observed window=6 actor=PRK channel=nuclear_test\n"
        );
        // Whoever changes the form makes every variant that was tried a new one.
        assert_eq!(variant(&salvo), "01ca1082899b93d4");
        assert!(is_declared(&declared(&salvo), &salvo));
    }

    #[test]
    fn the_order_of_conditions_and_words_are_no_variant_and_lines_are_of_one_family() {
        let first = case().tripwires.swap_remove(0);
        let mut other = first.clone();
        other.all.reverse();
        other.name = "renamed".to_owned();
        other.says = "otherwise".to_owned();
        assert_eq!((variant(&other), family(&other)), (variant(&first), family(&first)));
        other.all[0].watched.window_months += 1;
        assert_ne!(variant(&other), variant(&first));
        assert_eq!(family(&other), family(&first));
        other.all.pop();
        assert_ne!(family(&other), family(&first));
    }
}
