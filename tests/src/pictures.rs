//! Valid and hostile pictures, built byte by byte.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{Frame, Rgb, RgbImage, Rgba, RgbaImage};

/// Red on the left, blue on the right, and a little noise, so that every size has something to compress.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = u8::try_from((x * 7 + y * 13) % 16).expect("below 16");
        if x < width / 2 { Rgb([240 + noise / 2, noise, noise]) } else { Rgb([noise, noise, 240 + noise / 2]) }
    })
}

/// An opaque PNG.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    halves(width, height).write_with_encoder(PngEncoder::new(&mut bytes)).expect("a PNG");
    bytes
}

/// A PNG whose left half is transparent.
pub fn transparent_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = RgbaImage::from_fn(width, height, |x, _| Rgba([200, 100, 50, if x < width / 2 { 0 } else { 255 }]));
    image.write_with_encoder(PngEncoder::new(&mut bytes)).expect("a PNG");
    bytes
}

/// A white disc on transparent black, as `PNG`, `WebP` or `GIF`.
pub fn disc((width, height): (u32, u32), format: &str) -> Vec<u8> {
    let (x_centre, y_centre) = (width as f32 / 2.0, height as f32 / 2.0);
    let image = RgbaImage::from_fn(width, height, |x, y| {
        let distance = (x as f32 + 0.5 - x_centre).hypot(y as f32 + 0.5 - y_centre);
        if distance < y_centre * 0.8 { Rgba([255; 4]) } else { Rgba([0; 4]) }
    });
    let mut bytes = Vec::new();
    match format {
        "PNG" => image.write_with_encoder(PngEncoder::new(&mut bytes)).expect("a PNG"),
        "WebP" => image.write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).expect("a WebP"),
        "GIF" => GifEncoder::new(&mut bytes).encode_frame(Frame::new(image)).expect("a GIF"),
        _ => panic!("not a format: {format}"),
    }
    bytes
}

/// A file of `tests/fixtures/jpeg`: red, green, blue and yellow quarters, as libjpeg-turbo writes them.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/jpeg/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a fixture")
}

/// A JPEG as a camera makes it.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    halves(width, height).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).expect("a JPEG");
    bytes
}

/// A lossless WebP.
pub fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    halves(width, height).write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).expect("a WebP");
    bytes
}

/// A GIF with a number of frames, of which the first is red.
pub fn gif(width: u32, height: u32, frames: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for frame in 0..frames {
        let image = RgbaImage::from_pixel(width, height, Rgba([if frame == 0 { 255 } else { 0 }, frame, 0, 255]));
        encoder.encode_frame(Frame::new(image)).expect("a frame");
    }
    drop(encoder);
    bytes
}

/// The value of the field `avatar_base64`.
pub fn base64(picture: &[u8]) -> String {
    format!("image/png;base64,{}", STANDARD.encode(picture))
}

/// A location that the metadata contain: it must not survive.
pub const SECRET_LOCATION: &[u8] = b"48.8584 N 2.2945 E";

/// A JPEG with EXIF: the camera's orientation (1 to 8) and its location.
pub fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    // Little-endian TIFF with two entries: Orientation, and ImageDescription, which contains the location.
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    let length = u32::try_from(SECRET_LOCATION.len()).expect("short").to_le_bytes();
    tiff.extend([&[0x0e, 0x01, 2, 0][..], &length, &38_u32.to_le_bytes()].concat());
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 38);
    tiff.extend(SECRET_LOCATION);
    let content = [b"Exif\0\0", tiff.as_slice()].concat();
    let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &content, &jpeg[2..]].concat()
}

/// A PNG with a text chunk.
pub fn with_text(png: &[u8]) -> Vec<u8> {
    let text = [b"Comment\0", SECRET_LOCATION].concat();
    // After the signature and the header.
    [&png[..33], &chunk(b"tEXt", &text), &png[33..]].concat()
}

/// A PNG whose header declares this size, almost without pixels.
pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    // The beginning of a zlib stream of zeros.
    let pixels = [0x78, 0x9c, 0x63, 0x00, 0x00];
    [b"\x89PNG\r\n\x1a\n", &*chunk(b"IHDR", &header), &chunk(b"IDAT", &pixels), &chunk(b"IEND", &[])].concat()
}

/// A PNG that inflates to a grey picture of this size, a thousand times its bytes.
pub fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = image::GrayImage::new(width, height);
    let encoder = PngEncoder::new_with_quality(
        &mut bytes,
        image::codecs::png::CompressionType::Best,
        image::codecs::png::FilterType::NoFilter,
    );
    image.write_with_encoder(encoder).expect("a PNG");
    bytes
}

/// A WebP that declares a small size around a frame of 16,383 pixels a side.
pub fn webp_with_large_frame() -> Vec<u8> {
    let riff = |name: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short").to_le_bytes();
        [name.as_slice(), &length, content].concat()
    };
    let canvas = riff(b"VP8X", &[0, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
    // A key frame of 50,000 zero bytes.
    let head = [0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f];
    let frame = riff(b"VP8 ", &[head.as_slice(), &[0; 50_000]].concat());
    riff(b"RIFF", &[b"WEBP", canvas.as_slice(), &frame].concat())
}

/// A GIF that declares a small size around a frame of 65,535 pixels a side.
pub fn gif_with_large_frame() -> Vec<u8> {
    let screen = [b"GIF89a".as_slice(), &[10, 0, 10, 0, 0x80, 0, 0], &[0, 0, 0, 255, 255, 255]].concat();
    let frame = [0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 2, 0x4c, 0x01, 0, 0x3b];
    [screen.as_slice(), &frame].concat()
}

/// A JPEG that repeats its scan a thousand times.
pub fn jpeg_of_scans() -> Vec<u8> {
    let one = jpeg(64, 64);
    let scan = one.windows(2).position(|marker| marker == [0xff, 0xda]).expect("a scan");
    let (head, scan) = (&one[..scan], &one[scan..one.len() - 2]);
    [head, &scan.repeat(1_000), &[0xff, 0xd9]].concat()
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), content].concat();
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let turn = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), turn))
}

/// Uploads that must be refused, with their names.
pub fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let half = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len() / 2);
        bytes
    };
    let polyglot = |magic: &[u8], rest: &str| [magic, rest.as_bytes()].concat();
    vec![
        ("nothing", Vec::new()),
        ("one byte", vec![0x89]),
        ("noise", (0..10_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()),
        ("an SVG", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec()),
        ("an HTML page", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("a script", b"#!/bin/sh\nid\n".to_vec()),
        ("a PDF", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n".to_vec()),
        ("an archive", b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()),
        ("a TIFF", b"II*\0\x08\0\0\0\0\0\0\0\0\0".to_vec()),
        ("a BMP", b"BM\x1e\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x01\0\x01\0\x01\0\x18\0\0\0\xff\0".to_vec()),
        ("an icon", b"\0\0\x01\0\x01\0\x01\x01\0\0\x01\0\x20\0\x30\0\0\0\x16\0\0\0".to_vec()),
        ("an AVIF", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf".to_vec()),
        ("a script that begins as a GIF", polyglot(b"GIF89a", "/*\0\0\0*/=1;alert(1)//")),
        ("a page that begins as a PNG", polyglot(b"\x89PNG\r\n\x1a\n", "<script>alert(1)</script>")),
        ("a page that begins as a JPEG", polyglot(b"\xff\xd8\xff\xe0", "<script>alert(1)</script>")),
        ("a page that begins as a WebP", polyglot(b"RIFF\xff\0\0\0WEBP", "<script>alert(1)</script>")),
        ("a JPEG after the magic of a PNG", [&png(8, 8)[..8], &jpeg(8, 8)].concat()),
        ("half a PNG", half(png(300, 200))),
        ("half a JPEG", half(jpeg(300, 200))),
        ("half a WebP", half(webp(300, 200))),
        ("half a GIF", half(gif(300, 200, 1))),
        ("a JPEG without its last pixels", jpeg(300, 200)[..jpeg(300, 200).len() - 3].to_vec()),
        ("a JPEG that is all header", jpeg(8, 8)[..20].to_vec()),
        ("a PNG with a bad checksum", {
            let mut bytes = png(64, 64);
            bytes[29] ^= 0xff;
            bytes
        }),
        ("a PNG of no width", png_header(0, 10)),
        ("a PNG of 50,000 a side", png_header(50_000, 50_000)),
        ("a PNG of the greatest size", png_header(0x7fff_ffff, 0x7fff_ffff)),
        ("a PNG of a long line", png_header(0x7fff_ffff, 1)),
        ("a JPEG of 65,500 a side", {
            let mut bytes = jpeg(64, 64);
            let frame = bytes.windows(2).position(|marker| marker == [0xff, 0xc0]).expect("a frame");
            bytes[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
            bytes
        }),
        ("a GIF of 65,535 a side", {
            let mut bytes = gif(8, 8, 1);
            bytes[6..10].copy_from_slice(&[0xff; 4]);
            bytes
        }),
        ("a GIF with a frame of 65,535 a side", gif_with_large_frame()),
        ("a WebP with a frame of 16,383 a side", webp_with_large_frame()),
        ("a JPEG of a thousand scans", jpeg_of_scans()),
        ("a PNG of 65 megapixels in 65 KB", png_bomb(10_000, 6_500)),
    ]
}
