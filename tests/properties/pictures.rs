//! Uploads that are damaged.

use rstest::rstest;
use shared::domain::profile::picture::Shape;
use shared::media::Picture;
use tests::pictures;

/// Wherever a file is cut off, what is there of it is no picture; but the very end of some holds no pixels.
#[rstest]
#[case::png(pictures::png(120, 80), 16)]
#[case::jpeg(pictures::jpeg(120, 80), 0)]
#[case::webp(pictures::webp(120, 80), 0)]
#[case::gif(pictures::gif(120, 80, 1), 3)]
fn a_picture_that_is_cut_off_is_refused(#[case] whole: Vec<u8>, #[case] end: usize) {
    Picture::make(Shape::Avatar, &whole).expect("a picture");
    for length in (0..whole.len() - end).step_by((whole.len() / 97).max(1)) {
        assert!(Picture::make(Shape::Avatar, &whole[..length]).is_err(), "{length} of {}", whole.len());
    }
}

/// Whatever a byte is turned into, there is a picture or a refusal, and never a panic.
#[test]
fn bytes_turned_at_random_do_no_harm() {
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for whole in [pictures::png(40, 30), pictures::jpeg(40, 30), pictures::webp(40, 30), pictures::gif(40, 30, 2)] {
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
