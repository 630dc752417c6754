//! Multipart bodies.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::http::header::CONTENT_DISPOSITION;
use serde_json::{Map, Value};

use crate::dialect::extract::form::{add, not_utf8};
use crate::dialect::extract::header_parameters::parameter;
use crate::domain::{Error, Result};

/// The media type.
pub(super) const MEDIA_TYPE: &str = "multipart/form-data";
/// The fields that hold files.
const FILES: [&str; 3] = ["avatar", "cover", "image"];
/// Most parts of a body.
const PARTS_MAX: usize = 100;

/// A file that a client sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field that holds the file.
    pub field: &'static str,
    /// The bytes of the file.
    pub content: Bytes,
}

/// Reads the texts and the files of a body with this content type.
pub(super) async fn parse(content_type: &str, body: Bytes) -> Result<(Map<String, Value>, HashMap<String, Upload>)> {
    let broken = |why: &dyn std::fmt::Display| Error::malformed(format!("Multipart form parse error - {why}"));
    let boundary = parameter(content_type.as_bytes(), "boundary").filter(|boundary| !boundary.is_empty());
    let boundary = boundary.and_then(|boundary| String::from_utf8(boundary).ok());
    let boundary = boundary.ok_or_else(|| broken(&"multipart boundary not found in Content-Type"))?;
    let body = futures::stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut multipart = multer::Multipart::new(body, boundary);
    let (mut fields, mut files) = (Map::new(), HashMap::new());
    let mut count = 0;
    while let Some(part) = multipart.next_field().await.map_err(|error| broken(&error))? {
        count += 1;
        if count > PARTS_MAX {
            return Err(Error::malformed(format!("The form has more than {PARTS_MAX} parts.")));
        }
        let disposition = Disposition::parse(&part);
        let content = part.bytes().await.map_err(|error| broken(&error))?;
        disposition.place(content, &mut fields, &mut files)?;
    }
    Ok((fields, files))
}

/// What a part says about itself. The library finds the name of a file only if it is UTF-8 in a parameter `filename`, but
/// browsers and phones write it in every form.
struct Disposition {
    name: String,
    /// `None` for a text.
    file_name: Option<Vec<u8>>,
}

impl Disposition {
    fn parse(part: &multer::Field<'_>) -> Self {
        let header = part.headers().get(CONTENT_DISPOSITION).map(|value| value.as_bytes()).unwrap_or_default();
        Self {
            name: parameter(header, "name").and_then(|name| String::from_utf8(name).ok()).unwrap_or_default(),
            file_name: parameter(header, "filename").or_else(|| parameter(header, "filename*")),
        }
    }

    /// Adds the content of the part to the fields or to the files of the body.
    fn place(self, content: Bytes, fields: &mut Map<String, Value>, files: &mut HashMap<String, Upload>) -> Result<()> {
        let Self { name, file_name } = self;
        // A browser sends an empty file input as a part with an empty file name and no content.
        if content.is_empty() && file_name.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        match FILES.into_iter().find(|file| *file == name) {
            Some(field) if file_name.is_some() => drop(files.insert(name, Upload { field, content })),
            // Scripts send texts as files too, and a field that no one reads may be any file.
            _ => match std::str::from_utf8(&content) {
                Ok(text) => add(fields, name, text.into()),
                Err(_) if file_name.is_some() => add(fields, name, Value::Object(Map::new())),
                Err(_) => return Err(not_utf8()),
            },
        }
        Ok(())
    }
}
