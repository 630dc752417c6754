//! Mentions with the current names of users.

use std::collections::HashMap;

use crate::domain::account::username::Username;
use crate::domain::post::mention::{Names, mentioned, named};
use crate::domain::{Profile, Result, UserId};
use crate::store::Store;

/// Mentioned users that are looked up for one response. The others have the names that they had when they were mentioned.
const LOOKED_UP_MAX: usize = 100;

/// Looks up the users whom these texts mention: half a read unit each, and nothing if there are none. Those whose profiles
/// are `known` are not read again.
pub async fn names_in<'a>(
    store: &Store,
    texts: impl Iterator<Item = &'a str>,
    known: &HashMap<UserId, Profile>,
) -> Result<Names> {
    let mut users: Vec<UserId> = texts.flat_map(mentioned).collect();
    users.sort_unstable();
    users.dedup();
    let name =
        |profile: &Profile| -> Option<Username> { Some(&profile.username).filter(|_| !profile.is_deleted()).cloned() };
    let (here, mut others): (Vec<UserId>, Vec<UserId>) = users.into_iter().partition(|user| known.contains_key(user));
    others.truncate(LOOKED_UP_MAX);
    let mut names: Names = here.iter().filter_map(|user| Some((*user, name(known.get(user)?)))).collect();
    if !others.is_empty() {
        let found = store.profiles().get_many(&others).await?;
        names.extend(others.into_iter().map(|user| (user, found.get(&user).and_then(name))));
    }
    Ok(names)
}

/// Looks up those whom a new text mentions, and writes their names into it. Of those who do not exist only the text stays.
pub async fn resolve_mentions(store: &Store, html: &mut String) -> Result<()> {
    let names = names_in(store, std::iter::once(html.as_str()), &HashMap::new()).await?;
    if !names.is_empty() {
        *html = named(html, &names);
    }
    Ok(())
}
