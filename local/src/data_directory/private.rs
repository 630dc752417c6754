//! Keeps the files of a data directory from other users, whatever the umask is or an earlier version left.

use std::fs::{self, DirEntry, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rustix::fs::Mode;

const DIRECTORY: u32 = 0o700;
const FILE: u32 = 0o600;
/// Of a directory that many users share, such as `/tmp`.
const STICKY: u32 = 0o1000;

/// Makes all files that this process creates from now on accessible to their owner only.
pub fn set_umask() {
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
}

/// Makes the directory, its files whose names begin with one of `files`, and all of its folder `folder` accessible to
/// their owner only. Other files in the directory are not this program's.
pub fn tighten(directory: &Path, files: &[&str], folders: &[&str]) -> io::Result<()> {
    if fs::metadata(directory)?.permissions().mode() & STICKY == 0 {
        set_mode(directory, DIRECTORY)?;
    }
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        if folders.iter().any(|folder| name == *folder)
            || files.iter().any(|file| name.to_string_lossy().starts_with(file))
        {
            tighten_entry(&entry)?;
        }
    }
    Ok(())
}

/// Links are left alone, and so is what they point to.
fn tighten_entry(entry: &DirEntry) -> io::Result<()> {
    let kind = entry.file_type()?;
    if kind.is_file() {
        set_mode(&entry.path(), FILE)?;
    } else if kind.is_dir() {
        set_mode(&entry.path(), DIRECTORY)?;
        for entry in fs::read_dir(entry.path())? {
            tighten_entry(&entry?)?;
        }
    }
    Ok(())
}

fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    let set = fs::metadata(path).and_then(|metadata| match metadata.permissions().mode() & 0o777 {
        current if current == mode => Ok(()),
        _ => fs::set_permissions(path, Permissions::from_mode(mode)),
    });
    // Files come and go while another process has the directory open.
    match set {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        set => set,
    }
}
