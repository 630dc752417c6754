//! The budgets: one trip for a read, two for a list, and two for a write (a read, then the conditional write).
//!
//! DynamoDB charges two units for each kilobyte that a transaction writes.

mod accounts;
mod boot;
mod directory;
mod docs;
mod feed;
mod graph;
mod media;
mod moderation;
mod notifications;
mod offsets;
mod site;
mod users;

use tests::Request;

use crate::budgets::fixtures::Fixtures;

/// The most that a call may cost.
pub struct Budget {
    /// Method and path as the router declares them.
    pub route: &'static str,
    /// Which of the calls of the route it is.
    pub case: &'static str,
    /// The status of a call that did what the case says.
    pub status: u16,
    /// Sequential calls of the table.
    pub trips: u32,
    /// Read units.
    pub rcu: f64,
    /// Write units.
    pub wcu: f64,
    /// What the call computes.
    pub work: Work,
    /// Whether it writes as much as the caller has followers or followings.
    pub to_many: bool,
    /// Whether it reads the lists of a community with long ones.
    pub long_lists: bool,
    /// Whether the response is known: the call is made twice, and names the `ETag` of the first response in the second.
    pub revalidated: bool,
    /// The call.
    pub call: fn(&Fixtures) -> Request,
}

/// What a call does besides calling the table, if that takes a time worth mentioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Nothing,
    /// It hashes passwords.
    Hash,
    /// It decodes and resizes a picture.
    Picture,
}

/// The budget of a call in trips, read units and write units.
const fn budget(
    (route, case, status): (&'static str, &'static str, u16),
    (trips, rcu, wcu): (u32, f64, f64),
    call: fn(&Fixtures) -> Request,
) -> Budget {
    Budget {
        route,
        case,
        status,
        trips,
        rcu,
        wcu,
        work: Work::Nothing,
        to_many: false,
        long_lists: false,
        revalidated: false,
        call,
    }
}

impl Budget {
    const fn hashes(self) -> Self {
        Self { work: Work::Hash, ..self }
    }

    const fn writes_to_many(self) -> Self {
        Self { to_many: true, ..self }
    }

    const fn of_long_lists(self) -> Self {
        Self { long_lists: true, ..self }
    }

    const fn revalidated(self) -> Self {
        Self { revalidated: true, ..self }
    }

    const fn resizes(self) -> Self {
        Self { work: Work::Picture, ..self }
    }
}

/// All budgets, in the order of the documentation.
pub fn budgets() -> impl Iterator<Item = &'static Budget> {
    let tables = [
        accounts::BUDGETS,
        users::BUDGETS,
        media::BUDGETS,
        graph::BUDGETS,
        notifications::BUDGETS,
        feed::BUDGETS,
        moderation::BUDGETS,
        offsets::BUDGETS,
        boot::BUDGETS,
        site::BUDGETS,
        directory::BUDGETS,
        docs::BUDGETS,
    ];
    tables.into_iter().flatten()
}
