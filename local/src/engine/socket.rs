//! The Unix socket through which other processes of the same user call an engine.
//!
//! A connection carries one call: the operation and the body, each with its length (32 bits, big endian), and then the
//! status (16 bits) and the body of the reply.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinHandle;

use super::dispatch::{Call, Reply};
use super::worker::Handle;

/// The longest operation name or body, in bytes: DynamoDB's own limit of a request.
const PART_MAX: u32 = 16 * 1024 * 1024;
/// The longest path of a socket, in bytes, on the systems that kith runs on.
const PATH_MAX: usize = 100;
/// Prefix of the directories with the sockets of data directories whose paths are too long.
const PRIVATE: &str = "kith-socket-";
/// The pause after a connection could not be accepted, such as for want of file descriptors.
const ACCEPT_BACKOFF: Duration = Duration::from_millis(100);

/// Listens on the socket until the task is aborted. Only the owner may connect.
pub(super) fn listen(path: &Path, handle: Handle) -> io::Result<JoinHandle<()>> {
    remove_old(path)?;
    let listener = bind(path)?;
    Ok(tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let handle = handle.clone();
                    tokio::spawn(async move {
                        if let Err(error) = serve(stream, &handle).await {
                            tracing::debug!(%error, "a call through the socket failed");
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection on the socket");
                    tokio::time::sleep(ACCEPT_BACKOFF).await;
                }
            }
        }
    }))
}

/// Removes the socket that a killed process has left behind, and its private directory. The caller holds the lock of the
/// database, so no other process listens.
fn remove_old(path: &Path) -> io::Result<()> {
    if let Some(directory) = fs::read_link(path).ok().as_deref().and_then(Path::parent).filter(|d| is_private(d)) {
        let _ = fs::remove_dir_all(directory);
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Binds a socket at this path. One that is too long for a socket becomes a link to a short one in a private directory.
fn bind(path: &Path) -> io::Result<UnixListener> {
    let short = if path.as_os_str().len() <= PATH_MAX { path.to_owned() } else { private_directory()?.join("s") };
    let listener = UnixListener::bind(&short)?;
    fs::set_permissions(&short, fs::Permissions::from_mode(0o600))?;
    if short != path {
        symlink(&short, path)?;
    }
    Ok(listener)
}

/// Whether [`private_directory`] may have made this directory.
fn is_private(directory: &Path) -> bool {
    let name = directory.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    directory.parent() == Some(&*std::env::temp_dir()) && name.starts_with(PRIVATE)
}

fn private_directory() -> io::Result<PathBuf> {
    let directory = std::env::temp_dir().join(format!("{PRIVATE}{:016x}", rand::random::<u64>()));
    fs::DirBuilder::new().mode(0o700).create(&directory)?;
    Ok(directory)
}

async fn serve(mut stream: UnixStream, handle: &Handle) -> io::Result<()> {
    let operation = read_part(&mut stream).await?;
    let operation = String::from_utf8(operation).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let body = read_part(&mut stream).await?;
    let stopped = || io::Error::from(io::ErrorKind::BrokenPipe);
    let Reply { status, body } = handle.call(Call { operation, body }).await.ok_or_else(stopped)?;
    stream.write_u16(status).await?;
    write_part(&mut stream, &body).await?;
    stream.shutdown().await
}

/// Runs a call through the socket of another process.
pub(super) async fn call(path: &Path, call: &Call) -> io::Result<Reply> {
    // The target of a link is short enough for a socket; the link itself may not be.
    let target = fs::read_link(path).unwrap_or_else(|_| path.to_owned());
    let mut stream = UnixStream::connect(target).await?;
    write_part(&mut stream, call.operation.as_bytes()).await?;
    write_part(&mut stream, &call.body).await?;
    let status = stream.read_u16().await?;
    Ok(Reply { status, body: read_part(&mut stream).await? })
}

async fn write_part(stream: &mut UnixStream, part: &[u8]) -> io::Result<()> {
    let length = u32::try_from(part.len()).map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
    stream.write_u32(length).await?;
    stream.write_all(part).await
}

async fn read_part(stream: &mut UnixStream) -> io::Result<Vec<u8>> {
    let length = stream.read_u32().await?;
    if length > PART_MAX {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a part is too long"));
    }
    let mut part = Vec::new();
    stream.take(length.into()).read_to_end(&mut part).await?;
    if part.len() != length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(part)
}
