//! Damaged uploads.

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

/// Some formats end with bytes that hold no pixels, which a picture may lack.
#[test]
fn a_truncated_picture_is_refused() {
    let formats = [
        ("PNG", png(120, 80), 16),
        ("JPEG", jpeg(120, 80), 0),
        ("WebP", webp(120, 80), 0),
        ("GIF", gif(120, 80, 1), 3),
    ];
    for (format, whole, trailer) in formats {
        Picture::make(Shape::Avatar, &whole).expect("a picture");
        for length in (0..whole.len() - trailer).step_by((whole.len() / 97).max(1)) {
            let truncated = Picture::make(Shape::Avatar, &whole[..length]);
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
            if let Ok(picture) = Picture::make(Shape::Avatar, &bytes) {
                assert_eq!(image::load_from_memory(picture.content()).expect("a picture").width(), 512);
            }
        }
    }
}
