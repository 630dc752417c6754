//! The modes of the data directory and its files.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::tempdir;

use crate::pictures::upload;
use crate::process::Kith;

/// Everything in a directory, and the directory itself.
fn tree(path: &Path) -> Vec<PathBuf> {
    let below = path.is_dir().then(|| fs::read_dir(path).unwrap()).into_iter().flatten();
    let mut found: Vec<_> = below.flat_map(|entry| tree(&entry.unwrap().path())).collect();
    found.push(path.to_owned());
    found
}

/// `None` for a file that no longer exists: a running server replaces files by renaming new ones.
fn mode(path: &Path) -> Option<u32> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Some(metadata.permissions().mode() & 0o777),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Fails the test unless the owner alone has access to everything in the directory.
#[track_caller]
fn assert_private(directory: &Path, files: &[&str]) {
    let found = tree(directory);
    for path in &found {
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        let Some(mode) = mode(path) else { continue };
        assert_eq!(mode, expected, "{} has mode {mode:o}", path.display());
    }
    for file in files {
        assert!(found.contains(&directory.join(file)), "{file} is not in {found:?}");
    }
}

#[test]
fn a_new_data_directory_is_accessible_to_its_owner_only_whatever_the_umask() {
    let parent = tempdir().unwrap();
    let data = parent.path().join("not/there/yet");
    let mut server = Kith::serve(&data).args(&["--engine-port", "0"]).after("umask 000").listen();
    upload(&server.registered("madeline"));
    server.process.until(|| data.join("checkpoints").exists());
    let files = [
        "jwt-secret",
        "engine.sock",
        "engine-credentials",
        "kith.db",
        "kith.db-lock",
        "kith.db-wal",
        "kith.db-shm",
        "checkpoints",
        "pictures/media",
    ];
    assert_private(&data, &files);
    server.stop();
}

#[test]
fn an_older_data_directory_is_made_private() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    upload(&server.registered("madeline"));
    server.stop();
    fs::write(data.path().join("dead-letters.jsonl"), "").unwrap();
    for path in tree(data.path()) {
        let loose = if path.is_dir() { 0o777 } else { 0o666 };
        fs::set_permissions(&path, Permissions::from_mode(loose)).unwrap();
    }
    let server = Kith::serve(data.path()).listen();
    assert_private(data.path(), &["dead-letters.jsonl", "kith.db-wal", "pictures/media"]);
    server.stop();

    // Files of others in the directory are left alone.
    let notes = data.path().join("notes.txt");
    fs::write(&notes, "").unwrap();
    fs::set_permissions(&notes, Permissions::from_mode(0o644)).unwrap();
    Kith::serve(data.path()).listen().stop();
    assert_eq!(mode(&notes), Some(0o644));
}
