//! Transparency, and damaged uploads.

mod encoder;
mod jpegs;

use image::codecs::gif::GifEncoder;
use image::codecs::webp::WebPEncoder;
use image::{Frame, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

/// Red on the left and blue on the right, with a little noise, so that every size has something to compress.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = u8::try_from((x * 7 + y * 13) % 16).expect("below 16");
        if x < width / 2 { Rgb([240 + noise / 2, noise, noise]) } else { Rgb([noise, noise, 240 + noise / 2]) }
    })
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    halves(width, height).write_with_encoder(PngEncoder::new(&mut bytes)).expect("a PNG");
    bytes
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    halves(width, height).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).expect("a JPEG");
    bytes
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    halves(width, height).write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).expect("a WebP");
    bytes
}

/// An animation whose first frame is red.
fn gif(width: u32, height: u32, frames: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for frame in 0..frames {
        let image = RgbaImage::from_pixel(width, height, Rgba([if frame == 0 { 255 } else { 0 }, frame, 0, 255]));
        encoder.encode_frame(Frame::new(image)).expect("a frame");
    }
    drop(encoder);
    bytes
}

fn make(upload: &[u8]) -> Result<Picture, Problem> {
    Picture::make(Shape::Avatar, upload, 40_000_000)
}

/// A white disc in the middle of what is transparent.
fn disc((width, height): (u32, u32), hidden: [u8; 3]) -> RgbaImage {
    let [x_centre, y_centre] = [width, height].map(|side| side as f32 / 2.0);
    RgbaImage::from_fn(width, height, |x, y| {
        let distance = (x as f32 + 0.5 - x_centre).hypot(y as f32 + 0.5 - y_centre);
        let [r, g, b] = hidden;
        if distance < y_centre * 0.8 { Rgba([255; 4]) } else { Rgba([r, g, b, 0]) }
    })
}

fn encoded(image: &RgbaImage) -> [(&'static str, Vec<u8>); 3] {
    let (mut png, mut webp, mut gif) = (Vec::new(), Vec::new(), Vec::new());
    image.write_with_encoder(PngEncoder::new(&mut png)).expect("a PNG");
    image.write_with_encoder(WebPEncoder::new_lossless(&mut webp)).expect("a WebP");
    GifEncoder::new(&mut gif).encode_frame(Frame::new(image.clone())).expect("a GIF");
    [("PNG", png), ("WebP", webp), ("GIF", gif)]
}

/// Smaller than the result, as large, and larger; also with a side that is not a multiple of it.
#[test]
fn what_is_transparent_tints_nothing_and_is_not_published() {
    let avatars = [(60, 60), (512, 512), (600, 530)].map(|size| (Shape::Avatar, size));
    let covers = [(600, 100), (1_500, 250), (1_901, 300)].map(|size| (Shape::Cover, size));
    for (shape, size) in avatars.into_iter().chain(covers) {
        for hidden in [[0, 0, 0], [255, 0, 0]] {
            for (format, upload) in encoded(&disc(size, hidden)) {
                let picture = Picture::make(shape, &upload, 40_000_000).expect("a picture");
                let pixels = image::load_from_memory(picture.content()).expect("a picture").to_rgba8();
                for pixel in pixels.pixels() {
                    let [colours @ .., alpha] = pixel.0;
                    let expected = if alpha == 0 { [0; 3] } else { [255; 3] };
                    assert_eq!(colours, expected, "{format} of {size:?}, {shape:?}, alpha {alpha}");
                }
            }
        }
    }
}

#[test]
fn the_error_says_how_many_pixels_are_allowed() {
    let refused = Picture::make(Shape::Avatar, &png(2_001, 1_000), 2_000_000).expect_err("too many pixels");
    assert_eq!(refused.message, "The picture has more than 2 megapixels.");
}

/// Some formats end with bytes that hold no pixels, which a picture may lack.
#[test]
fn a_truncated_picture_is_refused() {
    let formats = [
        ("PNG", png(120, 80), 16),
        ("JPEG", jpeg(120, 80), 2),
        ("WebP", webp(120, 80), 0),
        ("GIF", gif(120, 80, 1), 3),
    ];
    for (format, whole, trailer) in formats {
        make(&whole).expect("a picture");
        for length in (0..whole.len() - trailer).step_by((whole.len() / 97).max(1)) {
            let truncated = make(&whole[..length]);
            assert!(truncated.is_err(), "{format}: {length} of {}", whole.len());
        }
    }
}

/// Whichever bytes are changed, the result is a picture or an error, never a panic.
#[test]
fn random_damage_never_panics() {
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for whole in [png(40, 30), jpeg(40, 30), webp(40, 30), gif(40, 30, 2)] {
        for _ in 0..100 {
            let mut bytes = whole.clone();
            for _ in 0..1 + random(6) {
                let at = random(bytes.len());
                bytes[at] = u8::try_from(random(256)).unwrap();
            }
            if let Ok(picture) = make(&bytes) {
                assert_eq!(image::load_from_memory(picture.content()).expect("a picture").width(), 512);
            }
        }
    }
}
