//! The clock on the wall, and the wish to stop: Ctrl-C ends what runs at the next safe place, and a
//! second one at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use telltale_source::fetcher::Clock;

/// How long a sleeper sleeps before it looks whether somebody wants to stop.
const NAP: Duration = Duration::from_millis(100);

/// The exit status of a run that somebody stopped, as shells have it.
pub(crate) const STOPPED: u8 = 130;

/// Raised once somebody wants to stop; shared by every clock of the program.
static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Whether somebody has asked to stop since a clock listens.
pub(crate) fn stopped() -> bool {
    STOP.get().is_some_and(|stop| stop.load(Ordering::Relaxed))
}

/// Why a stream ends that somebody wanted to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop;

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stopped")
    }
}

impl std::error::Error for Stop {}

/// The clock on the wall.
pub(crate) struct Wall {
    stop: Arc<AtomicBool>,
}

impl Wall {
    /// The clock, which from now on hears Ctrl-C.
    pub(crate) fn new() -> std::io::Result<Wall> {
        if let Some(stop) = STOP.get() {
            return Ok(Wall { stop: Arc::clone(stop) });
        }
        let stop = Arc::clone(STOP.get_or_init(Arc::default));
        #[cfg(unix)]
        {
            const SIGNALS: [i32; 2] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];
            for signal in SIGNALS {
                signal_hook::flag::register(signal, Arc::clone(&stop))?;
            }
            let heard = signal_hook::iterator::Signals::new(SIGNALS)?;
            std::thread::spawn(move || answer(heard));
        }
        Ok(Wall { stop })
    }
}

/// Says what becomes of a wish to stop: the first raises the flag, which is looked at between files and
/// rows, and a second ends the program at once.
#[cfg(unix)]
fn answer(mut heard: signal_hook::iterator::Signals) {
    use crate::output;

    let mut heard = heard.forever();
    if heard.next().is_some() {
        output::talk("stopping once the file at hand is done; once more stops at once");
    }
    if heard.next().is_some() {
        output::talk("stopped at once: what was committed stays");
        signal_hook::low_level::exit(i32::from(STOPPED));
    }
}

impl Clock for Wall {
    #[expect(clippy::disallowed_methods, reason = "the binary's clock; no answer depends on it")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, time: Duration) {
        let mut left = time;
        while !left.is_zero() && !self.stopped() {
            let nap = left.min(NAP);
            std::thread::sleep(nap);
            left -= nap;
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
