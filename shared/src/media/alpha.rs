//! Colours that are multiplied by their alpha, as they must be where pixels are mixed: the colour of a transparent pixel
//! would otherwise tint its neighbours.

use image::DynamicImage;

/// Multiplies the colours by their alpha. Changes nothing without an alpha channel.
pub(super) fn premultiply(image: &mut DynamicImage) {
    each_pixel(image, |colour, alpha, max| (colour * alpha + max / 2) / max);
}

/// Divides the colours by their alpha again. Transparent pixels become black.
pub(super) fn divide(image: &mut DynamicImage) {
    each_pixel(image, |colour, alpha, max| (colour * max + alpha / 2).checked_div(alpha).unwrap_or(0).min(max));
}

/// Replaces each colour channel by a function of it, of alpha, and of the largest value of both.
fn each_pixel(image: &mut DynamicImage, change: impl Fn(u64, u64, u64) -> u64) {
    match image {
        DynamicImage::ImageRgba8(pixels) => change_channels::<u8, 4>(pixels, u8::MAX.into(), change),
        DynamicImage::ImageRgba16(pixels) => change_channels::<u16, 4>(pixels, u16::MAX.into(), change),
        DynamicImage::ImageLumaA8(pixels) => change_channels::<u8, 2>(pixels, u8::MAX.into(), change),
        DynamicImage::ImageLumaA16(pixels) => change_channels::<u16, 2>(pixels, u16::MAX.into(), change),
        // The accepted formats have no other alpha.
        _ => {}
    }
}

/// `N` channels a pixel, of which the last is alpha.
fn change_channels<T, const N: usize>(channels: &mut [T], max: u64, change: impl Fn(u64, u64, u64) -> u64)
where
    T: Copy + Into<u64> + TryFrom<u64>,
{
    for pixel in channels.chunks_exact_mut(N) {
        let Some((alpha, colours)) = pixel.split_last_mut() else { continue };
        // Most pixels are opaque, and do not change.
        if (*alpha).into() == max {
            continue;
        }
        for colour in colours {
            *colour = T::try_from(change((*colour).into(), (*alpha).into(), max)).unwrap_or(*colour);
        }
    }
}
