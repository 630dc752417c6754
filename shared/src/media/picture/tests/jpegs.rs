//! JPEGs of every structure: their colours are right, or they are refused.

use super::encoder::{Jpeg, Scans, colour, is_inside};
use super::*;

/// The sampling factors of brightness and of both colour components.
type Sampling = &'static [(usize, usize)];

const USUAL: &[Sampling] = &[
    &[(1, 1), (1, 1), (1, 1)],
    &[(2, 1), (1, 1), (1, 1)],
    &[(1, 2), (1, 1), (1, 1)],
    &[(2, 2), (1, 1), (1, 1)],
    &[(4, 1), (1, 1), (1, 1)],
    &[(1, 4), (1, 1), (1, 1)],
    &[(4, 2), (1, 1), (1, 1)],
    &[(2, 2), (2, 1), (2, 1)],
    &[(2, 2), (1, 2), (1, 2)],
    &[(2, 2), (2, 1), (1, 2)],
    &[(2, 2), (2, 2), (2, 2)],
    &[(2, 1), (1, 1), (2, 1)],
    &[(1, 1)],
    &[(2, 1)],
    &[(2, 2)],
];
/// The decoder fails, panics or returns other colours for these.
const UNUSUAL: &[Sampling] = &[
    &[(3, 1), (1, 1), (1, 1)],
    &[(1, 3), (1, 1), (1, 1)],
    &[(1, 1), (2, 2), (2, 2)],
    &[(1, 1), (2, 1), (2, 1)],
    &[(4, 2), (2, 1), (2, 1)],
    &[(4, 2), (2, 2), (2, 2)],
    &[(0, 1), (1, 1), (1, 1)],
];
const SIZES: [(usize, usize); 10] =
    [(64, 64), (75, 61), (47, 93), (33, 33), (17, 19), (1, 1), (16, 16), (9, 100), (100, 9), (130, 131)];
/// Files that a common library has written, with coefficients of every kind: red, green, blue and yellow quarters.
const FIXTURES: [&str; 10] = [
    "baseline-444.jpg",
    "baseline-422.jpg",
    "baseline-420.jpg",
    "baseline-420-restarts.jpg",
    "baseline-grey.jpg",
    "baseline-cmyk.jpg",
    "progressive-444.jpg",
    "progressive-420.jpg",
    "progressive-420-restarts.jpg",
    "progressive-grey.jpg",
];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../tests/fixtures/jpeg/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a fixture")
}

fn refusal(upload: &[u8]) -> Option<&'static str> {
    decode(upload, 40_000_000).err().map(|problem| problem.code)
}

/// Each structure that the table spans.
fn structures(samplings: &[Sampling]) -> impl Iterator<Item = Jpeg> {
    samplings.iter().flat_map(|sampling| {
        let scans = [Scans::Together, Scans::ChromaTogether, Scans::Apart];
        let scans = scans.into_iter().take(sampling.len());
        scans.flat_map(move |scans| {
            [false, true].into_iter().flat_map(move |progressive| {
                let sizes = SIZES.into_iter().zip([0, 1, 3].into_iter().cycle());
                sizes.map(move |(size, restart)| Jpeg { size, sampling, scans, progressive, restart })
            })
        })
    })
}

fn grey([r, g, b]: [u8; 3]) -> [u8; 3] {
    [(0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)).round() as u8; 3]
}

#[test]
fn colours_are_right_whatever_the_structure() {
    for jpeg in structures(USUAL).filter(|jpeg| jpeg.progressive || jpeg.scans == Scans::Together) {
        let (image, _) = decode(&jpeg.encode(), 40_000_000).unwrap_or_else(|problem| panic!("{jpeg:?}: {problem:?}"));
        assert_eq!((image.width() as usize, image.height() as usize), jpeg.size);
        for (x, y, pixel) in image.to_rgb8().enumerate_pixels() {
            let (x, y) = (x as usize, y as usize);
            let expected = if jpeg.sampling.len() == 1 { grey(colour(x, y)) } else { colour(x, y) };
            let near = pixel.0.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) < 7);
            assert!(near || !is_inside(x, y), "{jpeg:?} at {x}, {y}: {pixel:?} for {expected:?}");
        }
    }
}

#[test]
fn a_structure_that_the_decoder_mistakes_is_refused() {
    let apart = structures(USUAL).filter(|jpeg| !jpeg.progressive && jpeg.scans != Scans::Together);
    for jpeg in apart.chain(structures(UNUSUAL)) {
        assert_eq!(refusal(&jpeg.encode()), Some("invalid_image"), "{jpeg:?}");
    }
    assert_eq!(refusal(&fixture("baseline-scan-per-component-420.jpg")), Some("invalid_image"));
}

#[test]
fn colours_of_other_encoders_are_right() {
    for name in FIXTURES {
        let (image, _) = decode(&fixture(name), 40_000_000).expect(name);
        let pixels = image.to_rgb8();
        let quarters = [[220, 20, 20], [20, 200, 20], [20, 20, 220], [230, 230, 20]];
        for ((x, y), expected) in [(20, 20), (100, 20), (20, 70), (100, 70)].into_iter().zip(quarters) {
            let expected = if name.contains("grey") { grey(expected) } else { expected };
            let found = pixels.get_pixel(x, y).0;
            assert!(found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 25), "{name}: {found:?} for {expected:?}");
        }
    }
}

/// What some phones write.
#[test]
fn a_jpeg_that_only_lacks_its_end_marker_is_taken() {
    let encoded = structures(USUAL).filter(|jpeg| jpeg.progressive || jpeg.scans == Scans::Together);
    let files = encoded.map(|jpeg| (format!("{jpeg:?}"), jpeg.encode()));
    for (name, whole) in files.chain(FIXTURES.map(|name| (name.to_owned(), fixture(name)))) {
        let (expected, _) = decode(&whole, 40_000_000).expect("a picture");
        let without_end = &whole[..whole.len() - 2];
        for tail in [[].as_slice(), &[0xff], &[0; 9]] {
            let found = decode(&[without_end, tail].concat(), 40_000_000);
            let (found, _) = found.unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
            assert!(found == expected, "{name} with {tail:?} behind it");
        }
    }
}

#[test]
fn a_jpeg_that_lacks_a_byte_of_its_pixels_is_refused() {
    let small = structures(USUAL).filter(|jpeg| jpeg.size == (17, 19) || jpeg.size == (33, 33));
    let encoded = small.filter(|jpeg| jpeg.progressive || jpeg.scans == Scans::Together);
    let files = encoded.map(|jpeg| (format!("{jpeg:?}"), jpeg.encode()));
    for (name, whole) in files.chain(FIXTURES.map(|name| (name.to_owned(), fixture(name)))) {
        for length in 0..whole.len() - 2 {
            assert_eq!(refusal(&whole[..length]), Some("invalid_image"), "{name}: {length} of {}", whole.len());
        }
    }
}

/// A frame that claims many pixels takes no memory for them.
#[test]
fn a_jpeg_without_an_end_is_refused_for_its_size_first() {
    let jpeg = Jpeg { size: (8, 8), sampling: USUAL[0], scans: Scans::Together, progressive: true, restart: 0 };
    let mut bytes = jpeg.encode();
    let frame = bytes.windows(2).position(|marker| marker == [0xff, 0xc2]).expect("a frame");
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    bytes.truncate(bytes.len() - 2);
    assert_eq!(refusal(&bytes), Some("too_many_pixels"));
}
