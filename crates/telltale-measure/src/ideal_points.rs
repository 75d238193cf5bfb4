//! An ideal point is the place of a state on the one line that best explains how all states vote.
//! Unlike agreement, it takes the agenda out: a resolution that divides otherwise is told from a
//! state that moved.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use telltale_observation::Actor;

use crate::votes::{Choice, RollCall};

mod bridge;
mod path;
mod resolution;

use path::{Path, Walk, doubt};
use resolution::{Resolution, product};

/// The place of one state in one session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct IdealPoint {
    /// The session.
    pub session: u16,
    /// The state.
    pub country: Actor,
    /// Its place. Over all states and sessions together the places have mean 0 and standard
    /// deviation 1.
    pub ideal_point: f64,
    /// Lower end of the 90 % interval.
    pub lower: f64,
    /// Upper end of the 90 % interval.
    pub upper: f64,
}

/// Standard deviation of a state's walk from one session to the next.
///
/// It is wide on purpose: a state may turn within a session, as Russia did in 1991, and is not
/// smoothed over. The likeliest value by the votes alone (.14) halves the moves of the published
/// estimates, with which five-year changes then correlate by .83 instead of .92.
const STEP_SD: f64 = 0.6;
/// The same for the session in which a state first votes, around 0.
const START_SD: f64 = 1.0;
/// The search ends when no place moves by more than this.
const MOVE_MIN: f64 = 1e-3;
/// And after so many sweeps in any case.
const SWEEPS_MAX: usize = 300;
/// Sweeps over the resolutions before a place is moved, since they start without any strength.
const SWEEPS_FIRST: usize = 3;
/// Votes that a state borrows from its other sessions where the search begins.
const BORROWED: f64 = 5.0;
/// The standard normal quantile of .95.
const QUANTILE_95: f64 = 1.644_853_626_951_472_7;

/// The ideal points of all states in all sessions, by session and then by state, the line turned so
/// that `positive` lies, in the mean of its sessions, above 0.
///
/// `None` if `positive` never voted in a roll call that was not unanimous, for then nothing says
/// which end of the line is which.
///
/// # Method
/// Dynamic ordinal item response (Bailey, Strezhnev and Voeten 2017, Journal of Conflict Resolution
/// 61). In a roll call `v`, a state at `θ` leans `β_v·θ + ε`, `ε` standard normal; it says no below
/// the cut `γ_v1`, yes above `γ_v2`, and abstains between. A state walks at random from session to
/// session, `θ_t ~ N(θ_{t−1}, .36)`, twice the variance over twice the time; its first place is
/// `N(0, 1)`. Beforehand `β ~ N(0, .09)`, cuts `N(0, 25)`, the width between them Gamma(1.5, .5).
/// A resolution that came in again in the next session is a *bridge*: one strength and one pair of
/// cuts for both votes. It is known again by its title, or, where the table gives none, by its
/// votes: each other's nearest of two consecutive sessions, .97 of common voters alike, and .9 of
/// those in a minority of ten or more.
///
/// The estimate is by expectation and maximisation, without draws: every state's path is its mode
/// given the resolutions, with the variance by Laplace's approximation; every resolution is its mode
/// given the paths, over three points of each place's distribution. To a place's variance is added
/// what doubt about the resolutions adds, by the delta method. Places are standardised over all
/// states and sessions.
///
/// # Reads as
/// "In session 70 the United States stood at 2.6 (90 % interval 2.3 to 2.9), North Korea at −1.8."
///
/// # Limits
/// One line. Where states divide in two ways at once (East and West, North and South, in the
/// sixties), places at the far end of either are a compromise. Scale and zero are comparable over
/// the years only as far as the walk and the bridges tie them; compare changes of a state with those
/// of others of the same years. A recurring resolution picked by its votes is one on which few moved,
/// which holds the scale of neighbouring sessions together a little more than the truth would. The
/// intervals take the paths of other states as far as known; they do not know of a change of the
/// agenda that the line cannot express.
pub fn ideal_points(roll_calls: &[RollCall], positive: Actor) -> Option<Vec<IdealPoint>> {
    let counted: Vec<&RollCall> = roll_calls.iter().filter(|call| !call.is_unanimous()).collect();
    if !counted.iter().any(|call| call.choices.contains_key(&positive)) {
        return None;
    }
    let mut line = Line::begin(&counted, positive);
    line.settle();
    Some(line.points(positive))
}

/// One ballot: where it was cast, or on which resolution, and what it said.
type Ballot = (u32, Choice);

/// States and resolutions on one line.
struct Line {
    /// Whose each place is, and of which session: in order of states, then of sessions.
    places: Vec<(Actor, u16)>,
    /// Of each state, the range of its places.
    states: Vec<Range<usize>>,
    /// Of each resolution, the ballots, by place.
    ballots: Vec<Vec<Ballot>>,
    /// Of each place, the ballots, by resolution.
    cast: Vec<Vec<Ballot>>,
    resolutions: Vec<Resolution>,
    mean: Vec<f64>,
    variance: Vec<f64>,
}

impl Line {
    fn begin(roll_calls: &[&RollCall], positive: Actor) -> Line {
        let keys = |call: &&RollCall| {
            let session = call.session;
            call.choices.keys().map(move |state| (*state, session)).collect::<Vec<_>>()
        };
        let seen: BTreeSet<(Actor, u16)> = roll_calls.iter().flat_map(keys).collect();
        let places: Vec<(Actor, u16)> = seen.into_iter().collect();
        let (resolution_of, number) = bridge::resolutions(roll_calls);
        let mut ballots: Vec<Vec<Ballot>> = vec![Vec::new(); number];
        let mut cast: Vec<Vec<Ballot>> = vec![Vec::new(); places.len()];
        for (call, resolution) in roll_calls.iter().zip(resolution_of) {
            for (state, choice) in &call.choices {
                let place = places.binary_search(&(*state, call.session)).expect("it was seen");
                ballots[resolution].push((place as u32, *choice));
                cast[place].push((resolution as u32, *choice));
            }
        }
        let mut line = Line {
            states: runs(&places),
            resolutions: ballots.iter().map(|ballots| at_counts(ballots)).collect(),
            mean: first_places(roll_calls, &places, positive),
            variance: vec![0.1; places.len()],
            places,
            ballots,
            cast,
        };
        line.standardise();
        line
    }

    /// Moves resolutions and places in turn until they rest.
    fn settle(&mut self) {
        for _ in 0..SWEEPS_FIRST {
            self.learn_resolutions();
        }
        for _ in 0..SWEEPS_MAX {
            let before = self.mean.clone();
            self.learn_places();
            self.standardise();
            self.learn_resolutions();
            let moves = before.iter().zip(&self.mean).map(|(before, now)| (before - now).abs());
            if moves.fold(0.0, f64::max) < MOVE_MIN {
                break;
            }
        }
    }

    /// What the ballots on a resolution say: the place's mean and variance, and the choice.
    fn told<'a>(&'a self, ballots: &'a [Ballot]) -> impl Iterator<Item = (f64, f64, Choice)> + 'a {
        ballots.iter().map(|(place, choice)| {
            (self.mean[*place as usize], self.variance[*place as usize], *choice)
        })
    }

    fn learn_resolutions(&mut self) {
        let mut resolutions = std::mem::take(&mut self.resolutions);
        for (resolution, ballots) in resolutions.iter_mut().zip(&self.ballots) {
            resolution.learn(self.told(ballots));
        }
        self.resolutions = resolutions;
    }

    fn learn_places(&mut self) {
        for state in self.states.clone() {
            let (slope, information) = self.pulls(&state);
            let steps = self.steps(&state);
            let mut path =
                Path { mean: &mut self.mean[state.clone()], variance: &mut self.variance[state] };
            path.learn(&Walk(&steps), &slope, &information);
        }
    }

    /// The slope and the information of all ballots at each place of a state.
    fn pulls(&self, state: &Range<usize>) -> (Vec<f64>, Vec<f64>) {
        let sum = |place: usize| {
            let mut sum = (0.0, 0.0);
            for (resolution, choice) in &self.cast[place] {
                let pull = self.resolutions[*resolution as usize].pull(self.mean[place], *choice);
                sum.0 += pull.slope;
                sum.1 += pull.information;
            }
            sum
        };
        state.clone().map(sum).unzip()
    }

    /// The variance of a state's step to each of its sessions.
    fn steps(&self, state: &Range<usize>) -> Vec<f64> {
        let step = |at: usize| {
            if at == state.start {
                return START_SD.powi(2);
            }
            f64::from(self.places[at].1 - self.places[at - 1].1) * STEP_SD.powi(2)
        };
        state.clone().map(step).collect()
    }

    /// Moves zero to the mean of all places and makes their standard deviation 1; the resolutions
    /// go along, so that nothing is explained better or worse.
    fn standardise(&mut self) {
        let n = self.mean.len() as f64;
        let mean = self.mean.iter().sum::<f64>() / n;
        let sd = (self.mean.iter().map(|place| (place - mean).powi(2)).sum::<f64>() / n).sqrt();
        let sd = if sd > 0.0 { sd } else { 1.0 };
        self.mean.iter_mut().for_each(|place| *place = (*place - mean) / sd);
        self.variance.iter_mut().for_each(|variance| *variance /= sd * sd);
        for resolution in &mut self.resolutions {
            resolution.cuts.iter_mut().for_each(|cut| *cut -= resolution.strength * mean);
            resolution.strength *= sd;
        }
    }

    /// Of each place, the variance that comes from doubt about the resolutions.
    fn doubts(&self) -> Vec<f64> {
        let mut slope_variance = vec![0.0; self.places.len()];
        for (resolution, ballots) in self.resolutions.iter().zip(&self.ballots) {
            let covariance = resolution.covariance(self.told(ballots));
            for (place, choice) in ballots {
                let place = *place as usize;
                let by = resolution.slope_by_parameter(self.mean[place], *choice);
                let moved = product(&covariance, &by);
                slope_variance[place] += by.iter().zip(moved).map(|(a, b)| a * b).sum::<f64>();
            }
        }
        let of_state = |state: &Range<usize>| {
            let (_, information) = self.pulls(state);
            doubt(&Walk(&self.steps(state)), &information, &slope_variance[state.clone()])
        };
        self.states.iter().flat_map(of_state).collect()
    }

    fn points(&self, positive: Actor) -> Vec<IdealPoint> {
        let of_positive = self.places.iter().zip(&self.mean).filter(|(at, _)| at.0 == positive);
        let sign = if of_positive.map(|(_, mean)| mean).sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
        let doubts = self.doubts();
        let point = |at: usize| {
            let reach = QUANTILE_95 * (self.variance[at] + doubts[at]).sqrt();
            let ideal_point = sign * self.mean[at];
            let (country, session) = self.places[at];
            let (lower, upper) = (ideal_point - reach, ideal_point + reach);
            IdealPoint { session, country, ideal_point, lower, upper }
        };
        let mut points: Vec<IdealPoint> = (0..self.places.len()).map(point).collect();
        points.sort_by_key(|point| (point.session, point.country));
        points
    }
}

/// The range of each state's places.
fn runs(places: &[(Actor, u16)]) -> Vec<Range<usize>> {
    let mut end = 0;
    let run = |run: &[(Actor, u16)]| {
        let start = end;
        end += run.len();
        start..end
    };
    places.chunk_by(|a, b| a.0 == b.0).map(run).collect()
}

/// A resolution of no strength yet, with the cuts that its counts give.
fn at_counts(ballots: &[Ballot]) -> Resolution {
    let mut counts = [0.0; 3];
    ballots.iter().for_each(|(_, choice)| counts[*choice as usize] += 1.0);
    Resolution::of_counts(counts)
}

/// Where the search begins: each state at how near it votes to the one that is to be positive.
fn first_places(roll_calls: &[&RollCall], places: &[(Actor, u16)], positive: Actor) -> Vec<f64> {
    type Near = (f64, f64);
    let mut by_place: BTreeMap<(Actor, u16), Near> = BTreeMap::new();
    let mut by_state: BTreeMap<Actor, Near> = BTreeMap::new();
    for call in roll_calls {
        let Some(said) = call.choices.get(&positive) else { continue };
        for (state, choice) in &call.choices {
            let apart = f64::from((*choice as i8 - *said as i8).abs());
            let at_place = by_place.entry((*state, call.session)).or_default();
            let of_state = by_state.entry(*state).or_default();
            for near in [at_place, of_state] {
                *near = (near.0 + 1.0 - apart, near.1 + 1.0);
            }
        }
    }
    let place = |at: &(Actor, u16)| {
        let always = by_state.get(&at.0).map_or(0.0, |(near, both)| near / both);
        let (near, both) = by_place.get(at).copied().unwrap_or_default();
        (near + BORROWED * always) / (both + BORROWED)
    };
    places.iter().map(place).collect()
}
