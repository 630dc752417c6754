//! Avatars and the names of their files.

use proptest::prelude::*;
use shared::domain::profile::avatar::AVATARS_MAX;
use shared::domain::profile::picture::Shape;
use shared::domain::{Avatar, Avatars, FileName, Id};

#[derive(Clone, Debug)]
enum Change {
    Add(u64),
    MakePrimary(u64),
    Remove(u64),
}

fn id(n: u64) -> Id {
    n.try_into().expect("an id")
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (0..5_u8, 1..40_u64).prop_map(|(what, n)| match what {
        0..=2 => Change::Add(n),
        3 => Change::MakePrimary(n),
        _ => Change::Remove(n),
    });
    prop::collection::vec(change, 0..120)
}

proptest! {
    #[test]
    fn there_is_one_primary_as_long_as_there_is_an_avatar(changes in changes()) {
        let mut avatars = Avatars::default();
        let (mut ids, mut primary): (Vec<u64>, Option<u64>) = (Vec::new(), None);
        for change in changes {
            let before = avatars.clone();
            let done = match change {
                Change::Add(n) => {
                    let avatar = Avatar { id: id(n), file: FileName::new(id(1), id(n), b"", "png") };
                    let fits = ids.len() < AVATARS_MAX && !ids.contains(&n);
                    if fits {
                        ids.push(n);
                        primary = primary.or(Some(n));
                    }
                    prop_assert_eq!(avatars.add(avatar).is_ok(), fits);
                    fits
                }
                Change::MakePrimary(n) => {
                    if ids.contains(&n) {
                        primary = Some(n);
                    }
                    prop_assert_eq!(avatars.make_primary(id(n)).is_ok(), ids.contains(&n));
                    ids.contains(&n)
                }
                Change::Remove(n) => {
                    let there = ids.contains(&n);
                    ids.retain(|other| *other != n);
                    if primary == Some(n) {
                        primary = ids.iter().copied().max();
                    }
                    prop_assert_eq!(avatars.remove(id(n)).is_ok(), there);
                    let gone = before.files_gone(&avatars);
                    prop_assert_eq!(gone.len(), usize::from(there));
                    there
                }
            };
            if !done {
                prop_assert_eq!(&avatars, &before);
            }
            prop_assert_eq!(avatars.primary().map(|avatar| avatar.id), primary.map(id));
            let mut newest_first = ids.clone();
            newest_first.sort_by(|a, b| b.cmp(a));
            let listed: Vec<_> = avatars.clone().newest_first().iter().map(|avatar| avatar.id.get()).collect();
            prop_assert_eq!(listed, newest_first);
        }
    }

    #[test]
    fn a_name_is_read_as_it_was_written(owner in 1..1_u64 << 53, n in 1..1_u64 << 53, content: Vec<u8>, png: bool) {
        let name = FileName::new(id(owner), id(n), &content, if png { "png" } else { "jpg" });
        prop_assert_eq!(FileName::parse(name.as_str()), Some(name.clone()));
        prop_assert_eq!(name.content_type(), if png { "image/png" } else { "image/jpeg" });
    }

    #[test]
    fn a_name_leads_nowhere_else(text in "[0-9a-f./%\\\\-]{0,60}|[0-9]{1,3}/[0-9]{1,3}-[0-9a-fA-F]{31,33}\\.(jpg|png|gif|html)") {
        if let Some(name) = FileName::parse(&text) {
            prop_assert_eq!(name.as_str(), &text);
            prop_assert!(!text.contains("..") && text.matches('/').count() == 1 && !text.contains(['%', '\\']));
        }
    }

    #[test]
    fn what_is_shown_lies_within_the_picture_and_is_no_larger_than_it_may_be(
        width in 1..100_000_u32,
        height in 1..100_000_u32,
    ) {
        for shape in [Shape::Avatar, Shape::Cover] {
            let (part, size) = shape.cut((width, height));
            prop_assert!(part.0 >= 1 && part.1 >= 1 && part.0 <= width && part.1 <= height);
            prop_assert!(size.0 >= 1 && size.1 >= 1 && size.0 <= 1_500 && size.1 <= 1_500);
            // Of the same proportions, to a pixel.
            let (a, b) = (u64::from(part.0) * u64::from(size.1), u64::from(part.1) * u64::from(size.0));
            prop_assert!(a.abs_diff(b) <= u64::from(part.0).max(u64::from(part.1)), "{part:?} {size:?}");
        }
    }
}
