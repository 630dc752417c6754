//! Checks the structure of a JPEG: the decoder takes half a picture for a grey one, any number of scans, and some
//! structures of which it mixes up the colours.

mod entropy;
mod frame;
mod segments;

use std::borrow::Cow;

use crate::domain::Problem;
use crate::media::jpeg::frame::Frame;
use crate::media::jpeg::segments::{END, FRAMES, PROGRESSIVE, SCAN, segments};

/// The most scans of a JPEG. Cameras and programs write about ten. Each goes over all pixels again, in a few bytes.
const SCANS_MAX: usize = 64;

/// Checks a JPEG, and adds the end marker if it lacks nothing else.
pub fn check(upload: &[u8], pixels_max: u64) -> Result<Cow<'_, [u8]>, Problem> {
    let mut frame = None;
    let mut scans = 0;
    for segment in segments(upload) {
        match segment.marker {
            END => return Ok(Cow::Borrowed(upload)),
            marker if FRAMES.contains(&marker) => {
                let found =
                    Frame::parse(segment.content, marker == PROGRESSIVE).ok_or_else(Problem::damaged_picture)?;
                if found.pixels() > pixels_max {
                    return Err(Problem::too_many_pixels(pixels_max));
                }
                if !found.has_usual_sampling() {
                    return Err(Problem::unsupported_jpeg());
                }
                frame = Some(found);
            }
            SCAN if scans == SCANS_MAX => return Err(Problem::damaged_picture()),
            SCAN => {
                scans += 1;
                let members = segment.content.first().map_or(0, |count| usize::from(*count));
                if frame.as_ref().is_some_and(|frame| !frame.progressive && members < frame.components.len()) {
                    return Err(Problem::unsupported_jpeg());
                }
            }
            _ => {}
        }
    }
    if frame.is_some_and(|frame| entropy::is_complete(frame, segments(upload))) {
        return Ok(Cow::Owned([upload, [0xff, END].as_slice()].concat()));
    }
    Err(Problem::damaged_picture())
}
