//! Why a claim was found right or wrong, in sentences.

pub(super) mod deeds;

use jiff::civil::Date;
use telltale_observation::{Actor, Channel, Commodity, KnownAt, Month, Period, Quantity, Unit};

use super::figures::{Flow, Sum};
use super::outlook::Changes;
use super::{Asked, Checked, Extreme, Implied, Mean, Opinion, Outcome, RateFound, States, Told};
use crate::language::{Language, amount, grouped, money, percent, rate, tell};
use crate::trade::flow_words;

fn printed(value: f64, flow: &Flow) -> String {
    Quantity::new(value, flow.unit).map_or_else(|_| String::new(), amount)
}

/// A period as it is said: a month, a year, or its days.
fn period_words(period: Period, language: Language) -> String {
    if let Some(month) = period.as_month() {
        return language.month(month);
    }
    let (first, last) = (Month::of(period.start()), Month::of(period.end()));
    let whole = period.start() == first.first_day() && period.end() == last.last_day();
    match whole {
        true if first.number() == 1 && last == first.plus(11) => {
            let year = first.year();
            tell!(language, "{year}", "{year}년")
        }
        true => {
            let (first, last) = (language.month(first), language.month(last));
            tell!(language, "{first} to {last}", "{first}~{last}")
        }
        false => format!("{}–{}", period.start(), period.end()),
    }
}

fn derived(sum: &Sum<'_>, language: Language) -> String {
    let n = sum.seen.len();
    match n {
        1 => String::new(),
        _ => tell!(language, " (sum of {n} figures)", " (수치 {n}개의 합)"),
    }
}

/// A period behind the figure that is of it: "in June 2026", "for January 2026 to June 2026".
fn within(period: Period, language: Language) -> String {
    let when = period_words(period, language);
    let whole = period.as_month().is_some() || !when.contains([' ', '–']);
    let led = if whole { "in" } else { "for" };
    tell!(language, " {led} {when}", "{when} ")
}

pub(super) fn figure(language: Language, flow: &Flow, sum: &Sum<'_>, period: Period) -> String {
    let (source, figure, of) = (&flow.source, printed(sum.amount, flow), derived(sum, language));
    let when = within(period, language);
    tell!(language, "{source} has {figure}{when}{of}.", "{source}: {when}{figure}{of}.")
}

/// Within what a number is taken to be about so much.
pub(super) fn about(language: Language, told: Told, unit: Unit) -> String {
    let (sure, _) = told.slacks();
    let shown = |value| Quantity::new(value, unit).map_or_else(|_| String::new(), amount);
    let [low, high] = [told.number - sure, told.number + sure].map(shown);
    tell!(language, " About so much is taken as {low} to {high}.", " 어림수는 {low}~{high}로 봄.")
}

/// `rounded` are the rates that the claim implies as far as its digits go, where only one of them and not
/// the claim's own agrees.
pub(super) fn through_rate(
    language: Language,
    (flow, period): (&Flow, Period),
    sum: &Sum<'_>,
    claimed: f64,
    found: RateFound,
    rounded: Option<(f64, f64)>,
) -> String {
    let (source, figure, of) = (&flow.source, printed(sum.amount, flow), derived(sum, language));
    let when = within(period, language);
    let said = money(claimed, found.there.code());
    // A won is worth .007 yuan, of which no digit says anything: said is how many won a yuan is.
    let turned = found.rate < 1.0;
    let (of_unit, per) = if turned { (found.there, found.here) } else { (found.here, found.there) };
    let shown = |value: f64| rate(if turned { 1.0 / value } else { value });
    let implied = shown(found.rate);
    let mut because = tell!(
        language,
        "{source} has {figure}{when}{of}; with {said} that implies {implied} {of_unit} per {per}",
        "{source}: {when}{figure}{of}; 이를 {said}에 견주면 1 {per}당 {implied} {of_unit}"
    );
    let range = |(low, high): (f64, f64)| {
        let (low, high) = if turned { (high, low) } else { (low, high) };
        (shown(low), shown(high))
    };
    if let Some((low, high)) = rounded.map(range) {
        because += &tell!(
            language,
            ", or {low} to {high} as far as {said} may be rounded",
            "(반올림을 감안하면 {low}~{high})"
        );
    }
    let Some(bounds) = found.bounds else {
        return because
            + language.pick(
                ", and no other figure says whether that is plausible.",
                ". 이 환율이 맞는지 볼 다른 수치가 없음.",
            );
    };
    if let Some(market) = found.market.map(shown) {
        because += &tell!(language, "; the market's mean was {market}", "; 시장 평균은 {market}");
    }
    because += &match (found.n, found.market.is_some(), language) {
        (0, ..) => String::new(),
        (n, _, Language::Korean) => format!(", 환율을 알 수 있는 원장의 다른 수치 {n}개"),
        (1, true, _) => ", and 1 other figure of the ledger implies a rate".to_owned(),
        (1, false, _) => "; 1 other figure of the ledger implies a rate".to_owned(),
        (n, true, _) => format!(", and {n} other figures of the ledger imply a rate"),
        (n, false, _) => format!("; {n} other figures of the ledger imply a rate"),
    };
    let ((low, high), (lowest, highest)) = (range(bounds.certain), range(bounds.possible));
    because += &tell!(
        language,
        ": {low} to {high} would confirm it, and beyond {lowest} to {highest} it is wrong.",
        "; 확인되는 범위 {low}~{high}, 반박은 {lowest}~{highest} 밖."
    );
    because
}

/// A mean over months beside the sum that it was held against.
pub(super) fn mean(found: f64, unit: Unit, mean: Mean, language: Language) -> String {
    let months = mean.months;
    let of = |value: f64| Quantity::new(value, unit).map_or_else(|_| String::new(), amount);
    let is = of(found / f64::from(months));
    tell!(
        language,
        " Over {months} months that is a mean of {is} a month.",
        " {months}개월 평균은 월 {is}."
    )
}

/// Which month of a span decides.
pub(super) fn of_months(
    month: Month,
    (known, n): (usize, usize),
    extreme: Extreme,
    language: Language,
) -> String {
    let month = language.month(month);
    let most = match extreme {
        Extreme::Lowest => language.pick("lowest", "가장 적은"),
        Extreme::Highest => language.pick("highest", "가장 많은"),
    };
    match known == n {
        true => tell!(
            language,
            "Of the {n} months, {month} is the {most}: ",
            "{n}개월 가운데 {most} 달은 {month}: "
        ),
        false => tell!(
            language,
            "Of the {known} months of {n} that are known, {month} is the {most}: ",
            "{n}개월 가운데 수치가 있는 {known}개월에서 {most} 달은 {month}: "
        ),
    }
}

pub(super) fn months_missing(language: Language) -> String {
    let text = language.pick(
        "It is of every month of the span, and the ledger does not hold them all.",
        "매달의 수치이며, 원장에 그 기간의 모든 달이 있지는 않음.",
    );
    text.to_owned()
}

pub(super) fn days_of_months(language: Language) -> String {
    let text = language.pick(
        "It is of days that do not make whole months, and the text does not say which came before them.",
        "온전한 달이 아닌 기간의 수치이며, 그 앞의 어느 기간과 견주는지 본문에 없음.",
    );
    text.to_owned()
}

/// The steps of a streak, the last one first; `None` if one lacks its figures.
pub(super) fn streak(steps: &[(Period, Checked)], language: Language) -> Option<String> {
    let source = steps.first()?.1.source.as_deref()?;
    let said = steps.iter().map(|(period, checked)| {
        let (when, change) = (period_words(*period, language), percent(checked.found?));
        Some(tell!(language, "{change} in {when}", "{when} {change}"))
    });
    let said = said.collect::<Option<Vec<String>>>()?.join(", ");
    Some(tell!(language, "{source} gives {said}.", "{source}: {said}."))
}

/// That a streak may be one of changes on the year.
pub(super) fn streak_on_year(because: &str, language: Language) -> String {
    let or = language.pick(
        "It does not say against what; on the year each step may be so.",
        "비교 기준이 없으며, 전년 대비로는 맞을 수 있음.",
    );
    format!("{because} {or}")
}

/// An amount that a claim implies of another period.
pub(super) fn implied(implied: &Implied, language: Language) -> String {
    let when = period_words(implied.period, language);
    let value = match implied.unit.and_then(|unit| Quantity::new(implied.value, unit).ok()) {
        Some(quantity) => amount(quantity),
        None => grouped(implied.value),
    };
    tell!(language, "It implies {value} for {when}.", "이에 따르면 {when} 수치는 {value}.")
}

/// Changes from the periods that a movement may be taken against.
pub(super) fn moved(
    language: Language,
    flow: &Flow,
    (now, period): (&Sum<'_>, Period),
    bases: &[(Period, f64, f64)],
) -> String {
    let (source, new) = (&flow.source, printed(now.amount, flow));
    let said = bases.iter().map(|(period, old, change)| {
        let (base, old, change) =
            (period_words(*period, language), printed(*old, flow), percent(*change));
        tell!(language, "{change} against {old} in {base}", "{base} {old} 대비 {change}")
    });
    let said = said.collect::<Vec<_>>().join(language.pick(" and ", ", "));
    let when = within(period, language);
    tell!(language, "{source} has {new}{when}: {said}.", "{source}: {when}{new}; {said}.")
}

pub(super) fn change(
    language: Language,
    flow: &Flow,
    (now, period): (&Sum<'_>, Period),
    (then, base): (&Sum<'_>, Period),
    found: f64,
    moves: Option<(f64, f64)>,
) -> String {
    let (source, unit, change) = (&flow.source, flow.unit, percent(found));
    let (new, old) = (printed(now.amount, flow), printed(then.amount, flow));
    let (base, when) = (period_words(base, language), within(period, language));
    let mut because = tell!(
        language,
        "In {unit}, {source} gives {change}: {new}{when} against {old} in {base}",
        "{unit} 기준 {source}: {change} ({base} {old} → {when}{new})"
    );
    if let Some((low, high)) = moves {
        let [low, high] = [low, high].map(|factor| percent((1.0 + found) * factor - 1.0));
        because += &tell!(
            language,
            "; as exchange rates moved, {low} to {high} in another currency is consistent with it",
            "; 환율 변동을 감안하면 다른 통화로는 {low}에서 {high}까지 부합"
        );
    }
    because + "."
}

pub(super) fn expectation(
    language: Language,
    flow: &Flow,
    period: Period,
    now: Changes,
    bar: Option<Changes>,
) -> String {
    let (source, unit) = (&flow.source, flow.unit);
    let said = |changes: Changes| {
        let month = changes.on_month.map(percent);
        match (month, changes.on_year.map(percent)) {
            (Some(month), Some(year)) => tell!(
                language,
                "{month} on the month and {year} on the year",
                "전월 대비 {month}, 전년 대비 {year}"
            ),
            (Some(month), None) => tell!(language, "{month} on the month", "전월 대비 {month}"),
            (None, Some(year)) => tell!(language, "{year} on the year", "전년 대비 {year}"),
            (None, None) => language.pick("no change", "증감 없음").to_owned(),
        }
    };
    let (when, found) = (period_words(period, language), said(now));
    let mut because = tell!(
        language,
        "In {unit}, {source} gives {found} for {when}",
        "{unit} 기준 {source}: {when} {found}"
    );
    if let (Some(bar), Some(month)) = (bar, period.as_month()) {
        let (earlier, bar) = (language.month(month.plus(-1)), said(bar));
        because += &tell!(language, ", against {bar} for {earlier}", "; {earlier} {bar}");
    }
    because + "."
}

pub(super) fn record(
    language: Language,
    flow: &Flow,
    (own, of): (&Sum<'_>, Period),
    (first, missing): (Month, usize),
    rival: Option<(Period, &Sum<'_>)>,
) -> String {
    let (source, figure) = (&flow.source, printed(own.amount, flow));
    let (first, when) = (language.month(first), within(of, language));
    if let Some((period, sum)) = rival {
        let (month, other) = (period_words(period, language), printed(sum.amount, flow));
        return tell!(
            language,
            "{source} has {figure}{when}, but {other} for {month}.",
            "{source}: {when}{figure}; 그러나 {month}에는 {other}."
        );
    }
    match missing {
        0 => tell!(
            language,
            "{source} has {figure}{when}, and nothing from {first} on lies beyond it.",
            "{source}: {when}{figure}; {first}부터 이를 넘는 수치가 없음."
        ),
        _ => tell!(
            language,
            "{source} has {figure}{when}; {missing} periods from {first} on are not held.",
            "{source}: {when}{figure}; {first} 이후 {missing}개 기간의 수치가 없음."
        ),
    }
}

/// A balance from what was sold and what was bought.
pub(super) fn balance(
    language: Language,
    flow: &Flow,
    (exports, imports): (f64, f64),
    owner: Option<Actor>,
) -> String {
    let (source, net) = (&flow.source, printed((exports - imports).abs(), flow));
    let [sold, bought] = [exports, imports].map(|amount| printed(amount, flow));
    let owner = owner.map(|owner| language.name_within(owner)).unwrap_or_default();
    let kind = match exports >= imports {
        true => language.pick("surplus", "흑자"),
        false => language.pick("deficit", "적자"),
    };
    tell!(
        language,
        "By {source}, {owner} sold for {sold} and bought for {bought}: a {kind} of {net}.",
        "{source}: {owner} 수출 {sold}, 수입 {bought}, {kind} {net}."
    )
}

/// One flow beside the other way, or in the trade both ways.
pub(super) fn proportion(
    language: Language,
    flow: &Flow,
    (own, other): (f64, f64),
    of_both: bool,
) -> String {
    let (source, exports) = (&flow.source, flow.channel == Channel::TradeExports);
    let (sold, bought) = if exports { (own, other) } else { (other, own) };
    let [sold, bought] = [sold, bought].map(|amount| printed(amount, flow));
    let reporter = language.name_within(flow.actor);
    let told = tell!(
        language,
        "By {source}, {reporter} sold for {sold} and bought for {bought}",
        "{source}: {reporter} 수출 {sold}, 수입 {bought}"
    );
    let flow = match exports {
        true => language.pick("the exports", "수출"),
        false => language.pick("the imports", "수입"),
    };
    match of_both {
        true => {
            let share = percent(own / (own + other));
            let share = share.trim_start_matches('+');
            tell!(
                language,
                "{told}: {flow} are {share} of the two.",
                "{told}, {flow}이 둘의 {share}."
            )
        }
        false => {
            let times = format!("{:.2}", own / other);
            tell!(
                language,
                "{told}: {flow} are {times} times the other.",
                "{told}, {flow}이 다른 쪽의 {times}배."
            )
        }
    }
}

/// A balance beside that of another period.
pub(super) fn balance_moved(
    language: Language,
    flow: &Flow,
    (new, old): (f64, f64),
    base: Period,
) -> String {
    let (source, base) = (&flow.source, period_words(base, language));
    let [new, old] = [new, old].map(|amount| printed(amount, flow));
    tell!(
        language,
        "By {source} the balance was {new}, against {old} in {base}.",
        "{source}: 수지 {new}, {base} {old}."
    )
}

/// A balance that no other since a month lies beyond.
pub(super) fn balance_record(
    language: Language,
    flow: &Flow,
    net: f64,
    (first, missing): (Month, usize),
) -> String {
    let (source, net, first) = (&flow.source, printed(net, flow), language.month(first));
    match missing {
        0 => tell!(
            language,
            "By {source} the balance was {net}, and none from {first} on lies beyond it.",
            "{source}: 수지 {net}; {first}부터 이를 넘는 수지가 없음."
        ),
        _ => tell!(
            language,
            "By {source} the balance was {net}; {missing} periods from {first} on are not held.",
            "{source}: 수지 {net}; {first} 이후 {missing}개 기간의 수치가 없음."
        ),
    }
}

/// That no month before was so.
pub(super) fn first(months: i32, language: Language) -> String {
    tell!(
        language,
        " None of the {months} months before was so.",
        " 그 앞 {months}개월에는 그런 달이 없음."
    )
}

/// That a month before was so already.
pub(super) fn not_first(month: Month, because: &str, language: Language) -> String {
    let month = language.month(month);
    tell!(language, "{month} was so already: {because}", "{month}에도 그러함: {because}")
}

pub(super) fn no_balance(language: Language) -> String {
    let text = language.pick(
        "The ledger does not hold both exports and imports of the two for it in this currency.",
        "원장에 이 통화로 된 양국 간 수출과 수입이 모두 있지는 않음.",
    );
    text.to_owned()
}

pub(super) fn mirrored(language: Language, flow: &Flow) -> String {
    let reporter = language.name_within(flow.actor);
    tell!(
        language,
        " These are the figures of {reporter}; two sides of one flow differ by 10 to 20 %.",
        " {reporter} 측 통계이며, 양측 통계는 10~20% 차이가 날 수 있음."
    )
}

pub(super) fn unsaid(language: Language) -> &'static str {
    language.pick(
        " The text does not say against what the change is taken.",
        " 본문은 비교 기준을 밝히지 않음.",
    )
}

pub(super) fn loose_code(language: Language) -> &'static str {
    language.pick(
        " The code holds not quite the goods that the text names.",
        " 품목 코드가 본문의 품목과 꼭 같지는 않음.",
    )
}

pub(super) fn vintage(
    language: Language,
    outcome: Outcome,
    then: &Opinion<'_>,
    now: &Opinion<'_>,
    known: KnownAt,
) -> String {
    let shown = |opinion: &Opinion<'_>| match (now.rate, opinion.found.abs() < 1e3) {
        (None, true) => percent(opinion.found),
        _ => printed(opinion.found, &opinion.flow),
    };
    let (agrees, holds, source, known) = (shown(then), shown(now), &then.flow.source, known.date());
    match outcome {
        Outcome::OlderVintage => tell!(
            language,
            "It agrees with what {source} published by {known}, {agrees}; since revised to {holds}.",
            "{source}의 {known} 공표치와 일치({agrees}); 이후 수정됨({holds})."
        ),
        _ => tell!(
            language,
            "On the day asked {source} had {holds}; it agrees with the {agrees} published on {known}.",
            "기준일의 {source} 수치는 {holds}; {known} 공표치와 일치({agrees})."
        ),
    }
}

pub(super) fn no_dyad(language: Language) -> String {
    let text = language.pick(
        "The text does not say whose amount it is, or with whom.",
        "어느 나라의 어느 나라에 대한 수치인지 본문에 없음.",
    );
    text.to_owned()
}

/// Of what nobody does to anybody: launches, tests.
pub(super) fn no_partner(channel: Channel, language: Language) -> String {
    let what = match language {
        Language::English => channel.plural(),
        Language::Korean => channel.korean(),
    };
    tell!(
        language,
        "The ledger's figures are of what goes between two; it holds no number of {what}.",
        "원장은 양자 간 수치만 있으며, {what} 횟수나 수량은 없음."
    )
}

/// Who counts it.
pub(super) fn would_count(actor: Actor, channel: Channel, language: Language) -> String {
    if channel == Channel::Launch {
        return language
            .pick(
                "a list of launches, one a row, counted: telltale ingest launches (docs/sources/launches.md)",
                "발사를 한 줄씩 적은 목록의 집계: telltale ingest launches (docs/sources/launches.md)",
            )
            .to_owned();
    }
    let (actor, channel) = (actor.code(), channel.name());
    tell!(language, "a source that counts {channel} of {actor}", "{actor} {channel} 집계 자료")
}

pub(super) fn no_period(language: Language) -> String {
    language
        .pick("The text does not say of when it is.", "어느 기간의 수치인지 본문에 없음.")
        .to_owned()
}

pub(super) fn no_unit(language: Language) -> String {
    let text = language.pick(
        "The ledger holds no amounts in this unit, and no shares.",
        "원장에 이 단위의 수치나 비중은 없음.",
    );
    text.to_owned()
}

pub(super) fn no_code(language: Language) -> String {
    let text = language
        .pick("No code is known for the goods that it is of.", "해당 품목의 코드를 알 수 없음.");
    text.to_owned()
}

/// Why no figure of the ledger is of the claim's flow and period.
pub(super) fn nothing(asked: &Asked<'_, '_>, last: Option<Date>, language: Language) -> String {
    let flow = flow_of(asked, language);
    let when = period_words(asked.period, language);
    match last {
        Some(last) if last < asked.period.end() => tell!(
            language,
            "{flow}: no figure for {when} was known by then; the last ended on {last}.",
            "{flow}: 당시 {when} 수치는 공표되지 않음; 마지막 수치는 {last}까지."
        ),
        Some(_) => tell!(
            language,
            "{flow}: the ledger lacks {when} in this unit, or the period it is compared with.",
            "{flow}: 원장에 이 단위로 된 {when} 수치나 비교할 기간의 수치가 없음."
        ),
        None => {
            tell!(language, "{flow}: the ledger holds no figures.", "{flow}: 원장에 수치가 없음.")
        }
    }
}

/// The flow of a claim in words.
fn flow_of(asked: &Asked<'_, '_>, language: Language) -> String {
    let channel = match language {
        Language::English => asked.claim.channel.plural(),
        Language::Korean => asked.claim.channel.korean(),
    };
    match asked.claim.channel.is_trade() {
        true => flow_words(asked.actor, asked.target, asked.claim.channel, language),
        false => format!("{channel}, {} → {}", asked.actor, asked.target),
    }
}

/// That a source has several records for the claim's period, none of which is the figure of it.
pub(super) fn several(asked: &Asked<'_, '_>, language: Language) -> String {
    let (flow, when) = (flow_of(asked, language), period_words(asked.period, language));
    tell!(
        language,
        "{flow}: the ledger holds several records for {when}, and nothing says which of them is meant or whether they add up.",
        "{flow}: 원장에 {when} 기록이 여럿 있어 어느 것을 말하는지, 합산해야 하는지 알 수 없음."
    )
}

/// That a series is about one thing among several, and the text need not mean that one.
pub(super) fn one_topic(flow: &Flow, language: Language) -> String {
    let (source, topic) = (&flow.source, &flow.topic);
    tell!(
        language,
        " That is of “{topic}”; {source} counts other things in this channel too, and the text may mean them.",
        " 이는 “{topic}”의 수치; {source}에는 같은 분야의 다른 수치도 있어 본문이 그것을 말할 수 있음."
    )
}

/// That the only figures of the claim's flow and period are those of the text itself, or of whom it cites.
pub(super) fn echoed(asked: &Asked<'_, '_>, language: Language) -> String {
    let flow = flow_words(asked.actor, asked.target, asked.claim.channel, language);
    let when = period_words(asked.period, language);
    tell!(
        language,
        "{flow}: the ledger's only figures for {when} come from the text itself or from whom it cites, and are no independent check.",
        "{flow}: 원장의 {when} 수치는 본문이나 본문이 인용한 곳에서 온 것뿐이어서 독립된 확인이 되지 않음."
    )
}

/// That the only figures of the claim's flow and period are weak ones.
pub(super) fn weak(asked: &Asked<'_, '_>, language: Language) -> String {
    let flow = flow_words(asked.actor, asked.target, asked.claim.channel, language);
    let when = period_words(asked.period, language);
    tell!(
        language,
        "{flow}: the case marks its only figures for {when} as weak, and holds no text against them.",
        "{flow}: {when} 수치는 사례에서 신뢰도가 낮다고 표시한 것뿐이어서 대조하지 않음."
    )
}

pub(super) fn another_flow(language: Language) -> String {
    let text = language.pick(
        "It is a multiple of another flow, and not of an earlier time.",
        "이전 시점이 아니라 다른 흐름에 대한 배수임.",
    );
    text.to_owned()
}

/// A rank among partners, and who could tell it.
pub(super) fn partners(rank: u8, language: Language) -> (String, String) {
    let because = tell!(
        language,
        "Whether a partner ranks number {rank} hangs on the figures of all partners, which a dyad's do not tell.",
        "{rank}위인지는 모든 상대국의 수치에 달려 있어 양자 통계로는 알 수 없음."
    );
    let who = tell!(
        language,
        "UN Comtrade, every partner of the reporter: telltale fetch comtrade --reporter CODE --yearly --ledger DIR --go",
        "UN Comtrade, 보고국의 모든 상대국: telltale fetch comtrade --reporter CODE --yearly --ledger DIR --go"
    );
    (because, who)
}

/// Who could tell.
pub(super) fn would_tell(asked: &Asked<'_, '_>, language: Language) -> String {
    let (actor, target) = (asked.actor, asked.target);
    if !asked.claim.channel.is_trade() {
        let channel = asked.claim.channel.name();
        return tell!(
            language,
            "a source that counts {channel} between {actor} and {target}",
            "{actor}-{target} 간 {channel} 집계 자료"
        );
    }
    let goods = match asked.claim.commodity().filter(|commodity| !commodity.is_total()) {
        Some(commodity) => format!(" --commodity {}", digits(&commodity)),
        None => String::new(),
    };
    let yearly = match &asked.claim.states {
        States::Value(_) if asked.period.months().count() == 12 => " --yearly",
        _ => "",
    };
    let way = match asked.claim.channel {
        Channel::TradeImports => "imports",
        _ => "exports",
    };
    tell!(
        language,
        "UN Comtrade ({way} that {actor} reports, or {target}'s mirror of them): telltale fetch comtrade --reporter {actor},{target} --partner {target},{actor}{goods}{yearly} --ledger DIR --go",
        "UN Comtrade ({actor}의 보고, 또는 {target}의 상대국 보고): telltale fetch comtrade --reporter {actor},{target} --partner {target},{actor}{goods}{yearly} --ledger DIR --go"
    )
}

fn digits(commodity: &Commodity) -> &str {
    commodity.code().trim_start_matches("HS")
}
