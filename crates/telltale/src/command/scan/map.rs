//! A map of a scan: GeoJSON (RFC 7946), a line from seat to seat for every dyad whose two states have
//! one.

use serde_json::{Value, json};
use telltale_measure::Moved;
use telltale_observation::Seat;

use super::Report;

pub(super) fn lines(report: &Report<'_>) -> Value {
    let features: Vec<Value> = report.dyads.iter().filter_map(feature).collect();
    json!({
        "type": "FeatureCollection",
        "source": report.source, "as_of": report.as_of, "step": report.step,
        "from": report.from, "since": report.since, "until": report.until,
        "q": report.q, "tested": report.tested, "found": report.found,
        "features": features,
    })
}

fn feature(moved: &Moved) -> Option<Value> {
    let (actor, target) = (moved.dyad.actor, moved.dyad.target?);
    let (from, to) = (actor.seat()?, target.seat()?);
    let mut properties = serde_json::to_value(moved).ok()?;
    properties["dyad"] = json!(format!("{actor}-{target}"));
    properties["actor"] = json!(actor);
    properties["target"] = json!(target);
    properties["actor_name"] = json!(actor.name_en());
    properties["target_name"] = json!(target.name_en());
    Some(json!({
        "type": "Feature",
        "id": format!("{actor}-{target}"),
        "geometry": line(from, to),
        "properties": properties,
    }))
}

/// The short way round; a line over the 180th meridian is cut there.
fn line(from: Seat, to: Seat) -> Value {
    let apart = to.longitude - from.longitude;
    if apart.abs() <= 180.0 {
        let ends = [[from.longitude, from.latitude], [to.longitude, to.latitude]];
        return json!({"type": "LineString", "coordinates": ends});
    }
    let edge = if from.longitude > 0.0 { 180.0 } else { -180.0 };
    // Where the line meets the meridian, with the other end moved a whole turn to this side.
    let share = (edge - from.longitude) / (apart + 2.0 * edge);
    let latitude = from.latitude + share * (to.latitude - from.latitude);
    let latitude = (latitude * 100.0).round() / 100.0;
    let halves = [
        [[from.longitude, from.latitude], [edge, latitude]],
        [[-edge, latitude], [to.longitude, to.latitude]],
    ];
    json!({"type": "MultiLineString", "coordinates": halves})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(latitude: f64, longitude: f64) -> Seat {
        Seat { city: "", latitude, longitude }
    }

    #[test]
    fn a_line_is_cut_where_the_day_changes() {
        let near = line(seat(35.0, 140.0), seat(39.0, 126.0));
        assert_eq!(near["coordinates"], json!([[140.0, 35.0], [126.0, 39.0]]));
        let cut = json!([[[170.0, 10.0], [180.0, 20.0]], [[-180.0, 20.0], [-170.0, 30.0]]]);
        assert_eq!(line(seat(10.0, 170.0), seat(30.0, -170.0))["coordinates"], cut);
        let back = json!([[[-170.0, 30.0], [-180.0, 20.0]], [[180.0, 20.0], [170.0, 10.0]]]);
        assert_eq!(line(seat(30.0, -170.0), seat(10.0, 170.0))["coordinates"], back);
    }
}
