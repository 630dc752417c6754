//! What sample users look like: avatars of two colours, drawn here, and stored as uploads are.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use rand::RngExt as _;
use shared::domain::profile::picture::{AVATAR_SIDE, PIXELS_MAX, Shape};
use shared::domain::{Avatar, Avatars, Error, Result};
use shared::media::Media;
use shared::store::Store;

use super::chance::{Aspect, id_between, pick, rng};
use super::refusal::unless_refused;
use super::sample_user::SampleUser;

/// Every so many users one has a picture: the first, the ninth and so on.
const ONE_OF: u64 = 8;
/// Pairs of colours, of the ground and of what is on it.
const COLOURS: [[Rgb<u8>; 2]; 8] = [
    [Rgb([0xf4, 0xe3, 0xd3]), Rgb([0xb2, 0x4c, 0x2a])],
    [Rgb([0xe3, 0xee, 0xe0]), Rgb([0x2f, 0x6b, 0x4f])],
    [Rgb([0xdf, 0xe9, 0xf5]), Rgb([0x23, 0x55, 0x8f])],
    [Rgb([0xf3, 0xdf, 0xe8]), Rgb([0x96, 0x2d, 0x5f])],
    [Rgb([0xee, 0xe6, 0xf6]), Rgb([0x5b, 0x3f, 0x8c])],
    [Rgb([0xfb, 0xf0, 0xcc]), Rgb([0x8a, 0x65, 0x10])],
    [Rgb([0x24, 0x3b, 0x4a]), Rgb([0xf2, 0xb1, 0x34])],
    [Rgb([0x3a, 0x2e, 0x39]), Rgb([0xf1, 0x5a, 0x59])],
];
/// Fields of the pattern on each side, and their size in pixels. The rest is a margin.
const FIELDS: u32 = 5;
const FIELD: u32 = 88;

/// Adds the avatar of a user who should have one, has none, and is not deactivated.
pub async fn add(store: &Store, media: &Media, user: SampleUser) -> Result<()> {
    if !user.n.is_multiple_of(ONE_OF) {
        return Ok(());
    }
    let avatars = store.avatars().get(user.id).await?;
    if avatars.primary().is_some() {
        return Ok(());
    }
    let upload = draw(user.n)?;
    let made = media.make(Shape::Avatar, upload, PIXELS_MAX).await?;
    let picture = made.map_err(|problem| Error::internal(problem.message))?;
    let id = id_between(&mut rng(Aspect::Picture, user.n), user.id.created(), user.seeded);
    let avatar = Avatar { id, file: media.keep(user.id, id, &picture).await? };
    let add = |avatars: &mut Avatars| avatars.add(avatar.clone()).map_err(|problem| Error::field("avatar", problem));
    unless_refused(store.avatars().change(user.id, avatars, add).await)
}

/// Draws a symmetrical pattern as a PNG.
fn draw(n: u64) -> Result<Vec<u8>> {
    let rng = &mut rng(Aspect::Picture, n);
    let [ground, figure] = pick(rng, &COLOURS);
    let pattern: [[bool; FIELDS as usize]; FIELDS as usize] = rng.random();
    let margin = (AVATAR_SIDE - FIELDS * FIELD) / 2;
    let field = |at: u32| at.checked_sub(margin).map(|at| at / FIELD).filter(|field| *field < FIELDS);
    let picture = RgbImage::from_fn(AVATAR_SIDE, AVATAR_SIDE, |x, y| {
        let (Some(column), Some(row)) = (field(x), field(y)) else { return ground };
        let mirrored = column.min(FIELDS - 1 - column);
        if pattern[row as usize][mirrored as usize] { figure } else { ground }
    });
    let mut png = Vec::new();
    picture.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).map_err(Error::internal)?;
    Ok(png)
}
