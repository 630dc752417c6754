//! Writes users as lines of JSON, in the order of their ids.

use std::io::{self, Write};

use shared::domain::cursor::{MAX_LIMIT, PageRequest, Start};
use shared::domain::{Error, Result};
use shared::store::{Store, UserOrder};

use super::record_view::UserRecordView;

/// Writes all users who are not deleted, and returns their number. `progress` is told of each page.
pub async fn export(store: &Store, mut target: impl Write, progress: impl Fn(u64)) -> Result<u64> {
    let mut start = Start::after(None);
    let mut written = 0;
    loop {
        let page = store.users().page(UserOrder::default(), &PageRequest { limit: MAX_LIMIT, start }).await?;
        let accounts = store.accounts();
        let (accounts, hashes) =
            tokio::try_join!(accounts.get_many(&page.rows, true), accounts.password_hashes(&page.rows))?;
        for account in &accounts {
            let hash = hashes.get(&account.profile.id).map(String::as_str);
            serde_json::to_writer(&mut target, &UserRecordView::new(account, hash)).map_err(Error::internal)?;
            target.write_all(b"\n").map_err(failed)?;
        }
        written += accounts.len() as u64;
        progress(accounts.len() as u64);
        match page.next {
            Some(next) => start = Start::Cursor(next),
            None => break,
        }
    }
    target.flush().map_err(failed)?;
    Ok(written)
}

fn failed(error: io::Error) -> Error {
    Error::internal(error)
}
