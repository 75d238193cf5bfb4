//! The charts of a brief, as SVG: each with a title, units, its sources, a text alternative, and
//! its data as a table beside it.

use maud::{Markup, html};
use telltale_measure::Direction;
use telltale_observation::{Actor, Channel, Month, Rank};

use crate::brief::{Brief, Strip, StripMark, TradeMonth, TradeSeries, Verdict};
use crate::language::{Language, grouped, odds_number, tell};

/// A drawing with the words that stand for it.
pub(super) struct Chart {
    /// What it shows, with units.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub alternative: String,
    /// Where its numbers come from.
    pub source: String,
    /// The drawing.
    pub svg: Markup,
    /// Headings of its data.
    pub columns: Vec<String>,
    /// Rows of its data.
    pub rows: Vec<Vec<String>>,
}

/// A number with one decimal, as coordinates are written.
fn at(number: f64) -> String {
    format!("{number:.1}")
}

/// The subject's bearings among its partners: how probable it is that it moves towards each.
pub(super) fn compass(brief: &Brief, language: Language) -> Chart {
    let subject = language.name(brief.subject);
    let as_of = brief.as_of;
    let title = tell!(
        language,
        "Bearings of {subject}, as of {as_of} (probability of moving closer, %)",
        "{as_of} 기준 {subject}의 방향 (가까워질 확률, %)"
    );
    let rows: Vec<Vec<String>> = brief.verdicts.iter().map(|v| bearing(v, language)).collect();
    let told: Vec<String> =
        rows.iter().map(|row| format!("{}: {}, {}", row[0], row[1], row[2])).collect();
    Chart {
        alternative: told.join("; "),
        source: language
            .pick("Source: the verdicts of this brief", "출처: 이 브리프의 판단")
            .to_owned(),
        svg: rose(brief, &title, &told.join("; "), language),
        columns: [("Partner", "상대"), ("Direction", "방향"), ("Probability", "확률")]
            .map(|(english, korean)| language.pick(english, korean).to_owned())
            .to_vec(),
        rows,
        title,
    }
}

fn bearing(verdict: &Verdict, language: Language) -> Vec<String> {
    vec![
        language.name(verdict.target).to_owned(),
        crate::verdict::direction_word(verdict.direction, language).to_owned(),
        verdict.told_probability().map_or("–".to_owned(), odds_number),
    ]
}

const ROSE: f64 = 100.0;

fn rose(brief: &Brief, title: &str, alternative: &str, language: Language) -> Markup {
    let spread = brief.verdicts.len().max(1) as f64;
    html! {
        svg.rose viewBox="-215 -150 430 300" role="img" aria-label=(title) {
            title { (title) } desc { (alternative) }
            @for (radius, label) in [(ROSE, "100"), (ROSE / 2.0, "50")] {
                circle.ring cx="0" cy="0" r=(at(radius)) {}
                text.tick x=(at(radius * 0.71 + 3.0)) y=(at(-radius * 0.71)) { (label) }
            }
            @for (index, verdict) in brief.verdicts.iter().enumerate() {
                (needle(verdict, index as f64 / spread * std::f64::consts::TAU, language))
            }
            circle.hub cx="0" cy="0" r="16" {}
            text.hubname x="0" y="4" { (brief.subject.code()) }
        }
    }
}

/// A needle as long as the probability; a short dashed one where it cannot be told.
fn needle(verdict: &Verdict, angle: f64, language: Language) -> Markup {
    let (east, south) = (angle.sin(), -angle.cos());
    let told = verdict.direction != Direction::CannotTell;
    let length = verdict.told_probability().unwrap_or(0.5) * ROSE;
    let (x, y) = (east * length, south * length);
    let (side, ahead) = ((-south, east), (east * 12.0, south * 12.0));
    let tip = format!(
        "{},{} {},{} {},{}",
        at(x),
        at(y),
        at(x - ahead.0 + side.0 * 6.0),
        at(y - ahead.1 + side.1 * 6.0),
        at(x - ahead.0 - side.0 * 6.0),
        at(y - ahead.1 - side.1 * 6.0)
    );
    let anchor = if east > 0.3 {
        "start"
    } else if east < -0.3 {
        "end"
    } else {
        "middle"
    };
    let (label_x, label_y) = (east * (ROSE + 10.0), south * (ROSE + 22.0) + 2.0);
    let number = verdict.told_probability().map_or("?".to_owned(), odds_number);
    html! {
        g class=(class(verdict.direction)) {
            line x1="0" y1="0" x2=(at(x)) y2=(at(y)) {}
            @if told { polygon points=(tip) {} }
            text.name x=(at(label_x)) y=(at(label_y)) text-anchor=(anchor) {
                (language.name(verdict.target))
            }
            text.value x=(at(label_x)) y=(at(label_y + 13.0)) text-anchor=(anchor) { (number) }
        }
    }
}

/// The class under which the style sheet knows a direction.
pub(super) fn class(direction: Direction) -> &'static str {
    match direction {
        Direction::Tightening => "tightening",
        Direction::Loosening => "loosening",
        Direction::Steady => "steady",
        Direction::CannotTell => "cannot-tell",
    }
}

const WIDE: f64 = 720.0;
const HIGH: f64 = 220.0;
const LEFT: f64 = 58.0;
const BASE: f64 = HIGH - 28.0;

/// Twelve months of trade, with the year before as a ghost line.
pub(super) fn trade(series: &TradeSeries, language: Language) -> Chart {
    let (reporter, partner) = (language.name(series.actor), language.name(series.target));
    let (unit, source) = (series.unit, &series.source);
    let flow = match series.channel {
        Channel::TradeImports => language.pick("imports from", "수입 상대"),
        _ => language.pick("exports to", "수출 상대"),
    };
    let title = tell!(
        language,
        "{reporter}'s {flow} {partner} by month ({unit} million)",
        "{reporter}의 월별 {flow} {partner} (백만 {unit})"
    );
    let months: Vec<Month> = series.month.plus(-11).through(series.month).collect();
    let now: Vec<Option<&TradeMonth>> = months.iter().map(|month| value(series, *month)).collect();
    let before: Vec<Option<&TradeMonth>> =
        months.iter().map(|month| value(series, month.plus(-12))).collect();
    let latest = grouped(series.latest / 1e6);
    let month = language.month(series.month);
    let alternative = tell!(
        language,
        "{month}: {latest} million {unit}; the grey line is the year before",
        "{month}: {latest}백만 {unit}; 회색 선은 1년 전"
    );
    Chart {
        svg: lines(&months, &now, &before, &title, &alternative, language),
        alternative,
        source: tell!(language, "Source: {source}", "출처: {source}"),
        columns: [("Month", "월"), ("Million", "백만"), ("A year before", "1년 전")]
            .map(|(english, korean)| language.pick(english, korean).to_owned())
            .to_vec(),
        rows: months
            .iter()
            .zip(now.iter().zip(&before))
            .map(|(month, (now, before))| {
                vec![month.to_string(), millions(*now), millions(*before)]
            })
            .collect(),
        title,
    }
}

fn value(series: &TradeSeries, month: Month) -> Option<&TradeMonth> {
    series.months.iter().find(|entry| entry.month == month)
}

/// Millions with one decimal; a figure that was computed, not printed, bears an asterisk.
fn millions(entry: Option<&TradeMonth>) -> String {
    let text = |entry: &TradeMonth| {
        let tenths = (entry.value / 1e5).round();
        format!(
            "{}.{}{}",
            grouped((tenths / 10.0).trunc()),
            tenths % 10.0,
            if entry.derived { "*" } else { "" }
        )
    };
    entry.map_or("–".to_owned(), text)
}

fn lines(
    months: &[Month],
    now: &[Option<&TradeMonth>],
    before: &[Option<&TradeMonth>],
    title: &str,
    alternative: &str,
    language: Language,
) -> Markup {
    let top = now.iter().chain(before).flatten().map(|entry| entry.value).fold(1.0, f64::max);
    let top = nice(top / 1e6) * 1e6;
    let x = |index: usize| {
        LEFT + (WIDE - LEFT - 16.0) * index as f64 / (months.len() - 1).max(1) as f64
    };
    let y = |value: f64| BASE - (BASE - 14.0) * value / top;
    html! {
        svg.lines viewBox=(format!("0 0 {WIDE} {HIGH}")) role="img" aria-label=(title) {
            title { (title) } desc { (alternative) }
            @for quarter in 0..=4 {
                @let level = top * f64::from(quarter) / 4.0;
                line.grid x1=(at(LEFT)) x2=(at(WIDE - 16.0)) y1=(at(y(level))) y2=(at(y(level))) {}
                text.tick x=(at(LEFT - 6.0)) y=(at(y(level) + 4.0)) text-anchor="end" { (grouped(level / 1e6)) }
            }
            @for (index, month) in months.iter().enumerate() {
                text.tick x=(at(x(index))) y=(at(BASE + 16.0)) text-anchor="middle" {
                    (format!("{}.{:02}", month.year() % 100, month.number()))
                }
            }
            path.ghost d=(path(before, x, y)) {}
            path.now d=(path(now, x, y)) {}
            @for (index, entry) in now.iter().enumerate() {
                @if let Some(entry) = entry {
                    circle.dot cx=(at(x(index))) cy=(at(y(entry.value))) r="3" {
                        title { (entry.month) ": " (millions(Some(entry))) }
                    }
                }
            }
            g.legend {
                line.now x1=(at(LEFT + 8.0)) x2=(at(LEFT + 32.0)) y1="8" y2="8" {}
                text x=(at(LEFT + 38.0)) y="12" { (language.pick("latest twelve months", "최근 12개월")) }
                line.ghost x1=(at(LEFT + 190.0)) x2=(at(LEFT + 214.0)) y1="8" y2="8" {}
                text x=(at(LEFT + 220.0)) y="12" { (language.pick("a year before", "1년 전")) }
            }
        }
    }
}

/// The path through the months that have a value; a month without one breaks the line.
fn path(
    entries: &[Option<&TradeMonth>],
    x: impl Fn(usize) -> f64,
    y: impl Fn(f64) -> f64,
) -> String {
    let mut path = String::new();
    let mut pen = 'M';
    for (index, entry) in entries.iter().enumerate() {
        match entry {
            Some(entry) => {
                path += &format!("{pen}{} {} ", at(x(index)), at(y(entry.value)));
                pen = 'L';
            }
            None => pen = 'M',
        }
    }
    path
}

/// The next round number at or above this one, for the top of an axis.
fn nice(number: f64) -> f64 {
    let scale = 10f64.powf(number.log10().floor());
    let steps = [1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0];
    steps.iter().map(|step| step * scale).find(|top| *top >= number).unwrap_or(number)
}

const LANE: f64 = 34.0;
const LANE_LEFT: f64 = 96.0;

/// Visits, meetings and ceremonies with each partner, and launches, through time.
pub(super) fn strip(brief: &Brief, language: Language) -> Chart {
    let strip = &brief.strip;
    let subject = language.name(brief.subject);
    let (from, to) = (strip.from, strip.to);
    let title = tell!(
        language,
        "Visits, meetings, ceremonies and launches of {subject}, {from} to {to} (one mark each)",
        "{subject}의 방문·회담·의례·발사, {from}–{to} (표시 하나가 한 건)"
    );
    let lanes: Vec<Option<Actor>> =
        brief.partners.iter().copied().map(Some).chain([None]).collect();
    let counts: Vec<String> = lanes
        .iter()
        .map(|lane| {
            let count = strip.marks.iter().filter(|mark| mark.partner == *lane).count();
            format!("{}: {count}", lane_name(*lane, language))
        })
        .collect();
    let alternative = counts.join("; ");
    let caution = language.pick(
        "Marks are what the sources recorded, not all that happened; their number is no trend",
        "표시는 출처에 기록된 것일 뿐 전부가 아니며, 개수는 추세가 아님",
    );
    Chart {
        svg: strip_svg(strip, &lanes, &title, &alternative, language),
        source: caution.to_owned(),
        columns: [
            ("Date", "날짜"),
            ("With", "상대"),
            ("Channel", "유형"),
            ("Rank", "직급"),
            ("What", "내용"),
        ]
        .map(|(english, korean)| language.pick(english, korean).to_owned())
        .to_vec(),
        rows: strip.marks.iter().map(|mark| strip_row(mark, language)).collect(),
        alternative,
        title,
    }
}

fn lane_name(lane: Option<Actor>, language: Language) -> &'static str {
    lane.map_or(language.pick("launches", "발사"), |actor| language.name(actor))
}

fn strip_row(mark: &StripMark, language: Language) -> Vec<String> {
    vec![
        mark.date.to_string(),
        mark.partner.map_or("–".to_owned(), |actor| language.name(actor).to_owned()),
        mark.channel.to_string(),
        mark.rank.map_or("–".to_owned(), |rank| rank.to_string()),
        mark.what.clone(),
    ]
}

fn strip_svg(
    strip: &Strip,
    lanes: &[Option<Actor>],
    title: &str,
    alternative: &str,
    language: Language,
) -> Markup {
    let days = f64::from((strip.to.last_day() - strip.from.first_day()).get_days()).max(1.0);
    let x = |day: jiff::civil::Date| {
        let passed = f64::from((day - strip.from.first_day()).get_days());
        LANE_LEFT + (WIDE - LANE_LEFT - 16.0) * passed / days
    };
    let high = LANE * lanes.len() as f64 + 44.0;
    html! {
        svg.strip viewBox=(format!("0 0 {WIDE} {high}")) role="img" aria-label=(title) {
            title { (title) } desc { (alternative) }
            @for month in strip.from.through(strip.to).filter(|month| month.number() % 3 == 1) {
                line.grid x1=(at(x(month.first_day()))) x2=(at(x(month.first_day()))) y1="20" y2=(at(high - 20.0)) {}
                text.tick x=(at(x(month.first_day()))) y=(at(high - 6.0)) text-anchor="middle" { (month) }
            }
            @for (index, lane) in lanes.iter().enumerate() {
                @let middle = 20.0 + LANE * (index as f64 + 0.5);
                line.lane x1=(at(LANE_LEFT)) x2=(at(WIDE - 16.0)) y1=(at(middle)) y2=(at(middle)) {}
                text.lanename x=(at(LANE_LEFT - 8.0)) y=(at(middle + 4.0)) text-anchor="end" {
                    (lane_name(*lane, language))
                }
                @for mark in strip.marks.iter().filter(|mark| mark.partner == *lane) {
                    (glyph(mark, x(mark.date), middle))
                }
            }
            (strip_legend(language))
        }
    }
}

/// One mark: its shape is the channel, its size the rank.
fn glyph(mark: &StripMark, x: f64, y: f64) -> Markup {
    let size = match mark.rank {
        Some(Rank::Leader) => 8.0,
        Some(Rank::Minister) => 6.0,
        _ => 4.0,
    };
    html! {
        g class=(format!("mark {}", mark.channel)) {
            title { (mark.date) ": " (mark.what) }
            (shape(mark.channel, x, y, size))
        }
    }
}

fn shape(channel: Channel, x: f64, y: f64, size: f64) -> Markup {
    html! {
        @match channel {
            Channel::Visit => { circle cx=(at(x)) cy=(at(y)) r=(at(size)) {} }
            Channel::Meeting => {
                polygon points=(format!("{},{} {},{} {},{} {},{}",
                    at(x), at(y - size), at(x + size), at(y), at(x), at(y + size), at(x - size), at(y))) {}
            }
            Channel::Ceremony => {
                rect x=(at(x - size * 0.8)) y=(at(y - size * 0.8)) width=(at(size * 1.6)) height=(at(size * 1.6)) {}
            }
            _ => { line x1=(at(x)) x2=(at(x)) y1=(at(y - 10.0)) y2=(at(y + 10.0)) {} }
        }
    }
}

fn strip_legend(language: Language) -> Markup {
    let entries = [Channel::Visit, Channel::Meeting, Channel::Ceremony, Channel::Launch];
    html! {
        g.legend {
            @for (index, channel) in entries.into_iter().enumerate() {
                @let x = LANE_LEFT + 8.0 + 110.0 * index as f64;
                g class=(format!("mark {channel}")) { (shape(channel, x, 9.0, 5.0)) }
                text x=(at(x + 12.0)) y="13" { (language.pick(channel.plural(), channel.korean())) }
            }
            text x=(at(LANE_LEFT + 450.0)) y="13" { (language.pick("larger: higher rank", "클수록 높은 직급")) }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn axes_end_on_round_numbers() {
        for (number, expected) in [(1622.9, 2000.0), (99.0, 100.0), (0.31, 0.32), (1.0, 1.0)] {
            assert!((super::nice(number) - expected).abs() < 1e-9, "{number}");
        }
    }
}
