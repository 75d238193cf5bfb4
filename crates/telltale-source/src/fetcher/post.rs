//! Sends a notice to an address on the web: signed, so that whoever gets it knows from whom it is, and
//! sent again if it may not have come.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use ureq::http::Uri;

use super::{FetchError, Fetcher, refusal};
use std::time::Duration;

/// What is sent.
#[derive(Clone, Debug)]
pub struct Post<'p> {
    /// Where to.
    pub url: &'p str,
    /// The notice, as JSON.
    pub body: &'p str,
    /// The id of the notice: the same again is the same notice.
    pub id: &'p str,
    /// With what it is signed; without it, it is not.
    pub key: Option<&'p str>,
}

impl Fetcher<'_> {
    /// Sends a notice, and tries again as [`Fetcher::fetch`] does. No redirect is followed.
    ///
    /// The signature is the header `Telltale-Signature: t=SECONDS,v1=HEX`, in which HEX is
    /// HMAC-SHA256 (RFC 2104) of `SECONDS.BODY`; `Telltale-Delivery` holds the id.
    ///
    /// # Errors
    /// [`FetchError`], of the last attempt, which names the host and no more of the address: whoever
    /// knows the rest of it may send notices too.
    pub fn post(&mut self, post: &Post<'_>) -> Result<(), FetchError> {
        let mut attempt = 1;
        loop {
            if self.clock.stopped() {
                return Err(FetchError::Stopped);
            }
            match self.post_once(post) {
                Err(error) => self.pause_after(error.without_address(post.url), attempt)?,
                Ok(()) => return Ok(()),
            }
            attempt += 1;
        }
    }

    fn post_once(&mut self, post: &Post<'_>) -> Result<(), FetchError> {
        let uri: Uri = self.checked(post.url, post.key.is_some())?;
        self.wait_for_turn(&uri, Duration::ZERO);
        let seconds = self.clock.now().as_second();
        let mut call = self.agent.post(uri.clone());
        call = call.header("content-type", "application/json; charset=utf-8");
        call = call.header("telltale-delivery", post.id);
        if let Some(key) = post.key {
            let signature = signature(key, seconds, post.body);
            call = call.header("telltale-signature", format!("t={seconds},v1={signature}"));
        }
        let answer = call.send(post.body);
        let response = answer.map_err(|error| self.fault(post.url, &uri, error))?;
        match response.status().as_u16() {
            200..=299 => Ok(()),
            _ => Err(refusal(post.url, response, self.clock.now())),
        }
    }
}

/// HMAC-SHA256 of the time and the body, in hexadecimal digits.
fn signature(key: &str, seconds: i64, body: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length is a key");
    mac.update(format!("{seconds}.{body}").as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_standard() {
        // Made with Python's hmac.new(b"key", b"1700000000.{}", "sha256").
        let expected = "9d713ed406bb7076d4123f0dc2c39d2d";
        let signature = signature("key", 1_700_000_000, "{}");
        assert_eq!((signature.len(), &signature[..32]), (64, expected));
    }
}
