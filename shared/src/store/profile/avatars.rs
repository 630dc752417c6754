//! A user's avatars: one item, changed in one transaction with the profile, which names the primary avatar's file.

use crate::domain::{Avatars, Error, Id, Profile, Result, Status, UserId};
use crate::dynamo::{ABSENT, Backoff, Table, Write, number, text};
use crate::store::account::former_usernames::FormerUsernames;
use crate::store::account::labelled_writes;
use crate::store::account::labelled_writes::{WriteLabel, refusal};
use crate::store::idempotency::{Completion, KeyClaim};
use crate::store::item::{from_item, keys, to_item};
use crate::store::profile::profiles::profile_writes;

type Writes = Vec<(Write, WriteLabel)>;

/// The avatars of users.
#[derive(Clone, Copy, Debug)]
pub struct AvatarItems<'a> {
    pub(crate) table: &'a Table,
}

impl AvatarItems<'_> {
    /// Reads a user's avatars consistently.
    pub async fn get(self, user: UserId) -> Result<Avatars> {
        let item = self.table.get(&keys::avatars(user), true).await?;
        item.map(from_item).transpose().map(Option::unwrap_or_default)
    }

    /// Changes avatars that were just read. After a concurrent change they are read and changed again, so that `change`
    /// always decides on current data. A deleted user is a conflict.
    pub async fn change(
        self,
        user: UserId,
        avatars: Avatars,
        change: impl Fn(&mut Avatars) -> Result<()>,
    ) -> Result<Avatars> {
        self.rewrite(user, avatars, change, |_, after| show_primary(user, after), &Completion::none()).await
    }

    /// Makes the change that adds the avatar `added`, as [`AvatarItems::change`] does, under an idempotency key.
    pub async fn change_once(
        self,
        user: UserId,
        avatars: Avatars,
        change: impl Fn(&mut Avatars) -> Result<()>,
        (claim, added): (&KeyClaim, Id),
    ) -> Result<Avatars> {
        self.rewrite(user, avatars, change, |_, after| show_primary(user, after), &claim.completion(added)).await
    }

    /// Saves a profile as `Profiles::save` does, with a change of the avatars in the same transaction. Returns the
    /// profile as written.
    pub async fn save_with_profile(
        self,
        before: &Profile,
        after: &Profile,
        avatars: Avatars,
        change: impl Fn(&mut Avatars) -> Result<()>,
        now: i64,
    ) -> Result<Profile> {
        let renamed = FormerUsernames { table: self.table }.rename(before, after, now).await?;
        let showing =
            |profile: &Profile, avatars: &Avatars| Profile { avatar: avatars.primary_file(), ..profile.clone() };
        let profile = |was: &Avatars, is: &Avatars| -> Result<Writes> {
            let writes = profile_writes(&showing(before, was), &showing(after, is))?;
            Ok(renamed.iter().cloned().chain(writes).collect())
        };
        let avatars = self.rewrite(before.id, avatars, change, profile, &Completion::none()).await?;
        Ok(showing(after, &avatars))
    }

    /// The loop of all; `rest` returns the writes that go with a change.
    async fn rewrite(
        self,
        user: UserId,
        mut before: Avatars,
        change: impl Fn(&mut Avatars) -> Result<()>,
        rest: impl Fn(&Avatars, &Avatars) -> Result<Writes>,
        completion: &Completion,
    ) -> Result<Avatars> {
        let mut backoff = Backoff::new();
        loop {
            let mut after = before.clone();
            change(&mut after)?;
            if after == before {
                return Ok(after);
            }
            after.version += 1;
            let mut writes = rest(&before, &after)?;
            writes.push((replace(user, &before, &after)?, WriteLabel::Avatars));
            match labelled_writes::apply(self.table, writes, completion).await?.as_slice() {
                [] => return Ok(after),
                [WriteLabel::Avatars] => {}
                refused => return Err(refusal(refused, "email")),
            }
            backoff.wait("the avatars kept changing").await?;
            before = self.get(user).await?;
        }
    }
}

/// Replaces the avatars if they are still at the version that was read.
fn replace(user: UserId, before: &Avatars, after: &Avatars) -> Result<Write> {
    let put = Write::put(to_item(&keys::avatars(user), after)?);
    Ok(match before.version {
        0 => put.only_if(ABSENT),
        version => put.only_if("#version = :version").bind(":version", number(version)),
    })
}

/// Writes the primary avatar's file to the profile of an approved user.
fn show_primary(user: UserId, avatars: &Avatars) -> Result<Writes> {
    let approved = serde_dynamo::to_attribute_value(Status::Approved).map_err(Error::internal)?;
    let profile = Write::update_existing(keys::profile(user)).only_if("#status = :status").bind(":status", approved);
    let profile = match avatars.primary() {
        Some(avatar) => profile.set("avatar", text(avatar.file.as_str())),
        None => profile.remove("avatar"),
    };
    Ok(vec![(profile, WriteLabel::Profile)])
}
