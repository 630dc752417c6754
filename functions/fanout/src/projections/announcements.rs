//! Announcements of staff: notifies the audience page by page. Each page triggers the next.

use futures::{StreamExt as _, TryStreamExt as _};
use shared::domain::cursor::{PageRequest, Start};
use shared::domain::event::Event;
use shared::domain::notification::announcement::Audience;
use shared::domain::{Announcement, Error, Notification, Result, UserId};
use shared::store::{DeliveryProgress, EdgeList};

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;
use crate::push::Pushes;

/// Users that one page notifies.
const PAGE_SIZE: usize = 100;
/// Users that are notified concurrently.
const PARALLEL: usize = 16;

/// Notifies the next page of the audience of each announcement in the batch.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut failures = Failures::default();
    for record in &batch.records {
        let Event::AnnouncementDue { announcement, after } = &record.event else { continue };
        if let Err(error) = notify_next_page(fanout, announcement, after.as_deref()).await {
            tracing::warn!(announcement = %announcement.id, %error, "cannot notify a page of the audience");
            failures.extend([Failures::of([record.id.clone()], &error)]);
        }
    }
    failures
}

async fn notify_next_page(fanout: &Fanout, announcement: &Announcement, after: Option<&str>) -> Result<()> {
    let (audience, progress) = match announcement.audience {
        Audience::User => (vec![announcement.user], DeliveryProgress::Done),
        Audience::Connections => next_page(fanout, EdgeList::Connections, announcement.user, after).await?,
        Audience::Followers => next_page(fanout, EdgeList::Followers, announcement.user, after).await?,
    };
    let notifying = audience.into_iter().map(async |to| {
        let note = Notification::of_announcement(announcement, to);
        let is_unseen = fanout.store.notifications().notify(&note, fanout.clock.now()).await?;
        Ok::<_, Error>(is_unseen.then_some(note))
    });
    let notified: Vec<_> = futures::stream::iter(notifying).buffer_unordered(PARALLEL).try_collect().await?;
    let mut pushes = Pushes::default();
    notified.into_iter().flatten().for_each(|note| pushes.notified(note));
    pushes.push(fanout).await;
    fanout.store.announcements().advance(announcement.id, after, progress).await
}

/// The next users of a list, and the progress once they are notified.
async fn next_page(
    fanout: &Fanout,
    list: EdgeList,
    user: UserId,
    after: Option<&str>,
) -> Result<(Vec<UserId>, DeliveryProgress)> {
    let start = Start::after(after);
    let page = fanout.store.edge_lists().page(list, user, &PageRequest { limit: PAGE_SIZE, start }).await?;
    let progress = page.next.map_or(DeliveryProgress::Done, |next| DeliveryProgress::Until(next.position));
    Ok((page.rows, progress))
}
