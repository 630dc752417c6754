//! From an upload to the picture that is shown: a new file of known size, drawn from the pixels alone. Nothing else of
//! the upload survives, neither metadata nor data hidden before, between or behind the pixels.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};

use crate::domain::Problem;
use crate::domain::profile::picture::Shape;
use crate::media::{alpha, soundness};

/// The accepted formats.
const FORMATS: [ImageFormat; 4] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif];
/// The most memory for a pixel of an upload, in bytes: 16 bits for each channel.
const PIXEL_BYTES_MAX: u64 = 8;
/// JPEG quality of opaque pictures, of 100.
const QUALITY: u8 = 88;

/// A picture that is shown: JPEG, or PNG if a part of it is transparent.
#[derive(Debug)]
pub struct Picture {
    content: Vec<u8>,
    extension: &'static str,
    size: (u32, u32),
}

impl Picture {
    /// Makes a picture of an upload of at most `pixels_max` pixels; of an animation it takes the first frame. Dimensions are
    /// read from the header, and larger ones are refused before a pixel is decoded. Takes a processor for up to a second, and
    /// the memory of the decoded upload.
    pub fn make(shape: Shape, upload: &[u8], pixels_max: u64) -> Result<Self, Problem> {
        Self::encode(&draw(shape, upload, pixels_max)?).map_err(|error| problem(&error, pixels_max))
    }

    /// The bytes of the file.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// `jpg` or `png`.
    pub fn extension(&self) -> &'static str {
        self.extension
    }

    /// Width and height, in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    pub(super) fn encode(image: &DynamicImage) -> Result<Self, ImageError> {
        let mut content = Vec::new();
        let size = (image.width(), image.height());
        let mut rgba = image.to_rgba8();
        // Transparent pixels have a colour too, which may be what someone has erased.
        rgba.pixels_mut().filter(|pixel| pixel.0[3] == 0).for_each(|pixel| pixel.0 = [0; 4]);
        if rgba.pixels().any(|pixel| pixel.0[3] != u8::MAX) {
            rgba.write_with_encoder(PngEncoder::new(&mut content))?;
            return Ok(Self { content, extension: "png", size });
        }
        image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut content, QUALITY))?;
        Ok(Self { content, extension: "jpg", size })
    }
}

/// The visible part of an upload, upright and in its final size.
pub(super) fn draw(shape: Shape, upload: &[u8], pixels_max: u64) -> Result<DynamicImage, Problem> {
    let (whole, orientation) = decode(upload, pixels_max)?;
    let mut picture = cut(whole, shape, orientation);
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// The pixels, and the orientation of the camera.
fn decode(upload: &[u8], pixels_max: u64) -> Result<(DynamicImage, Orientation), Problem> {
    let format = image::guess_format(upload).ok().filter(|format| FORMATS.contains(format));
    let format = format.ok_or_else(Problem::not_a_picture)?;
    let upload = soundness::check(format, upload, pixels_max)?;
    let mut reader = ImageReader::with_format(Cursor::new(&upload), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(pixels_max * PIXEL_BYTES_MAX);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(|error| problem(&error, pixels_max))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > pixels_max {
        return Err(Problem::too_many_pixels(pixels_max));
    }
    limits.reserve(decoder.total_bytes()).map_err(|error| problem(&error, pixels_max))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| problem(&error, pixels_max))?;
    if image.width() == 0 || image.height() == 0 {
        return Err(Problem::damaged_picture());
    }
    Ok((image, orientation))
}

/// The visible part in its final size. Orientation is applied afterwards, when there are fewer pixels to move; the part
/// is centred, so it is the same.
pub(super) fn cut(mut whole: DynamicImage, shape: Shape, orientation: Orientation) -> DynamicImage {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let turned = matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH);
    let as_held = |(a, b): (u32, u32)| if turned { (b, a) } else { (a, b) };
    let (part, size) = shape.crop(as_held((whole.width(), whole.height())));
    let (part, size) = (as_held(part), as_held(size));
    if part == size {
        return middle(&whole, part);
    }
    alpha::premultiply(&mut whole);
    let mut scaled = if part.0 > size.0 {
        // Shrink first: the part alone would be a second copy of most of the pixels.
        let smaller =
            whole.thumbnail_exact(shrunk(whole.width(), size.0, part.0), shrunk(whole.height(), size.1, part.1));
        middle(&smaller, size)
    } else {
        // Cut first: a long strip, enlarged, would take any amount of memory.
        middle(&whole, part).resize_exact(size.0, size.1, FilterType::CatmullRom)
    };
    alpha::divide(&mut scaled);
    scaled
}

/// A side of the whole picture where its part shrinks to a size; at least that size.
fn shrunk(side: u32, size: u32, part: u32) -> u32 {
    let shrunk = (u64::from(side) * u64::from(size)).div_ceil(u64::from(part.max(1)));
    u32::try_from(shrunk).unwrap_or(u32::MAX).max(size)
}

fn middle(image: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    image.crop_imm((image.width() - width) / 2, (image.height() - height) / 2, width, height)
}

pub(super) fn problem(error: &ImageError, pixels_max: u64) -> Problem {
    match error {
        ImageError::Limits(_) => Problem::too_many_pixels(pixels_max),
        _ => Problem::damaged_picture(),
    }
}

#[cfg(test)]
mod tests;
