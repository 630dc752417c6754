//! Archives of the data of users.

use shared::domain::DataArchive;

use crate::{App, TestUser};

impl App {
    /// Stores an archive of a user that can be downloaded.
    pub async fn make_archive_of(&self, user: &TestUser) {
        let (archives, now) = (self.state.store.data_archives(), self.state.clock.now());
        let archive = DataArchive::request(None, false, now).expect("a request");
        assert!(archives.request(user.id, None, &archive).await.expect("a request"));
        let mut upload = self.state.media.begin_archive(user.id).expect("an upload");
        upload.write(b"PK").await.expect("a file");
        upload.finish().await.expect("a file");
        assert!(archives.finish(user.id, archive.id, now).await.expect("an archive"));
    }
}
