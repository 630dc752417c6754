//! Notification settings.

use crate::domain::account::code::ConfirmationCode;
use crate::domain::profile::settings::Settings;
use crate::domain::{Error, Profile, Result, UserId};
use crate::dynamo::{Item, Refused, Table, Write, number, text, text_of};
use crate::store::account::labelled_writes;
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::item::{from_item, keys, to_item};
use crate::store::profile::profiles::profile_writes;

/// Attribute with the code that turns digests off.
const UNSUBSCRIBE: &str = "unsubscribe";
/// The attribute of [`Settings::email_notification_not_qa`].
const DIGESTS: &str = "email_notification_not_qa";

/// Notification settings of users.
#[derive(Clone, Copy, Debug)]
pub struct SettingsItems<'a> {
    pub(crate) table: &'a Table,
}

impl SettingsItems<'_> {
    /// Reads the settings, or the defaults where the user has changed none.
    pub async fn get(self, id: UserId) -> Result<Settings> {
        let item = self.table.get(&keys::settings(id), true).await?;
        item.map(from_item).transpose().map(Option::unwrap_or_default)
    }

    /// The code that turns the digests of a user off without a login. It is made once and stays, so that the links in all
    /// mails work. Who knows it can do nothing else.
    pub async fn unsubscribe_code(self, id: UserId) -> Result<ConfirmationCode> {
        let key = keys::settings(id);
        if let Some(code) = self.table.get(&key, true).await?.as_ref().and_then(stored_code) {
            return Ok(code);
        }
        let code = ConfirmationCode::generate_for(id).into_text();
        let write = Write::update(key).set(UNSUBSCRIBE, text(&code)).only_if("attribute_not_exists(#unsubscribe)");
        match self.table.write_repeatable(write).await? {
            Ok(item) | Err(Refused(Some(item))) => {
                stored_code(&item).ok_or_else(|| Error::internal("no code to unsubscribe"))
            }
            Err(Refused(None)) => Err(Error::unavailable("the settings were deleted at the same time")),
        }
    }

    /// Turns the digests of the user off to whom the code was mailed. `false` if it is no such code.
    pub async fn unsubscribe(self, code: &ConfirmationCode) -> Result<bool> {
        let Some(user) = code.user() else { return Ok(false) };
        let key = keys::settings(user);
        let stored = self.table.get(&key, true).await?.as_ref().and_then(stored_code);
        if !stored.is_some_and(|stored| code.matches(&stored.digest())) {
            return Ok(false);
        }
        self.table.write_if(Write::update_existing(key).set(DIGESTS, number(0))).await?;
        Ok(true)
    }

    /// Writes the difference between two states of the settings and of the profile, which has those on visibility, or none
    /// of it.
    pub async fn save(self, before: (&Settings, &Profile), after: (&Settings, &Profile)) -> Result<()> {
        let key = keys::settings(before.1.id);
        let mut writes = profile_writes(before.1, after.1)?;
        let settings = Write::update(key.clone()).changes(&to_item(&key, before.0)?, &to_item(&key, after.0)?);
        if !settings.is_empty() {
            writes.push((settings, WriteLabel::Profile));
        }
        labelled_writes::apply_or_fail(self.table, writes, "email").await
    }
}

fn stored_code(settings: &Item) -> Option<ConfirmationCode> {
    ConfirmationCode::parse(text_of(settings, UNSUBSCRIBE).ok()?).ok()
}
