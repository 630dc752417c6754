//! Reads the codes of blocks (ITU-T T.81, annexes F and G). `None` stands for data that ends too early, or is wrong.

use std::ops::RangeInclusive;

/// The coefficients that a scan has of each block.
pub(super) struct Band {
    first: usize,
    last: usize,
    /// Whether the scan adds a bit to coefficients that an earlier one began.
    refines: bool,
}

impl Band {
    pub(super) fn new(first: u8, last: u8, refines: bool) -> Option<Self> {
        (first <= last && last < 64).then_some(Self { first: first.into(), last: last.into(), refines })
    }

    pub(super) fn coefficients(&self) -> RangeInclusive<usize> {
        self.first..=self.last
    }
}

/// A Huffman table.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    /// The number of codes of each length.
    counts: &'a [u8; 16],
    /// The symbols, by length of code.
    symbols: &'a [u8],
}

impl<'a> Table<'a> {
    /// Takes a table from the front of the content of a segment.
    pub(super) fn parse(content: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (counts, rest) = content.split_first_chunk()?;
        let (symbols, rest) = rest.split_at_checked(counts.iter().map(|count| usize::from(*count)).sum())?;
        Some((Self { counts, symbols }, rest))
    }
}

/// The data of a scan, bit by bit.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    byte: u8,
    /// How many bits of the byte are still to be read.
    left: u8,
    /// Blocks, from the present one on, that have no more new coefficients.
    empty_blocks: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, byte: 0, left: 0, empty_blocks: 0 }
    }

    /// Continues behind a restart marker.
    pub(super) fn restart(&mut self) -> Option<()> {
        // Fill bytes may precede a marker.
        while let [0xff, 0xff, ..] = self.data {
            self.data = &self.data[1..];
        }
        match self.data {
            [0xff, 0xd0..=0xd7, rest @ ..] => *self = Self::new(rest),
            _ => return None,
        }
        Some(())
    }

    fn bit(&mut self) -> Option<u8> {
        if self.left == 0 {
            (self.byte, self.data) = match self.data {
                [0xff, 0x00, rest @ ..] => (0xff, rest),
                [0xff, ..] | [] => return None,
                [byte, rest @ ..] => (*byte, rest),
            };
            self.left = 8;
        }
        self.left -= 1;
        Some(self.byte >> self.left & 1)
    }

    fn number(&mut self, bits: u8) -> Option<u32> {
        (0..bits).try_fold(0, |number, _| Some(number << 1 | u32::from(self.bit()?)))
    }

    fn symbol(&mut self, table: Option<Table<'_>>) -> Option<u8> {
        let Table { counts, symbols } = table?;
        let (mut code, mut first, mut index) = (0, 0, 0);
        for count in counts {
            let count = usize::from(*count);
            code = code << 1 | usize::from(self.bit()?);
            if code < first + count {
                return symbols.get(index + code - first).copied();
            }
            index += count;
            first = (first + count) << 1;
        }
        None
    }

    /// Reads what the scan has of a block, and notes which of its coefficients are not zero.
    pub(super) fn read_block(
        &mut self,
        band: &Band,
        dc_table: Option<Table<'_>>,
        ac_table: Option<Table<'_>>,
        nonzero: &mut u64,
    ) -> Option<()> {
        if band.first == 0 {
            let bits = if band.refines { 1 } else { self.symbol(dc_table)? };
            self.number(bits)?;
        }
        match (band.first.max(1), band.refines) {
            (first, _) if first > band.last => Some(()),
            (first, false) => self.read_coefficients(first, band.last, ac_table, nonzero),
            (first, true) => self.refine_coefficients(first, band.last, ac_table, nonzero),
        }
    }

    fn read_coefficients(
        &mut self,
        first: usize,
        last: usize,
        table: Option<Table<'_>>,
        nonzero: &mut u64,
    ) -> Option<()> {
        let mut at = first;
        while self.empty_blocks == 0 && at <= last {
            match self.run_and_size(table)? {
                (15, 0) => at += 16,
                (run, 0) => self.read_empty_blocks(run)?,
                (run, bits) => {
                    at += usize::from(run);
                    *nonzero |= 1_u64.checked_shl(u32::try_from(at).ok()?)?;
                    self.number(bits)?;
                    at += 1;
                }
            }
        }
        self.empty_blocks = self.empty_blocks.saturating_sub(1);
        Some(())
    }

    fn refine_coefficients(
        &mut self,
        first: usize,
        last: usize,
        table: Option<Table<'_>>,
        nonzero: &mut u64,
    ) -> Option<()> {
        let mut at = first;
        while self.empty_blocks == 0 && at <= last {
            let (run, bits) = self.run_and_size(table)?;
            if bits == 0 && run < 15 {
                self.read_empty_blocks(run)?;
                break;
            }
            self.number(bits)?;
            let mut zeros = run;
            // Coefficients that are not zero get a bit each, and do not count as a part of the run.
            while at <= last {
                if *nonzero >> at & 1 == 1 {
                    self.bit()?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if bits > 0 && at <= last {
                *nonzero |= 1 << at;
            }
            at += 1;
        }
        if self.empty_blocks > 0 {
            for at in at..=last {
                if *nonzero >> at & 1 == 1 {
                    self.bit()?;
                }
            }
            self.empty_blocks -= 1;
        }
        Some(())
    }

    fn run_and_size(&mut self, table: Option<Table<'_>>) -> Option<(u8, u8)> {
        self.symbol(table).map(|symbol| (symbol >> 4, symbol & 15))
    }

    /// Reads how many blocks are empty, of which the present one is the first.
    fn read_empty_blocks(&mut self, bits: u8) -> Option<()> {
        self.empty_blocks = (1 << bits) + self.number(bits)?;
        Some(())
    }
}
