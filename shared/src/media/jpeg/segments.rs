//! The segments of a JPEG, by their markers.

/// The marker of the end.
pub(super) const END: u8 = 0xd9;
/// The marker of a scan.
pub(super) const SCAN: u8 = 0xda;
/// The markers of frames that the decoder knows: baseline, extended and progressive.
pub(super) const FRAMES: std::ops::RangeInclusive<u8> = 0xc0..=0xc2;
/// The marker of a progressive frame.
pub(super) const PROGRESSIVE: u8 = 0xc2;
/// The marker of Huffman tables.
pub(super) const TABLES: u8 = 0xc4;
/// The marker of a restart interval.
pub(super) const RESTART_INTERVAL: u8 = 0xdd;

/// A marker and what it announces.
pub(super) struct Segment<'a> {
    pub(super) marker: u8,
    /// Empty for the end marker.
    pub(super) content: &'a [u8],
    /// The file behind the segment, which for a scan starts with its data.
    pub(super) rest: &'a [u8],
}

/// The segments of a JPEG up to its end marker, or to the last one that the file holds whole.
pub(super) fn segments(upload: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    // After the first marker, which identifies a JPEG.
    let mut rest = upload.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            match rest {
                // Stuffed zeros and restarts are part of a scan's data; a fill byte may precede a marker.
                [0xff, 0x00 | 0xd0..=0xd7 | 0xff, ..] => rest = &rest[1..],
                [0xff, END, ..] => return Some(Segment { marker: END, content: &[], rest: &[] }),
                [0xff, marker, high, low, ..] => {
                    let length = usize::from(u16::from_be_bytes([*high, *low]));
                    let content = rest.get(4..2 + length)?;
                    let marker = *marker;
                    rest = &rest[2 + length..];
                    return Some(Segment { marker, content, rest });
                }
                [_, ..] => rest = &rest[1..],
                [] => return None,
            }
        }
    })
}
