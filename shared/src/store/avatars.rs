//! A user's avatars: one item, changed in one transaction with the profile, which names the primary one's file.

use super::Store;
use super::accounts::change;
use super::keys;
use super::pauses::Pauses;
use super::profiles::{WriteOf, profile_writes, refusal};
use super::table::{from_item, to_item};
use super::write::{ABSENT, Write, number, text};
use crate::domain::{Avatars, Error, Profile, Result, Status, UserId};

type Writes = Vec<(Write, WriteOf)>;

impl Store {
    /// A user's avatars as they are now.
    pub async fn avatars(&self, user: UserId) -> Result<Avatars> {
        let item = self.table.get(&keys::avatars(user), true).await?;
        item.map(from_item).transpose().map(Option::unwrap_or_default)
    }

    /// Changes avatars, which were just read. Where somebody was faster they are read and changed again, so whatever
    /// `change` refuses it refuses by what is there. A user who is gone is a conflict.
    pub async fn change_avatars(
        &self,
        user: UserId,
        avatars: Avatars,
        change: impl Fn(&mut Avatars) -> Result<()>,
    ) -> Result<Avatars> {
        self.rewrite_avatars(user, avatars, change, |_, after| show_primary(user, after)).await
    }

    /// As [`Store::save_profile`], with a change of the avatars in the same transaction. Answers the profile as it was
    /// written.
    pub async fn save_profile_with_avatars(
        &self,
        before: &Profile,
        after: &Profile,
        avatars: Avatars,
        change: impl Fn(&mut Avatars) -> Result<()>,
    ) -> Result<Profile> {
        let showing =
            |profile: &Profile, avatars: &Avatars| Profile { avatar: avatars.primary_file(), ..profile.clone() };
        let profile = |was: &Avatars, is: &Avatars| profile_writes(&showing(before, was), &showing(after, is));
        let avatars = self.rewrite_avatars(before.id, avatars, change, profile).await?;
        Ok(showing(after, &avatars))
    }

    /// The loop of both: `rest` are the writes that go with a change from one state to another.
    async fn rewrite_avatars(
        &self,
        user: UserId,
        mut before: Avatars,
        change: impl Fn(&mut Avatars) -> Result<()>,
        rest: impl Fn(&Avatars, &Avatars) -> Result<Writes>,
    ) -> Result<Avatars> {
        let mut pauses = Pauses::new();
        loop {
            let mut after = before.clone();
            change(&mut after)?;
            if after == before {
                return Ok(after);
            }
            after.version += 1;
            let mut writes = rest(&before, &after)?;
            writes.push((replace(user, &before, &after)?, WriteOf::Avatars));
            match self.try_write(writes).await?.as_slice() {
                [] => return Ok(after),
                [WriteOf::Avatars] => {}
                refused => return Err(refusal(refused, "email")),
            }
            pauses.next("the avatars kept changing").await?;
            before = self.avatars(user).await?;
        }
    }
}

/// Puts the avatars where those that were read still are.
fn replace(user: UserId, before: &Avatars, after: &Avatars) -> Result<Write> {
    let put = Write::put(to_item(&keys::avatars(user), after)?);
    Ok(match before.version {
        0 => put.only_if(ABSENT),
        version => put.only_if("#version = :version").bind(":version", number(version)),
    })
}

/// Names the primary avatar's file in the profile of a user in good standing.
fn show_primary(user: UserId, avatars: &Avatars) -> Result<Writes> {
    let approved = serde_dynamo::to_attribute_value(Status::Approved).map_err(Error::internal)?;
    let profile = change(keys::profile(user)).only_if("#status = :status").bind(":status", approved);
    let profile = match avatars.primary() {
        Some(avatar) => profile.set("avatar", text(avatar.file.as_str())),
        None => profile.remove("avatar"),
    };
    Ok(vec![(profile, WriteOf::Profile)])
}
