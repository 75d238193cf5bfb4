//! Who hears of a notice: standard output, an address on the web, a mailbox. The feed and the calendar
//! are files, written anew each time.

use serde_json::json;
use telltale_brief::tripwires::{Notice, digest_text};
use telltale_observation::Digest;
use telltale_source::fetcher::{Clock, FetchError, Fetcher, Manners, Post};
use telltale_source::mail::{Mail, Missed, Server, may_send, send};

use crate::cli::TextOrJson;
use crate::cli::tripwire::Watch;
use crate::failure::Failure;
use crate::output;

/// The variables that hold the key of the webhook, and the user and password of the mail server.
const WEBHOOK_KEY: &str = "TELLTALE_WEBHOOK_KEY";
const SMTP_USER: &str = "TELLTALE_SMTP_USER";
const SMTP_PASSWORD: &str = "TELLTALE_SMTP_PASSWORD";

/// Those who hear of notices, by name.
pub(super) fn names(asked: &Watch) -> Vec<String> {
    let mut names = vec!["output".to_owned()];
    names.extend(asked.webhook.iter().map(|_| "webhook".to_owned()));
    names.extend((!asked.mail_to.is_empty()).then(|| "mail".to_owned()));
    names
}

/// The same, and the mailboxes that a mail server did not take when the others were mailed to.
pub(super) fn all(asked: &Watch) -> impl Iterator<Item = String> {
    names(asked).into_iter().chain(asked.mail_to.iter().map(|to| mailbox(to)))
}

/// The name of one mailbox that is owed a notice which the others have.
pub(super) fn mailbox(to: &str) -> String {
    format!("mail to {to}")
}

/// Tells one of them of notices, which come together; and which mailboxes were missed.
pub(super) fn tell(
    sink: &str,
    notices: &[&Notice],
    asked: &Watch,
    clock: &dyn Clock,
) -> Result<Vec<Missed>, Failure> {
    match sink {
        "output" => print(notices, asked).map(|()| Vec::new()),
        "webhook" => webhook(notices, asked, clock).map(|()| Vec::new()),
        "mail" => Ok(mail(notices, &asked.mail_to, asked, clock)?),
        _ => match asked.mail_to.iter().find(|to| mailbox(to) == sink) {
            Some(to) => Ok(mail(notices, std::slice::from_ref(to), asked, clock)?),
            // Whoever was named in an earlier run and is not in this one waits.
            None => Err(Failure::usage(format!("nobody of this name: {sink}"), "")),
        },
    }
}

fn print(notices: &[&Notice], asked: &Watch) -> Result<(), Failure> {
    let text = match asked.format {
        TextOrJson::Text => digest_text(notices) + "\n",
        TextOrJson::Json => {
            let line = |notice: &&Notice| json!(notice).to_string() + "\n";
            notices.iter().map(line).collect()
        }
    };
    output::data(&text, None)
}

/// One id for notices that come together.
fn id(notices: &[&Notice]) -> String {
    match notices {
        [one] => one.id.clone(),
        several => {
            let ids: Vec<&str> = several.iter().map(|notice| notice.id.as_str()).collect();
            Digest::of(ids.join(" ").as_bytes()).to_string()[..32].to_owned()
        }
    }
}

/// Finds fault with an address or a mailbox that could never be told, before there is anything to tell.
pub(super) fn check(asked: &Watch, clock: &dyn Clock) -> Result<(), Failure> {
    if let Some(url) = &asked.webhook {
        let is_signed = webhook_key().is_some();
        Fetcher::new(manners(asked), clock).may_ask(url, is_signed)?;
        if !is_signed {
            output::talk(&unsigned());
        }
    }
    if let (Some(from), Some(server)) = (&asked.mail_from, &asked.smtp) {
        may_send(server, &asked.mail_to, from)?;
    }
    Ok(())
}

/// That whoever is told by a webhook cannot know by whom. It is said once, before the first look.
fn unsigned() -> String {
    format!(
        "note: notices to the webhook are not signed: whoever knows its address could make some up\n  \
         hint: set {WEBHOOK_KEY} to a key that its reader has too; docs/tripwires.md says how it is checked"
    )
}

fn manners(asked: &Watch) -> Manners {
    Manners {
        allow_private: asked.allow_private,
        allow_http: asked.allow_http,
        ..Manners::default()
    }
}

fn webhook_key() -> Option<String> {
    std::env::var(WEBHOOK_KEY).ok().filter(|key| !key.is_empty())
}

fn webhook(notices: &[&Notice], asked: &Watch, clock: &dyn Clock) -> Result<(), Failure> {
    let url = asked.webhook.as_deref().expect("asked only where there is one");
    let key = webhook_key();
    let body = json!({"notices": notices}).to_string();
    let id = id(notices);
    let post = Post { url, body: &body, id: &id, key: key.as_deref() };
    Ok(Fetcher::new(manners(asked), clock).post(&post)?)
}

fn mail(
    notices: &[&Notice],
    to: &[String],
    asked: &Watch,
    clock: &dyn Clock,
) -> Result<Vec<Missed>, FetchError> {
    let from = asked.mail_from.as_deref().expect("the command line asks for it");
    let address = asked.smtp.as_deref().expect("the command line asks for it");
    let user = std::env::var(SMTP_USER).ok().filter(|user| !user.is_empty());
    let password = std::env::var(SMTP_PASSWORD).unwrap_or_default();
    let subject = match notices {
        [one] => one.title.clone(),
        several => format!("{}: {} changes", several[0].case, several.len()),
    };
    let mail = Mail {
        from,
        to,
        subject: &subject,
        text: &digest_text(notices),
        id: &id(notices),
        at: clock.now(),
    };
    let server = Server {
        address,
        login: user.as_deref().map(|user| (user, password.as_str())),
        allow_private: asked.allow_private,
    };
    send(&server, &mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_nothing_is_signed_names_the_remedy() {
        assert!(unsigned().contains("not signed") && unsigned().contains("TELLTALE_WEBHOOK_KEY"));
    }
}
