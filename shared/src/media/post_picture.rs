//! The pictures of a post, drawn from one upload: a large one, and a thumbnail.

use image::DynamicImage;
use image::metadata::Orientation;

use crate::domain::Problem;
use crate::domain::profile::picture::Shape;
use crate::media::Picture;
use crate::media::picture::{cut, draw, problem};

/// The pictures of a post.
#[derive(Debug)]
pub struct PostPicture {
    /// The picture.
    pub image: Picture,
    /// A smaller one.
    pub thumbnail: Picture,
    /// The average colour, such as `#1f7a4d`.
    pub color: String,
}

impl PostPicture {
    /// Makes the pictures of an upload of at most `pixels_max` pixels, as [`Picture::make`] does.
    pub fn make(upload: &[u8], pixels_max: u64) -> Result<Self, Problem> {
        let large = draw(Shape::Post, upload, pixels_max)?;
        let encode = |image: &DynamicImage| Picture::encode(image).map_err(|error| problem(&error, pixels_max));
        let image = encode(&large)?;
        let small = cut(large, Shape::Thumbnail, Orientation::NoTransforms);
        Ok(Self { image, thumbnail: encode(&small)?, color: average(&small) })
    }
}

/// The average colour of the pixels, each as opaque as it is; white if all are transparent.
fn average(image: &DynamicImage) -> String {
    let (mut sums, mut weight) = ([0_u64; 3], 0_u64);
    for pixel in image.to_rgba8().pixels() {
        let [r, g, b, alpha] = pixel.0.map(u64::from);
        weight += alpha;
        for (sum, channel) in sums.iter_mut().zip([r, g, b]) {
            *sum += channel * alpha;
        }
    }
    let [r, g, b] = sums.map(|sum| (sum + weight / 2).checked_div(weight).unwrap_or(255));
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = RgbaImage::from_fn(width, height, |x, y| Rgba(pixel(x, y)));
        DynamicImage::ImageRgba8(image).write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn a_picture_is_whole_and_its_thumbnail_smaller() {
        for (size, large, small) in [
            ((2_400, 1_200), (1_200, 600), (400, 200)),
            ((300, 200), (300, 200), (300, 200)),
            ((500, 7_200), (250, 3_600), (27, 400)),
            ((1, 5_000), (1, 3_600), (1, 400)),
        ] {
            let picture = PostPicture::make(&png(size.0, size.1, |_, _| [200, 100, 50, 255]), 40_000_000).unwrap();
            assert_eq!((picture.image.size(), picture.thumbnail.size()), (large, small), "{size:?}");
            assert_eq!((picture.image.extension(), picture.color.as_str()), ("jpg", "#c86432"), "{size:?}");
        }
    }

    #[test]
    fn transparent_pixels_do_not_count_for_the_colour() {
        let half = png(40, 40, |x, _| if x < 20 { [255, 0, 0, 255] } else { [0, 255, 0, 0] });
        let picture = PostPicture::make(&half, 40_000_000).unwrap();
        assert_eq!((picture.image.extension(), picture.color.as_str()), ("png", "#ff0000"));
        assert_eq!(PostPicture::make(&png(3, 3, |_, _| [0; 4]), 40_000_000).unwrap().color, "#ffffff");
        assert_eq!(PostPicture::make(b"no picture", 40_000_000).unwrap_err().code, "invalid_image");
    }
}
