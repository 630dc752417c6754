//! Makes the archives that users ask for: a ZIP file of JSON and pictures (`docs/data-portability.md`).
//!
//! The archive is uploaded in parts while it is read from the table, so that it takes the same memory whatever a user has
//! written. Processing is idempotent: a request whose archive is there, or that another one has replaced, is removed.

mod writer;

use shared::domain::time::{Clock, rfc3339};
use shared::domain::{DataArchive, FileName, Result, UserId};
use shared::media::{ArchiveRequest, ArchiveUpload, Media};
use shared::store::{Account, Store};

use writer::Writer;

/// Makes the archives of users.
#[derive(Clone)]
pub struct Archives {
    store: Store,
    media: Media,
    clock: Clock,
    entries_max: Option<usize>,
}

impl Archives {
    /// Makes the archives of the data in this store and of the pictures in this place.
    pub fn new(store: Store, media: Media, clock: Clock) -> Self {
        Self { store, media, clock, entries_max: None }
    }

    /// The same with at most this many entries in each file.
    pub fn with_entries_max(self, entries_max: usize) -> Self {
        Self { entries_max: Some(entries_max), ..self }
    }

    /// Processes all requests of the place, for one that notifies no function.
    pub async fn process_all(&self) -> Result<()> {
        for request in self.media.archive_requests().await? {
            self.process(request).await?;
        }
        Ok(())
    }

    /// Makes an archive and removes the request. After an error the request stays and can be processed again.
    pub async fn process(&self, request: ArchiveRequest) -> Result<()> {
        let ArchiveRequest { user, id } = request;
        let archive = self.store.data_archives().get(user).await?;
        let account = self.store.accounts().get(user).await?;
        let is_due = |archive: &DataArchive| archive.id == id && archive.generated.is_none();
        match (archive.filter(is_due), account) {
            (Some(_), Some(account)) => {
                self.make(&account).await?;
                self.finish(request).await?;
            }
            // An earlier attempt may have made it.
            (_, None) => self.media.remove_archive(user).await?,
            _ => tracing::info!(%user, %id, "an archive is not needed any more"),
        }
        self.media.finish_archive_request(request).await
    }

    /// Lets the user download the archive, unless they were deleted while it was made.
    async fn finish(&self, ArchiveRequest { user, id }: ArchiveRequest) -> Result<()> {
        let finished = self.store.data_archives().finish(user, id, self.clock.now()).await?;
        // A deletion that comes later removes the archive.
        if self.store.accounts().get(user).await?.is_none() {
            return self.media.remove_archive(user).await;
        }
        tracing::info!(%user, %id, finished, "made an archive");
        Ok(())
    }

    async fn make(&self, account: &Account) -> Result<()> {
        let user = account.profile.id;
        let mut upload = self.media.begin_archive(user)?;
        let mut writer = Writer::new();
        let mut data = self.store.user_data(user);
        if let Some(max) = self.entries_max {
            data = data.with_entries_max(max);
        }
        while let Some(part) = data.next().await? {
            for entry in part {
                writer.entry(entry.file, &entry.value)?;
                pass_on(&mut writer, &mut upload).await?;
            }
        }
        let pictures = self.pictures(user, &mut writer, &mut upload).await?;
        let index = serde_json::json!({
            "user": user,
            "username": account.profile.username.as_str(),
            "generated_at": rfc3339(self.clock.now()),
            "entries": data.entries(),
            "incomplete": data.cut(),
            "pictures": pictures,
        });
        writer.document("index.json", &index)?;
        upload.write(&writer.finish()?).await?;
        upload.finish().await
    }

    /// Adds the user's pictures. Returns how many there are.
    async fn pictures(&self, user: UserId, writer: &mut Writer, upload: &mut ArchiveUpload) -> Result<usize> {
        let mut names = self.media.names_of(user).await?;
        names.sort_by_key(FileName::to_string);
        let mut count = 0;
        for name in names {
            let Some(content) = self.media.read(&name).await? else { continue };
            let file = name.to_string();
            writer.picture(file.rsplit('/').next().unwrap_or(&file), &content)?;
            pass_on(writer, upload).await?;
            count += 1;
        }
        Ok(count)
    }
}

/// Uploads what is written.
async fn pass_on(writer: &mut Writer, upload: &mut ArchiveUpload) -> Result<()> {
    match writer.written() {
        written if written.is_empty() => Ok(()),
        written => upload.write(&written).await,
    }
}
