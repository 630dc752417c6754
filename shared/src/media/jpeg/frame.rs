//! The frame of a JPEG: its size, and the components of its pixels.

/// Pixels of a block's side.
const BLOCK: usize = 8;

/// What a JPEG says about its pixels.
pub(super) struct Frame {
    pub(super) progressive: bool,
    size: (usize, usize),
    pub(super) components: Vec<Component>,
}

/// A channel, such as brightness.
pub(super) struct Component {
    pub(super) id: u8,
    /// The number of blocks in a unit, horizontally and vertically. The component with the most has the full resolution.
    pub(super) sampling: (usize, usize),
}

impl Frame {
    pub(super) fn parse(content: &[u8], progressive: bool) -> Option<Self> {
        let ([_, height_high, height_low, width_high, width_low, count], components) = content.split_first_chunk()?;
        let side = |high: &u8, low: &u8| usize::from(u16::from_be_bytes([*high, *low]));
        let components = components.get(..3 * usize::from(*count))?.chunks_exact(3).map(|component| Component {
            id: component[0],
            sampling: (usize::from(component[1] >> 4), usize::from(component[1] & 15)),
        });
        Some(Self {
            progressive,
            size: (side(width_high, width_low), side(height_high, height_low)),
            components: components.collect(),
        })
    }

    pub(super) fn pixels(&self) -> u64 {
        self.size.0 as u64 * self.size.1 as u64
    }

    /// Whether the first component has the full resolution, and each other one has it too or has a single block in a
    /// unit. The decoder gets other colours wrong, or at the edges.
    pub(super) fn has_usual_sampling(&self) -> bool {
        let usual = |side: fn(&Component) -> usize| {
            let full = self.components.first().map_or(0, side);
            matches!(full, 1 | 2 | 4) && self.components.iter().map(side).all(|blocks| blocks == 1 || blocks == full)
        };
        usual(|component| component.sampling.0) && usual(|component| component.sampling.1)
    }

    /// The number of units in a row of a scan, and of rows. The units of a single component have one block, and none
    /// outside the picture.
    pub(super) fn units(&self, members: &[usize]) -> (usize, usize) {
        let full = self.components.first().map_or((1, 1), |component| component.sampling);
        let own = match members {
            [member] => self.components.get(*member).map_or((1, 1), |component| component.sampling),
            _ => (1, 1),
        };
        ((self.size.0 * own.0).div_ceil(BLOCK * full.0), (self.size.1 * own.1).div_ceil(BLOCK * full.1))
    }

    /// The number of blocks of a component in whole units: in a row, and in all.
    pub(super) fn blocks(&self, component: &Component) -> (usize, usize) {
        let (columns, rows) = self.units(&[]);
        let in_row = columns * component.sampling.0;
        (in_row, in_row * rows * component.sampling.1)
    }
}
