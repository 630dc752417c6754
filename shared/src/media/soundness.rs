//! Checks that the decoders do not make before they begin, and that would be expensive to leave to them.

use image::ImageFormat;

use crate::domain::Problem;

/// The most scans of a JPEG. Cameras and programs write about ten. Each goes over all pixels again, in a few bytes.
const SCANS_MAX: usize = 64;

/// Refuses an upload of this format that is truncated or built to be expensive.
pub fn check(format: ImageFormat, upload: &[u8], pixels_max: u64) -> Result<(), Problem> {
    match format {
        ImageFormat::Jpeg => jpeg(upload),
        ImageFormat::WebP => webp(upload.get(12..).unwrap_or_default(), pixels_max),
        _ => Ok(()),
    }
}

/// Follows the markers of a JPEG to its end. The decoder takes half a picture for a grey one, and any number of scans. It
/// mixes up the colours of a baseline picture whose components have scans of their own.
fn jpeg(upload: &[u8]) -> Result<(), Problem> {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    // Stuffed zeros and restarts are part of the pixels; a fill byte may precede a marker.
    let in_scan = |byte: u8| matches!(byte, 0x00 | 0xd0..=0xd7 | 0xff);
    let mut scans = 0;
    let mut baseline_components = 0;
    // After the first marker, which identifies a JPEG.
    let mut at = 2;
    loop {
        let marker = loop {
            match upload.get(at..at + 2) {
                None => return Err(Problem::damaged_picture()),
                Some([0xff, marker]) if !in_scan(*marker) => break *marker,
                Some(_) => at += 1,
            }
        };
        match marker {
            END => return Ok(()),
            SCAN if scans == SCANS_MAX => return Err(Problem::damaged_picture()),
            SCAN => {
                scans += 1;
                if upload.get(at + 4).is_some_and(|components| *components < baseline_components) {
                    return Err(Problem::unsupported_jpeg());
                }
            }
            // A frame with its precision, height, width and number of components.
            0xc0 | 0xc1 => baseline_components = upload.get(at + 9).copied().unwrap_or_default(),
            _ => {}
        }
        let Some([high, low]) = upload.get(at + 2..at + 4) else { return Err(Problem::damaged_picture()) };
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
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
