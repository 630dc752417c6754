//! Follows the entropy-coded data of a JPEG without decoding its pixels, to find out whether all of them are there.

mod bits;

use std::array;

use crate::media::jpeg::entropy::bits::{Band, Bits, Table};
use crate::media::jpeg::frame::Frame;
use crate::media::jpeg::segments::{RESTART_INTERVAL, SCAN, Segment, TABLES};

/// Coefficients of a block.
const COEFFICIENTS: usize = 64;

/// Whether a JPEG without an end marker has the data of all its blocks, to the last bit of each coefficient.
pub(super) fn is_complete<'a>(frame: Frame, mut segments: impl Iterator<Item = Segment<'a>>) -> bool {
    let mut reader = Reader::new(frame);
    segments.all(|segment| reader.read(segment).is_some()) && reader.has_everything()
}

/// What is known at some point of the file.
struct Reader<'a> {
    planes: Vec<Plane>,
    frame: Frame,
    dc_tables: [Option<Table<'a>>; 4],
    ac_tables: [Option<Table<'a>>; 4],
    restart_interval: usize,
}

/// What was read of a component.
struct Plane {
    /// The coefficients of each block that are not zero, a bit for each. Only refinements depend on them.
    nonzero: Vec<u64>,
    columns: usize,
    /// How many low bits of each coefficient are missing.
    missing: [u8; COEFFICIENTS],
}

/// A component of a scan.
struct Member<'a> {
    component: usize,
    dc_table: Option<Table<'a>>,
    ac_table: Option<Table<'a>>,
}

impl<'a> Reader<'a> {
    fn new(frame: Frame) -> Self {
        let planes = frame.components.iter().map(|component| {
            let (columns, blocks) = frame.blocks(component);
            let nonzero = if frame.progressive { vec![0; blocks] } else { Vec::new() };
            Plane { nonzero, columns, missing: [u8::MAX; COEFFICIENTS] }
        });
        Self {
            planes: planes.collect(),
            frame,
            dc_tables: array::from_fn(|_| None),
            ac_tables: array::from_fn(|_| None),
            restart_interval: 0,
        }
    }

    fn has_everything(&self) -> bool {
        self.planes.iter().all(|plane| plane.missing == [0; COEFFICIENTS])
    }

    /// Reads a segment. `None` if it is wrong, or ends too early.
    fn read(&mut self, segment: Segment<'a>) -> Option<()> {
        match segment.marker {
            TABLES => self.read_tables(segment.content),
            RESTART_INTERVAL => {
                self.restart_interval = usize::from(u16::from_be_bytes(*segment.content.first_chunk()?));
                Some(())
            }
            SCAN => self.read_scan(segment.content, segment.rest),
            _ => Some(()),
        }
    }

    fn read_tables(&mut self, mut content: &'a [u8]) -> Option<()> {
        while let Some((&place, rest)) = content.split_first() {
            let (table, rest) = Table::parse(rest)?;
            let tables = if place >> 4 == 0 { &mut self.dc_tables } else { &mut self.ac_tables };
            *tables.get_mut(usize::from(place & 15))? = Some(table);
            content = rest;
        }
        Some(())
    }

    fn read_scan(&mut self, content: &[u8], data: &[u8]) -> Option<()> {
        let (&count, rest) = content.split_first()?;
        let (members, parameters) = rest.split_at_checked(2 * usize::from(count))?;
        let members: Vec<_> = members.chunks_exact(2).map(|member| self.member(member)).collect::<Option<_>>()?;
        let [first, last, approximation] = *parameters.first_chunk()?;
        let band = Band::new(first, last, approximation >> 4 != 0)?;
        self.read_blocks(&members, &band, data)?;
        for member in &members {
            let missing = &mut self.planes.get_mut(member.component)?.missing;
            missing.get_mut(band.coefficients())?.fill(approximation & 15);
        }
        Some(())
    }

    fn member(&self, member: &[u8]) -> Option<Member<'a>> {
        let [id, tables] = *member.first_chunk()?;
        Some(Member {
            component: self.frame.components.iter().position(|component| component.id == id)?,
            dc_table: *self.dc_tables.get(usize::from(tables >> 4))?,
            ac_table: *self.ac_tables.get(usize::from(tables & 15))?,
        })
    }

    fn read_blocks(&mut self, members: &[Member<'_>], band: &Band, data: &[u8]) -> Option<()> {
        let components: Vec<usize> = members.iter().map(|member| member.component).collect();
        let (columns, rows) = self.frame.units(&components);
        let mut bits = Bits::new(data);
        for unit in 0..columns * rows {
            if self.restart_interval > 0 && unit > 0 && unit % self.restart_interval == 0 {
                bits.restart()?;
            }
            let (column, row) = (unit % columns, unit / columns);
            for member in members {
                let (across, down) = match members {
                    [_] => (1, 1),
                    _ => self.frame.components.get(member.component)?.sampling,
                };
                let plane = self.planes.get_mut(member.component)?;
                for block in 0..across * down {
                    let (x, y) = (column * across + block % across, row * down + block / across);
                    let mut unused = 0;
                    let nonzero = plane.nonzero.get_mut(y * plane.columns + x).unwrap_or(&mut unused);
                    bits.read_block(band, member.dc_table, member.ac_table, nonzero)?;
                }
            }
        }
        Some(())
    }
}
