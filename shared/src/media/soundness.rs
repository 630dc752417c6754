//! Checks that the decoders do not make before they begin, and that would be expensive to leave to them.

use std::borrow::Cow;

use image::ImageFormat;

use crate::domain::Problem;
use crate::media::jpeg;

/// Refuses an upload of this format that is truncated, built to be expensive, or decoded wrongly. Otherwise returns it
/// as the decoder needs it.
pub fn check(format: ImageFormat, upload: &[u8], pixels_max: u64) -> Result<Cow<'_, [u8]>, Problem> {
    match format {
        ImageFormat::Jpeg => return jpeg::check(upload, pixels_max),
        ImageFormat::WebP => webp(upload.get(12..).unwrap_or_default(), pixels_max)?,
        _ => {}
    }
    Ok(Cow::Borrowed(upload))
}

/// Checks the size of each frame of a WebP. The decoder trusts the frame's own size and compares it with the header
/// only afterwards.
fn webp(mut chunks: &[u8], pixels_max: u64) -> Result<(), Problem> {
    while let Some((name, rest)) = chunks.split_first_chunk::<4>() {
        let Some((length, rest)) = rest.split_first_chunk::<4>() else { break };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let content = rest.get(..length).unwrap_or(rest);
        match name {
            b"VP8 " => {
                let side =
                    |at| content.get(at..at + 2).map_or(0, |side| u16::from_le_bytes([side[0], side[1]]) & 0x3fff);
                if u64::from(side(6)) * u64::from(side(8)) > pixels_max {
                    return Err(Problem::too_many_pixels(pixels_max));
                }
            }
            // A frame of an animation: its position, and chunks of its own.
            b"ANMF" => webp(content.get(16..).unwrap_or_default(), pixels_max)?,
            _ => {}
        }
        // Chunks have an even length.
        chunks = rest.get(length.saturating_add(length % 2)..).unwrap_or_default();
    }
    Ok(())
}
