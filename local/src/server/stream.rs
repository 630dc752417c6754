//! A connection's stream and the bodies of its requests, which report their progress.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

use super::progress::Progress;

/// A stream that reports what is read and written. It has its slot for as long as it is open, even as a WebSocket.
pub struct ProgressStream {
    stream: TcpStream,
    progress: Arc<Progress>,
    _slot: OwnedSemaphorePermit,
}

/// The body of a request, which reports when it has been read or is no longer needed.
pub struct ProgressBody {
    body: Incoming,
    progress: Arc<Progress>,
}

impl ProgressStream {
    /// A stream that was just accepted.
    pub fn new(stream: TcpStream, slot: OwnedSemaphorePermit) -> Self {
        // Nagle's algorithm would delay small responses.
        let _ = stream.set_nodelay(true);
        Self { stream, progress: Arc::new(Progress::new(Instant::now())), _slot: slot }
    }

    /// What the connection waits for.
    pub fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }
}

impl AsyncRead for ProgressStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = ready!(Pin::new(&mut self.stream).poll_read(cx, buffer));
        self.progress.read(buffer.filled().len() - before);
        Poll::Ready(read)
    }
}

impl AsyncWrite for ProgressStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes));
        self.progress.wrote();
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(cx, slices));
        self.progress.wrote();
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl ProgressBody {
    /// The body of a request whose headers are complete.
    pub fn new(body: Incoming, progress: Arc<Progress>) -> Self {
        progress.requested(!body.is_end_stream());
        Self { body, progress }
    }
}

impl Body for ProgressBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for ProgressBody {
    fn drop(&mut self) {
        self.progress.received();
    }
}
