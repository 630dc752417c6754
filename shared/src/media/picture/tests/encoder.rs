//! Encodes JPEGs in every structure that the format allows, of patches whose colours are known exactly.

/// The side of a patch, in pixels: no block covers two of them, whatever the sampling.
const PATCH: usize = 32;
/// The colours of the patches: red, green, blue and yellow.
const COLOURS: [[u8; 3]; 4] = [[230, 30, 20], [20, 200, 40], [30, 40, 220], [240, 220, 30]];
/// Every DC category has a code of four bits, which is its number.
const DC_TABLE: &[u8] = &[0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
/// The only code for AC coefficients is one zero: the end of the block.
const AC_TABLE: &[u8] = &[0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// Which components share a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scans {
    Together,
    ChromaTogether,
    Apart,
}

/// The structure of a JPEG. One with a single component is grey.
#[derive(Clone, Copy, Debug)]
pub struct Jpeg {
    pub size: (usize, usize),
    /// The horizontal and the vertical sampling factor of each component.
    pub sampling: &'static [(usize, usize)],
    pub scans: Scans,
    pub progressive: bool,
    /// The number of units between two restart markers; 0 for none.
    pub restart: usize,
}

/// The colour of a pixel.
pub fn colour(x: usize, y: usize) -> [u8; 3] {
    COLOURS[(x / PATCH + 2 * (y / PATCH) + y / PATCH / 2) % 4]
}

/// Whether a pixel is far enough from other patches for smooth interpolation not to reach it.
pub fn is_inside(x: usize, y: usize) -> bool {
    let inside = |at: usize| (8..PATCH - 8).contains(&(at % PATCH));
    inside(x) && inside(y)
}

/// One component of a colour in YCbCr.
fn sample([r, g, b]: [u8; 3], component: usize) -> i32 {
    let [r, g, b] = [r, g, b].map(f64::from);
    let value = match component {
        0 => 0.299 * r + 0.587 * g + 0.114 * b,
        1 => 128.0 - 0.168_736 * r - 0.331_264 * g + 0.5 * b,
        _ => 128.0 + 0.5 * r - 0.418_688 * g - 0.081_312 * b,
    };
    value.round() as i32
}

impl Jpeg {
    /// The bytes of the file.
    pub fn encode(&self) -> Vec<u8> {
        let components: Vec<usize> = (0..self.sampling.len()).collect();
        let (width, height) = (self.size.0 as u16, self.size.1 as u16);
        let mut file = vec![0xff, 0xd8];
        segment(&mut file, 0xdb, &[&[0], [1; 64].as_slice()].concat());
        let mut frame =
            [&[8], height.to_be_bytes().as_slice(), &width.to_be_bytes(), &[components.len() as u8]].concat();
        for (n, (h, v)) in self.sampling.iter().enumerate() {
            frame.extend([n as u8 + 1, (h << 4 | v) as u8, 0]);
        }
        segment(&mut file, if self.progressive { 0xc2 } else { 0xc0 }, &frame);
        segment(&mut file, 0xc4, DC_TABLE);
        segment(&mut file, 0xc4, AC_TABLE);
        if self.restart > 0 {
            segment(&mut file, 0xdd, &(self.restart as u16).to_be_bytes());
        }
        let groups: Vec<&[usize]> = match self.scans {
            Scans::Together => vec![&components],
            Scans::ChromaTogether => vec![&components[..1], &components[1..]],
            Scans::Apart => components.chunks(1).collect(),
        };
        let passes: &[Pass] = if self.progressive { &[Pass::DcHigh, Pass::DcLow] } else { &[Pass::Whole] };
        for pass in passes {
            for group in &groups {
                self.scan(&mut file, group, *pass);
            }
        }
        for component in components.chunks(1).filter(|_| self.progressive) {
            self.scan(&mut file, component, Pass::Ac);
        }
        file.extend([0xff, 0xd9]);
        file
    }

    fn scan(&self, file: &mut Vec<u8>, group: &[usize], pass: Pass) {
        let mut header = vec![group.len() as u8];
        header.extend(group.iter().flat_map(|component| [*component as u8 + 1, 0]));
        header.extend(match pass {
            Pass::Whole => [0, 63, 0x00],
            Pass::DcHigh => [0, 0, 0x01],
            Pass::DcLow => [0, 0, 0x10],
            Pass::Ac => [1, 63, 0x00],
        });
        segment(file, 0xda, &header);
        let (columns, rows) = self.units(group);
        let mut bits = Bits::default();
        let mut last = [0; 4];
        for unit in 0..columns * rows {
            if self.restart > 0 && unit > 0 && unit % self.restart == 0 {
                bits.flush(file);
                file.extend([0xff, 0xd0 + ((unit / self.restart - 1) % 8) as u8]);
                last = [0; 4];
            }
            let (column, row) = (unit % columns, unit / columns);
            for &component in group {
                let (h, v) = if group.len() == 1 { (1, 1) } else { self.sampling[component] };
                for block in 0..h * v {
                    let dc = self.dc(component, column * h + block % h, row * v + block / h);
                    bits.block(pass, dc, &mut last[component]);
                }
            }
        }
        bits.flush(file);
    }

    fn max_sampling(&self) -> (usize, usize) {
        let max = |side: fn(&(usize, usize)) -> usize| self.sampling.iter().map(side).max().expect("a component");
        (max(|(h, _)| *h), max(|(_, v)| *v))
    }

    /// The number of units in a row of a scan, and of rows.
    fn units(&self, group: &[usize]) -> (usize, usize) {
        let (h_max, v_max) = self.max_sampling();
        let (h, v) = if let [component] = group { self.sampling[*component] } else { (1, 1) };
        ((self.size.0 * h).div_ceil(8 * h_max), (self.size.1 * v).div_ceil(8 * v_max))
    }

    /// The DC coefficient of a block.
    fn dc(&self, component: usize, column: usize, row: usize) -> i32 {
        let (h, v) = self.sampling[component];
        let (h_max, v_max) = self.max_sampling();
        let x = (column * 8 * h_max / h).min(self.size.0 - 1);
        let y = (row * 8 * v_max / v).min(self.size.1 - 1);
        8 * (sample(colour(x, y), component) - 128)
    }
}

/// What a scan has of each block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Whole,
    DcHigh,
    DcLow,
    Ac,
}

fn segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    file.extend([0xff, marker]);
    file.extend((content.len() as u16 + 2).to_be_bytes());
    file.extend(content);
}

/// Entropy-coded data.
#[derive(Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn block(&mut self, pass: Pass, dc: i32, last: &mut i32) {
        match pass {
            Pass::Whole => {
                self.difference(dc, last);
                self.push(0, 1);
            }
            Pass::DcHigh => self.difference(dc >> 1, last),
            Pass::DcLow => self.push(dc & 1, 1),
            Pass::Ac => self.push(0, 1),
        }
    }

    fn difference(&mut self, dc: i32, last: &mut i32) {
        let difference = dc - *last;
        *last = dc;
        let category = i32::BITS - difference.unsigned_abs().leading_zeros();
        self.push(category as i32, 4);
        self.push(if difference < 0 { difference - 1 } else { difference }, category);
    }

    fn push(&mut self, value: i32, length: u32) {
        self.0.extend((0..length).rev().map(|bit| value >> bit & 1 == 1));
    }

    /// Writes the bits, filled up with ones, and with a zero after each byte that looks like a marker.
    fn flush(&mut self, file: &mut Vec<u8>) {
        while !self.0.len().is_multiple_of(8) {
            self.0.push(true);
        }
        for byte in self.0.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit))) {
            file.push(byte);
            if byte == 0xff {
                file.push(0);
            }
        }
        self.0.clear();
    }
}
