//! A seat is the city from which a state is governed, to set it on a map.
//!
//! Coordinates are degrees north and east, to two decimals: the centre of the city. Where capital and
//! seat of government are two, it is the one named in the table (La Paz, Amsterdam, Colombo). The
//! choice of a city says nothing about whose it is.

use std::sync::LazyLock;

use crate::Actor;

/// Where a state is governed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seat {
    /// The city.
    pub city: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

static SEATS: LazyLock<Vec<(Actor, Seat)>> =
    LazyLock::new(|| include_str!("../data/seats.csv").lines().skip(1).map(row).collect());

fn row(line: &'static str) -> (Actor, Seat) {
    let fields: Vec<&str> = line.split(',').collect();
    let [code, city, latitude, longitude] = fields[..] else {
        panic!("a seat has four fields: {line:?}");
    };
    let degrees = |text: &str| text.parse().expect("degrees are a number");
    let actor = Actor::parse(code).expect("a seat is of an actor");
    (actor, Seat { city, latitude: degrees(latitude), longitude: degrees(longitude) })
}

/// The Earth's mean radius, in kilometres.
const RADIUS_KM: f64 = 6371.0;

impl Seat {
    /// How far it is to another seat along the surface of a ball (haversine), in kilometres.
    ///
    /// ```
    /// use telltale_observation::Actor;
    /// let seat = |code| Some(Actor::parse(code).ok()?.seat()?);
    /// let (paris, london) = (seat("FRA").ok_or("no seat")?, seat("GBR").ok_or("no seat")?);
    /// assert!((paris.kilometres_to(london) - 344.0).abs() < 3.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn kilometres_to(self, other: Seat) -> f64 {
        let half_sine = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
        let (here, there) = (self.latitude.to_radians(), other.latitude.to_radians());
        let along = half_sine(self.longitude, other.longitude) * here.cos() * there.cos();
        let chord = (half_sine(self.latitude, other.latitude) + along).min(1.0);
        2.0 * RADIUS_KM * chord.sqrt().asin()
    }
}

impl Actor {
    /// Where it is governed from; every state of today has a seat, organisations have none.
    ///
    /// ```
    /// use telltale_observation::Actor;
    /// let seat = Actor::parse("PRK")?.seat().ok_or("no seat")?;
    /// assert_eq!((seat.city, seat.latitude.round()), ("Pyongyang", 39.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn seat(self) -> Option<Seat> {
        let at = SEATS.binary_search_by_key(&self, |(actor, _)| *actor).ok()?;
        Some(SEATS[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ActorKind;

    #[test]
    fn every_state_has_one_seat_on_the_globe() {
        assert!(SEATS.is_sorted_by(|a, b| a.0 < b.0), "in order, and each once");
        for state in Actor::all().filter(|actor| actor.kind() == ActorKind::State) {
            let seat = state.seat().unwrap_or_else(|| panic!("{state} has a seat"));
            assert!(seat.latitude.abs() < 70.0 && seat.longitude.abs() <= 180.0, "{state}");
        }
        assert_eq!(Actor::parse("NATO").unwrap().seat(), None);
    }

    #[test]
    fn neighbours_are_near() {
        let seat = |code: &str| Actor::parse(code).unwrap().seat().unwrap();
        for (a, b) in
            [("PRK", "KOR"), ("FRA", "BEL"), ("COD", "COG"), ("ARG", "URY"), ("AUT", "SVK")]
        {
            let (a, b) = (seat(a), seat(b));
            assert!(
                (a.latitude - b.latitude).abs() < 4.0 && (a.longitude - b.longitude).abs() < 4.0
            );
        }
    }
}
