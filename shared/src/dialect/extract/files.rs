//! The files of a body.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

use crate::dialect::extract::body::TEXT_FILE;
use crate::dialect::extract::fields::Fields;
use crate::dialect::extract::multipart::Upload;
use crate::domain::Problem;
use crate::domain::profile::picture::UPLOAD_MAX;

/// Base64 with and without padding.
const BASE64: GeneralPurpose = {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&STANDARD, config)
};

impl Fields {
    /// Whether the body has a field that [`Fields::avatar`] reads.
    pub fn has_avatar(&self) -> bool {
        self.files.contains_key("avatar") || self.values.contains_key(TEXT_FILE)
    }

    /// The new avatar, sent as a file or as base64. Text in the field `avatar` is ignored: clients send back the URL
    /// that they were given.
    pub fn avatar(&mut self) -> Option<Upload> {
        let text = self.take(TEXT_FILE);
        self.file("avatar").or_else(|| self.text_file(TEXT_FILE, text?))
    }

    /// Whether a multipart body has this file, whatever its size.
    pub fn has_file(&self, name: &'static str) -> bool {
        self.files.contains_key(name)
    }

    /// An optional file of a multipart body.
    pub fn file(&mut self, name: &'static str) -> Option<Upload> {
        let file = self.files.remove(name)?;
        self.keep(name, check_size(file))
    }

    /// Whether a field was sent as `null` or `""`, which clears it.
    pub fn empties(&mut self, name: &'static str) -> bool {
        self.take(name).is_some_and(|value| value.is_null() || value == "")
    }

    /// A file in base64, such as `image/png;base64,...`; `null` and `""` mean no file.
    fn text_file(&mut self, name: &'static str, value: Value) -> Option<Upload> {
        let read = match &value {
            Value::Null => return None,
            Value::String(text) if text.is_empty() => return None,
            Value::String(text) => {
                let encoded = text.split_once(";base64,").map_or(text.as_str(), |(_, encoded)| encoded);
                let wrong = |_| Problem::new("invalid", "Not a base64 file. Send image/png;base64,...");
                let content = BASE64.decode(encoded).map_err(wrong);
                content.and_then(|content| check_size(Upload { field: name, content: content.into() }))
            }
            _ => Err(Problem::not_text()),
        };
        self.keep(name, read)
    }
}

/// Checks that a file is neither empty nor larger than [`UPLOAD_MAX`].
fn check_size(file: Upload) -> Result<Upload, Problem> {
    match file.content.len() {
        0 => Err(Problem::empty_file()),
        size if size > UPLOAD_MAX => Err(Problem::file_too_large()),
        _ => Ok(file),
    }
}
