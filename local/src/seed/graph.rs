//! Whom sample users know: follows, hides, blocks, friendships and requests.

use jiff::{SignedDuration, Timestamp};
use rand::RngExt as _;
use rand::rngs::SmallRng;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
use shared::domain::{Edge, Result, Toggle};
use shared::store::Store;

use super::chance::{Aspect, id_between, rng};
use super::refusal::unless_refused;
use super::sample_user::{SampleUser, SampleUsers};

/// Users come in circles of this size. The first user of each, its host, has all kinds of ties to the others, so that
/// the very first user has friends and requests in a community of any size.
const CIRCLE: u64 = 5;
/// Users make friends with at most this many users before their circle.
const NEIGHBOURS: u64 = 50;
/// Users got to know each other within this time before the account is created.
const MET_WITHIN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What connects one user to another, both by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Tie {
    kind: TieKind,
    from: u64,
    to: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum TieKind {
    /// `from` follows `to`.
    Follow,
    /// `from` hides `to`.
    Hide,
    /// `from` blocks `to`.
    Block,
    /// `from` has requested a connection, and `to` has not answered.
    Request,
    /// `from` has requested a connection, and `to` has accepted.
    Friendship,
}

/// Whether the host of the circle has befriended this user.
pub fn is_befriended_by_host(n: u64) -> bool {
    n % CIRCLE == 1
}

/// Connects a user to earlier ones.
pub async fn connect(store: &Store, users: &SampleUsers, user: SampleUser) -> Result<()> {
    let rng = &mut rng(Aspect::TieTimes, user.n);
    for Tie { kind, from, to } in ties(user.n) {
        let (Some(from), Some(to)) = (users.get(from), users.get(to)) else { continue };
        let since = from.active_since(MET_WITHIN).max(to.active_since(MET_WITHIN));
        let id = id_between(rng, since, user.seeded);
        let edge = Edge { from: from.id, to: to.id, id };
        match kind {
            TieKind::Follow => store.follows().create(edge).await.map(drop)?,
            TieKind::Hide => store.hides().create(edge).await.map(drop)?,
            TieKind::Block => {
                store.blocks().toggle(Toggle::Set, (from.id, to.id), [None, None], id).await.map(drop)?;
            }
            TieKind::Request => unless_refused(request(store, edge).await)?,
            TieKind::Friendship => unless_refused(befriend(store, rng, edge, user.seeded).await)?,
        }
    }
    Ok(())
}

/// Whether [`connect`] has reached its end for this user. The first user connects to no one, and so is finished with the
/// second.
pub async fn is_finished(store: &Store, users: &SampleUsers, user: SampleUser) -> Result<bool> {
    let ids = |tie: &Tie| Some((users.get(tie.from)?.id, users.get(tie.to)?.id));
    let ties = ties(user.n.max(1));
    let last = ties.iter().rev().filter(|tie| tie.kind == TieKind::Follow).find_map(ids);
    let Some((from, to)) = last else { return Ok(false) };
    Ok(store.follows().get(from, to).await?.is_some())
}

async fn request(store: &Store, Edge { from, to, id }: Edge) -> Result<()> {
    let request = FriendshipCommand { by: from, with: to, action: FriendshipAction::Request, id };
    store.friendships().apply(request, None).await.map(drop)
}

async fn befriend(store: &Store, rng: &mut SmallRng, edge: Edge, until: Timestamp) -> Result<()> {
    let Edge { from, to, id } = edge;
    let accepted = id_between(rng, id.created(), until);
    let request = FriendshipCommand { by: from, with: to, action: FriendshipAction::Request, id };
    let accept = FriendshipCommand { by: to, with: from, action: FriendshipAction::Accept, id: accepted };
    let requested = store.friendships().apply(request, None).await?;
    store.friendships().apply(accept, requested).await.map(drop)
}

/// The ties of the n-th user to earlier ones. Those who follow others do so last, and everyone but the first user does.
fn ties(n: u64) -> Vec<Tie> {
    let rng = &mut rng(Aspect::Ties, n);
    let tie = |kind, from, to| Tie { kind, from, to };
    let host = n - n % CIRCLE;
    let mut ties = match n % CIRCLE {
        1 => vec![tie(TieKind::Friendship, host, n), tie(TieKind::Follow, host, n)],
        2 => vec![tie(TieKind::Request, host, n)],
        3 => vec![tie(TieKind::Request, n, host)],
        4 => vec![tie(TieKind::Friendship, n, host), tie(TieKind::Follow, host, n)],
        _ => Vec::new(),
    };
    let followed = choose_followed(rng, n);
    if host > 0 {
        let mut neighbour = || rng.random_range(host.saturating_sub(NEIGHBOURS)..host);
        let (friend, hidden) = (neighbour(), neighbour());
        if rng.random_bool(0.3) {
            let kind = if rng.random_bool(0.7) { TieKind::Friendship } else { TieKind::Request };
            ties.push(tie(kind, n, friend));
        }
        let unwanted = [(9, TieKind::Hide), (13, TieKind::Block)].into_iter().find(|(rest, _)| n % 20 == *rest);
        if let Some((_, kind)) = unwanted.filter(|_| hidden != friend && !followed.contains(&hidden)) {
            ties.push(tie(kind, n, hidden));
        }
    }
    ties.extend(followed.into_iter().map(|followed| tie(TieKind::Follow, n, followed)));
    ties
}

/// Up to six earlier users. The earliest are chosen most often, so that a few users have many followers.
fn choose_followed(rng: &mut SmallRng, n: u64) -> Vec<u64> {
    let mut chosen = Vec::new();
    for _ in 0..rng.random_range(1..7) {
        // The minimum of three uniform numbers.
        let earlier = (0..3).filter(|_| n > 0).map(|_| rng.random_range(0..n)).min();
        chosen.extend(earlier.filter(|earlier| !chosen.contains(earlier)));
    }
    chosen
}

#[cfg(test)]
mod tests;
