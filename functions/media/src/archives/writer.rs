//! Writes a ZIP file piece by piece.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use shared::domain::{Error, Result};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// Bytes of JSON after which a file is continued in another one: a file of a ZIP archive that is written as a stream has at
/// most 4 GB.
const FILE_MAX: u64 = 1 << 30;
/// Bytes that are written before they are passed on.
const PIECE: usize = 1 << 20;

/// A ZIP file that is written from its beginning to its end.
pub struct Writer {
    zip: ZipWriter<StreamWriter<Buffer>>,
    buffer: Buffer,
    open: Option<OpenFile>,
    /// The files of entries that were closed.
    closed: Vec<String>,
}

/// A file of entries that is being written.
struct OpenFile {
    name: &'static str,
    size: u64,
}

/// What is written and not passed on yet.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writer {
    pub fn new() -> Self {
        let buffer = Buffer::default();
        Self { zip: ZipWriter::new_stream(buffer.clone()), buffer, open: None, closed: Vec::new() }
    }

    /// Adds an entry to a file, which is an array of JSON.
    pub fn entry(&mut self, file: &'static str, value: &Value) -> Result<()> {
        let json = serde_json::to_vec_pretty(value).map_err(Error::internal)?;
        let begins = match &self.open {
            Some(open) if open.name == file && open.size < FILE_MAX => false,
            _ => {
                self.close()?;
                self.begin(file)?;
                true
            }
        };
        self.write(if begins { b"[\n" } else { b",\n" })?;
        self.write(&json)?;
        if let Some(open) = &mut self.open {
            open.size += json.len() as u64;
        }
        Ok(())
    }

    /// Adds a file with one JSON value.
    pub fn document(&mut self, name: &str, value: &Value) -> Result<()> {
        self.close()?;
        self.zip.start_file(name, options(CompressionMethod::Deflated)).map_err(Error::internal)?;
        self.write(&serde_json::to_vec_pretty(value).map_err(Error::internal)?)
    }

    /// Adds a picture, which is compressed already.
    pub fn picture(&mut self, name: &str, content: &[u8]) -> Result<()> {
        self.close()?;
        let name = format!("pictures/{name}");
        self.zip.start_file(name, options(CompressionMethod::Stored)).map_err(Error::internal)?;
        self.write(content)
    }

    /// What is written so far, once it is worth a call. Empty until then.
    pub fn written(&mut self) -> Vec<u8> {
        let mut buffer = self.buffer.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buffer.len() < PIECE { Vec::new() } else { std::mem::take(&mut *buffer) }
    }

    /// Ends the file. Returns what is left of it.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        self.close()?;
        self.zip.finish().map_err(Error::internal)?;
        Ok(std::mem::take(&mut *self.buffer.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Begins `name.json`, or `name-2.json` and so on after it.
    fn begin(&mut self, name: &'static str) -> Result<()> {
        let earlier = self.closed.iter().filter(|closed| *closed == name).count();
        let file = if earlier == 0 { format!("{name}.json") } else { format!("{name}-{}.json", earlier + 1) };
        self.zip.start_file(file, options(CompressionMethod::Deflated)).map_err(Error::internal)?;
        self.open = Some(OpenFile { name, size: 0 });
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        if let Some(open) = self.open.take() {
            self.write(b"\n]\n")?;
            self.closed.push(open.name.to_owned());
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.zip.write_all(bytes).map_err(Error::internal)
    }
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method)
}
