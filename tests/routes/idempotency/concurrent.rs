//! Requests with the same key at the same time.

use std::collections::BTreeSet;

use futures::future::join_all;

use super::{CREATIONS, Fixtures};

#[tokio::test]
async fn sixteen_at_once_create_one_object() {
    let f = Fixtures::new().await;
    for creation in &CREATIONS {
        let route = creation.route;
        let answers = join_all((0..16).map(|_| creation.keyed(&f, "a key", 1).into_future())).await;
        let (done, waiting): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == creation.status);
        let first = done.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count();
        assert_eq!(first, 1, "{route}");
        for answer in waiting {
            assert_eq!((answer.status, answer.header("retry-after")), (409, "1"), "{route}: {answer:?}");
            assert!(answer.body.contains("idempotency_in_progress"), "{route}: {answer:?}");
        }
        let objects = f.objects().await;
        let last = creation.keyed(&f, "a key", 1).await.expect(creation.status);
        let bodies = done.iter().copied().chain([&last]).map(|answer| creation.comparable(&answer.body).to_string());
        assert_eq!(bodies.collect::<BTreeSet<_>>().len(), 1, "{route}");
        assert_eq!(f.objects().await, objects, "{route}");
    }
}
