//! QR codes, as pictures that a page can show as they are.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use shared::domain::{Error, Result};

/// Light modules around the code, as readers need them.
const BORDER: i32 = 4;

/// The QR code of a text, as SVG: black on white in any colour scheme.
pub fn svg(text: &str) -> Result<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).map_err(Error::internal)?;
    let size = code.size() + 2 * BORDER;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a text never fails.
            _ = write!(path, "M{},{}h1v1h-1z", x + BORDER, y + BORDER);
        }
    }
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M0,0h{size}v{size}h-{size}z"/><path d="{path}"/></svg>"##
    ))
}
