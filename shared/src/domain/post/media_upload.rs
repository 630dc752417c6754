//! Pictures that a client uploads in chunks, one after the other.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Problem, Result};
use crate::domain::id::{Id, UserId};
use crate::domain::profile::picture::ORIGINAL_MAX;

/// Smallest size of a chunk that is not the last, in bytes. With it an upload has at most 320 chunks.
pub const CHUNK_MIN: u32 = 64 * 1024;
/// How long an upload can be continued after it began, in seconds.
pub const UPLOAD_LIFETIME: i64 = 60 * 60;
/// How long a request that completes an upload keeps others away, in seconds.
pub const COMPLETION_LEASE: i64 = 60;

/// An upload in chunks that is not complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaUpload {
    /// The id, which the media gets too.
    pub id: Id,
    /// The user.
    pub owner: UserId,
    /// The size of the file, in bytes.
    pub total: u32,
    /// How many bytes have come.
    pub offset: u32,
    /// Where each chunk begins that has come.
    pub starts: BTreeSet<u32>,
    /// The second since 1970 after which it is removed.
    pub expires: i64,
    /// The second since 1970 until which a request completes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_until: Option<i64>,
}

/// The bytes of a file that a chunk has: `bytes 0-204799/1000000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChunkRange {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The size of the file.
    pub total: u32,
}

impl ChunkRange {
    /// Reads the value of a `Content-Range` header.
    pub fn parse(header: &str) -> Option<Self> {
        let (range, total) = header.trim().strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let (start, end, total) = (number(first)?, number(last)?.checked_add(1)?, number(total)?);
        (start < end && end <= total).then_some(Self { start, end, total })
    }

    /// A file in one chunk.
    pub fn whole(size: usize) -> Option<Self> {
        u32::try_from(size).ok().filter(|size| *size > 0).map(|size| Self { start: 0, end: size, total: size })
    }

    /// Checks the size of the file, and of a chunk of this size.
    pub fn check(self, size: usize) -> Result<()> {
        let refused = |problem| Err(Error::field("image", problem));
        if self.total as usize > ORIGINAL_MAX {
            return refused(Problem::new("too_large", "The file is larger than 20 MB."));
        }
        if (self.end - self.start) as usize != size {
            return refused(Problem::new("wrong_size", "The chunk has not the size that Content-Range says."));
        }
        if self.end < self.total && self.end - self.start < CHUNK_MIN {
            return refused(Problem::new("chunk_too_small", "Every chunk but the last needs at least 65,536 bytes."));
        }
        Ok(())
    }
}

impl MediaUpload {
    /// An upload that begins with this chunk, the first of a file.
    pub fn begin(owner: UserId, id: Id, range: ChunkRange) -> Self {
        let expires = id.created().as_second() + UPLOAD_LIFETIME;
        let starts = BTreeSet::from([range.start]);
        Self { id, owner, total: range.total, offset: range.end, starts, expires, claimed_until: None }
    }

    /// Whether it is there at this second since 1970.
    pub fn exists_at(&self, now: i64) -> bool {
        self.expires > now
    }

    /// Whether every byte has come.
    pub fn is_complete(&self) -> bool {
        self.offset == self.total
    }

    /// Whether this chunk has come, as one whose response was lost.
    pub fn has(&self, range: ChunkRange) -> bool {
        let next = self.starts.range(range.start + 1..).next().copied().unwrap_or(self.offset);
        range.total == self.total && self.starts.contains(&range.start) && next == range.end
    }

    /// Checks that this chunk is the next one.
    pub fn must_continue_with(&self, range: ChunkRange) -> Result<()> {
        if range.total == self.total && range.start == self.offset {
            return Ok(());
        }
        let message = format!("The next chunk begins at byte {} of {}.", self.offset, self.total);
        Err(Error::field("image", Problem::new("wrong_offset", message)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_browsers_send_them() {
        let range = |start, end, total| Some(ChunkRange { start, end, total });
        assert_eq!(ChunkRange::parse("bytes 0-204799/1000000"), range(0, 204_800, 1_000_000));
        assert_eq!(ChunkRange::parse("bytes 204800-204800/204801"), range(204_800, 204_801, 204_801));
        for wrong in [
            "",
            "bytes",
            "bytes 0-1",
            "bytes 1-0/9",
            "bytes 0-9/9",
            "bytes */9",
            "bytes 0-1/*",
            "items 0-1/2",
            "bytes -1-2/3",
            "bytes 0-4294967295/4294967295",
        ] {
            assert_eq!(ChunkRange::parse(wrong), None, "{wrong}");
        }
        assert_eq!((ChunkRange::whole(0), ChunkRange::whole(7)), (None, range(0, 7, 7)));
    }

    #[test]
    fn chunks_follow_each_other_and_a_repeated_one_is_known() {
        let id = Id::at(1_800_000_000_000, 7);
        let range = |start, end| ChunkRange { start, end, total: 300_000 };
        let mut upload = MediaUpload::begin(id, id, range(0, 100_000));
        assert!(upload.has(range(0, 100_000)) && !upload.has(range(0, 99_999)) && !upload.is_complete());
        assert!(upload.must_continue_with(range(100_000, 200_000)).is_ok());
        assert!(upload.must_continue_with(range(100_001, 200_000)).is_err());
        assert!(upload.must_continue_with(ChunkRange { total: 9, ..range(100_000, 200_000) }).is_err());
        upload.starts.insert(100_000);
        upload.offset = 300_000;
        assert!(upload.has(range(0, 100_000)) && upload.has(range(100_000, 300_000)) && upload.is_complete());
        assert!(!upload.has(range(0, 300_000)));
    }

    #[test]
    fn sizes_are_bounded() {
        let code = |start, end, total, size| {
            let error = ChunkRange { start, end, total }.check(size).unwrap_err();
            error.fields.into_iter().next().expect("a field").problem.code
        };
        assert_eq!(code(0, 100_000, 20 * 1024 * 1024 + 1, 100_000), "too_large");
        assert_eq!(code(0, 100_000, 200_000, 99_999), "wrong_size");
        assert_eq!(code(0, 65_535, 200_000, 65_535), "chunk_too_small");
        assert!(ChunkRange { start: 199_999, end: 200_000, total: 200_000 }.check(1).is_ok());
    }
}
