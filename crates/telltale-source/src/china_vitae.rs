//! Travels and meetings of China's leaders, one engagement a row, as tables made of China Vitae's
//! pages have them.
//!
//! The text of a row has a fixed form: whoever was where, or travelled where, and met with whom. What
//! has another form, such as a telephone call, is left out: reading it is not a table's business.

use jiff::civil::{Date, date};
use telltale_observation::{
    Actor, Channel, Detail, Digest, Draft, Dyad, Fault, KnownAt, Modality, Mode, Period, Rank,
};

use crate::names::{Named, Names};
use crate::sheet::{self, Form, Outcome, Row, take};
use crate::{Anomaly, Asked, Cadence, Reading, Spec};

/// What is known of these engagements.
pub const SPEC: Spec = Spec {
    name: "china_vitae",
    title: "China Vitae, engagements of China's leaders with other countries",
    publisher: "China Vitae",
    licence: "none stated",
    citation: "China Vitae. VIP appearances, http://www.chinavitae.com",
    url: "http://www.chinavitae.com/vip/",
    unit: "one engagement of one leader with one country on one day: a meeting, or a day of travel",
    cadence: Cadence::Closed,
    fresh_days_max: None,
    covers: "March 2003 to December 2018; Hu Jintao, Xi Jinping, Wen Jiabao, Li Keqiang and three \
             ministers of foreign affairs",
    limits: &[
        "made of Chinese news: what is not reported there is not in it",
        "a day of a longer journey is a row of its own, and so is each group that is met",
        "a visit is the row whose place lies in the country; any other meeting is a meeting, wherever",
        "telephone calls, letters and congratulations are left out",
        "leaders below the seven are not in the copies at hand; the row of one who attends what is \
         another's is the other's engagement, and counted once",
        "an engagement is known on its own day",
    ],
    anomalies: &[Anomaly {
        when: "2003 to 2018",
        what: "England and Wales stand for the United Kingdom",
    }],
};

const OTHER: &str = "neither a meeting nor a journey: a call, a letter, a speech";
const NOBODY: &str = "a place that is no state";
const HOME: &str = "an engagement at home with nobody from abroad";

/// Who held which rank, from when on; the last that began holds.
const RANKS: &[(&str, Date, Rank)] = &[
    ("Hu Jintao", date(2002, 11, 15), Rank::Leader),
    ("Xi Jinping", date(2007, 10, 22), Rank::Minister),
    ("Xi Jinping", date(2012, 11, 15), Rank::Leader),
    ("Wen Jiabao", date(2003, 3, 16), Rank::Minister),
    ("Li Keqiang", date(2008, 3, 17), Rank::Minister),
    ("Li Zhaoxing", date(2003, 3, 17), Rank::Minister),
    ("Yang Jiechi", date(2007, 4, 27), Rank::Minister),
    ("Wang Yi", date(2013, 3, 16), Rank::Minister),
];

/// Reads a table of engagements: date, country, leader, text.
pub fn read(file: &str, bytes: &[u8], _: &Asked) -> Reading {
    let names = Names::new();
    let needed = ["date", "country", "leader", "text"];
    sheet::read_headed(file, bytes, Form::default(), &needed, &mut |row, reading| {
        take(reading, (file, row.line), engagement(row, &names));
    })
}

fn engagement(row: &Row<'_>, names: &Names) -> Result<Outcome, Box<Fault>> {
    let day = row.get("date").parse::<Date>().ok().and_then(|day| Period::day(day).ok());
    let period = day.ok_or_else(|| row.wrong("date", "no day", "a day such as 2018-03-28"))?;
    let (country, leader) = (row.get("country"), row.get("leader"));
    let target = match names.get(country) {
        Some(Named::Actor(target)) => target,
        Some(Named::Nobody) => return Ok(Outcome::Outside(NOBODY)),
        None => {
            let hint = names.nearest(country).map_or_else(
                || "a country by its English name".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            return Err(row.wrong("country", "unknown country", hint));
        }
    };
    let actor = Actor::parse("CHN").expect("an actor of ours");
    if target == actor {
        return Ok(Outcome::Outside(HOME));
    }
    let engagement = row.get("text").split("Others Attending:").next().unwrap_or_default();
    let Some(Said { principal, place, meets }) = Said::of(engagement) else {
        return Ok(Outcome::Outside(OTHER));
    };
    let is_there = place.split(',').any(|part| names.actor(part) == Some(target));
    let channel = match (is_there, meets) {
        (true, _) => Channel::Visit,
        (false, true) => Channel::Meeting,
        (false, false) => return Ok(Outcome::Outside(OTHER)),
    };
    // Of one who is in no list the rank is that of whoever attended.
    let rank = rank_of(principal, period.start()).or_else(|| rank_of(leader, period.start()));
    let known_at = KnownAt::day(period.end())
        .map_err(|error| row.wrong("date", &error.to_string(), "a day such as 2018-03-28"))?;
    // The same day may have two meetings with one country, which differ in their text alone. The rows
    // of those who attended have the text of the one who led, and are the same engagement.
    let key = Digest::of(engagement.trim().as_bytes()).to_string();
    let key = format!("{}/{principal}/{country}/{}", row.get("date"), &key[..12]);
    let what = match channel {
        Channel::Visit => format!("{principal} travels to {}", target.name_en()),
        _ => format!("{principal} meets with guests or hosts from {}", target.name_en()),
    };
    Ok(Outcome::Seen(Box::new(Draft {
        mode: Mode::Deed,
        dyad: Dyad::new(actor, target),
        channel,
        period,
        known_at,
        modality: Modality::Happened,
        what,
        detail: Detail::Event { rank, place: place.to_owned(), code: None },
        origin: row.origin(SPEC.name, key, SPEC.publisher),
    })))
}

/// The rank of a leader on a day.
fn rank_of(leader: &str, day: Date) -> Option<Rank> {
    let held = |(name, from, _): &&(&str, Date, Rank)| *name == leader && *from <= day;
    RANKS.iter().rev().find(held).map(|(_, _, rank)| *rank)
}

/// What a text of the fixed form says: `NAME was in PLACE and met with …`, `NAME travelled to PLACE`.
struct Said<'t> {
    /// Whose engagement it is.
    principal: &'t str,
    place: &'t str,
    meets: bool,
}

impl Said<'_> {
    /// Reads a text; nothing if it has another form.
    fn of(text: &str) -> Option<Said<'_>> {
        let verbs = [" was in ", " travelled to "];
        let found = verbs.iter().filter_map(|verb| text.split_once(verb));
        let (before, rest) = found.min_by_key(|(before, _)| before.len())?;
        // Others may have been there too: they stand between commas.
        let principal = before.split(',').next().unwrap_or(before).trim();
        // A sentence that has a verb of these is no name before it.
        if principal.split_whitespace().count() > 4 {
            return None;
        }
        let (place, meets) = match rest.split_once(" and met with") {
            Some((place, _)) => (place, true),
            None => (rest, false),
        };
        Some(Said { principal, place: place.trim(), meets })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_rows(rows: &str) -> Reading {
        let head = "date,year,country,leader,text";
        read("v.csv", format!("{head}\n{rows}").as_bytes(), &Asked::default())
    }

    #[test]
    fn a_journey_there_is_a_visit_and_a_meeting_elsewhere_a_meeting() {
        let rows = "2018-03-28,2018,North Korea,Xi Jinping,Xi Jinping was in Beijing Municipality and met with the following: somebody\n\
            2018-12-04,2018,Portugal,Xi Jinping,\"Xi Jinping travelled to Portugal, Lisbon \"\n\
            2009-12-04,2009,Japan,Xi Jinping,\"Xi Jinping, Ma Kai, travelled to Portugal, Lisbon and met with the following: somebody\"\n\
            2018-12-04,2018,Portugal,Xi Jinping,Xi congratulates somebody\n\
            2018-12-04,2018,Portugal,Xi Jinping,Xi Jinping was in Beijing Municipality\n\
            2018-12-04,2018,Singapore,Xi Jinping,\"Xi Jinping travelled to Singapore Others Attending: Wang Yi\"\n\
            2018-12-04,2018,Singapore,Wang Yi,\"Xi Jinping travelled to Singapore Others Attending: Wang Yi\"\n\
            2018-12-05,2018,Singapore,Wang Yi,\"Somebody Else travelled to Singapore Others Attending: Wang Yi, Another\"\n\
            2018-12-32,2018,Portugal,Xi Jinping,x\n2018-12-04,2018,Atlantis,Xi Jinping,x\n";
        let reading = read_rows(rows);
        let said: Vec<_> = reading
            .observations
            .iter()
            .map(|seen| {
                let Detail::Event { rank, place, .. } = seen.detail() else { panic!() };
                format!(
                    "{} {} {} {place}",
                    seen.dyad(),
                    seen.channel(),
                    rank.map_or("none", Rank::name)
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                "CHN→PRK meeting leader Beijing Municipality",
                "CHN→PRT visit leader Portugal, Lisbon",
                "CHN→JPN meeting minister Portugal, Lisbon",
                "CHN→SGP visit leader Singapore",
                "CHN→SGP visit leader Singapore",
                "CHN→SGP visit minister Singapore",
            ]
        );
        let ids: Vec<_> = reading.observations.iter().map(|seen| seen.id()).collect();
        assert_eq!(ids[3], ids[4], "who attends attends the same engagement");
        assert_eq!((reading.outside[OTHER], reading.rejects.len()), (2, 2));
    }
}
