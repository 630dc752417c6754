//! What staff says, told to its audience in parts, each of which asks for the next.

use futures::{StreamExt as _, TryStreamExt as _};
use shared::domain::cursor::{PageRequest, Start};
use shared::domain::event::Event;
use shared::domain::notification::announcement::Audience;
use shared::domain::{Announcement, Notification, Result, UserId};
use shared::store::{DeliveryProgress, EdgeList};

use crate::{Batch, Failures, Fanout};

/// Users told in one part.
const PART: usize = 100;
/// Users told at the same time.
const PARALLEL: usize = 16;

/// Tells the next part of the audience of every notice in the batch.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut failures = Failures::new();
    for record in &batch.records {
        let Event::AnnouncementDue { notice, after } = &record.event else { continue };
        if let Err(error) = tell_part(fanout, notice, after.as_deref()).await {
            tracing::warn!(notice = %notice.id, %error, "not told");
            failures.insert(record.id.clone());
        }
    }
    failures
}

async fn tell_part(fanout: &Fanout, notice: &Announcement, after: Option<&str>) -> Result<()> {
    let (audience, progress) = match notice.audience {
        Audience::User => (vec![notice.user], DeliveryProgress::Done),
        Audience::Connections => part(fanout, EdgeList::Connections, notice.user, after).await?,
        Audience::Followers => part(fanout, EdgeList::Followers, notice.user, after).await?,
    };
    let telling = audience.into_iter().map(async |to| {
        fanout.store.notifications().notify(&Notification::of_announcement(notice, to), fanout.clock.now()).await
    });
    futures::stream::iter(telling).buffer_unordered(PARALLEL).try_collect::<()>().await?;
    fanout.store.announcements().advance(notice.id, after, progress).await
}

/// The users of a list that come next, and how far that is.
async fn part(
    fanout: &Fanout,
    list: EdgeList,
    user: UserId,
    after: Option<&str>,
) -> Result<(Vec<UserId>, DeliveryProgress)> {
    let start = Start::after(after);
    let page = fanout.store.edge_lists().page(list, user, &PageRequest { limit: PART, start }).await?;
    let progress = page.next.map_or(DeliveryProgress::Done, |next| DeliveryProgress::Until(next.position));
    Ok((page.rows, progress))
}
