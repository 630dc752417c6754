//! The memory that uploads and recounts use, as the peak of this process, in which nothing else runs.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken check must fail the test")]

mod recount;

use std::fs;

use futures::future::join_all;
use tests::{App, Routes as _, TestUser, pictures};

const MIB: u64 = 1024 * 1024;

/// The peak memory of the process since the last call, and its current memory, in bytes.
fn peak() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
    };
    let found = (of("VmHWM:"), of("VmRSS:"));
    // Resets the peak.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    found
}

async fn send(person: &TestUser, picture: &[u8]) -> u16 {
    person.post("/api/v2/user/avatar/").multipart(&[], &[("avatar", "a.png", picture)]).await.status
}

/// A single test, because all tests of a process share its memory.
#[tokio::test]
async fn hostile_uploads_use_little_memory_and_large_ones_take_turns() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let hostile = pictures::hostile();
    assert_eq!(send(&alice, &pictures::png(600, 400)).await, 201);
    peak();
    let (_, before) = peak();
    for _ in 0..3 {
        for (what, bytes) in &hostile {
            assert_eq!(send(&alice, bytes).await, 400, "{what}");
        }
    }
    let (highest, _) = peak();
    let grown = highest.saturating_sub(before);
    println!("hostile uploads: {} MiB at the peak", grown / MIB);
    // Decoded, the largest of them would have 10 GB.
    assert!(grown < 48 * MIB, "{} MiB", grown / MIB);

    // Decoded, it has one byte for each pixel.
    let large = pictures::png_bomb(8_000, 5_000);
    peak();
    let (_, before) = peak();
    let statuses = join_all((0..8).map(|_| send(&alice, &large))).await;
    assert_eq!(statuses, [201; 8]);
    let (highest, after) = peak();
    let grown = highest.saturating_sub(before);
    println!("8 pictures of 40 megapixels at once: {} MiB at the peak", grown / MIB);
    // Two are decoded at a time.
    assert!(grown < 140 * MIB, "{} MiB", grown / MIB);
    assert!(after.saturating_sub(before) < 32 * MIB, "{} MiB are not released", after.saturating_sub(before) / MIB);
}
