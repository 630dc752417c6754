//! Index partitions of the list of all users.

use crate::domain::UserId;

const USERS: &str = "USERS";

/// Parts of the list of all users, in each of the two indexes. A page is merged from all of them.
pub const USERS_PARTS: u64 = 4;

/// The first characters with which the parts by username begin, after the first part. Names of European languages are
/// divided about evenly.
const USERNAME_BORDERS: [&str; USERS_PARTS as usize - 1] = ["d", "k", "r"];

/// Index partition of a part of the list of all users who are not deleted: by id in GSI1, by folded username in GSI2.
///
/// The first part has the name that the whole list had in earlier versions. Their rows stay there, whatever the user's id
/// and username.
pub fn users(part: u64) -> String {
    if part == 0 { USERS.to_owned() } else { format!("{USERS}#{part}") }
}

/// The part by id that has a new user. Concurrent registrations rarely go to the same one.
pub fn part_of_user(id: UserId) -> u64 {
    id.get() % USERS_PARTS
}

/// The part by username that has this folded username, and all others that begin with the same character.
pub fn part_of_username(folded: &str) -> u64 {
    USERNAME_BORDERS.partition_point(|border| *border <= folded) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    /// How many of these are in each part.
    fn sizes(parts: impl Iterator<Item = u64>) -> BTreeMap<u64, usize> {
        parts.fold(BTreeMap::new(), |mut sizes, part| {
            *sizes.entry(part).or_default() += 1;
            sizes
        })
    }

    #[test]
    fn each_part_is_a_partition_and_the_first_is_that_of_earlier_versions() {
        let partitions: BTreeSet<String> = (0..USERS_PARTS).map(users).collect();
        assert_eq!(partitions.len() as u64, USERS_PARTS);
        assert_eq!(users(0), "USERS");
    }

    #[test]
    fn no_part_has_most_of_common_names() {
        let names = "adam ali ana anna ben carla chen daniel david elena emma eva finn hana hugo ivan jack jan julia kim
                     lara leo lin lucas maria max mia mohamed nina noah olga omar paul peter rosa sam sara sofia tom yuki";
        let names: Vec<_> = names.split_whitespace().collect();
        let sizes = sizes(names.iter().map(|name| part_of_username(name)));
        assert_eq!(sizes.len() as u64, USERS_PARTS, "{sizes:?}");
        assert!(sizes.values().all(|size| 2 * size < names.len()), "{sizes:?}");
    }

    proptest! {
        #[test]
        fn users_of_one_moment_are_in_all_parts(ms in 1_704_067_200_001_i64..3_000_000_000_000, from in 0..4_000_u16) {
            let now = Timestamp::from_millisecond(ms).unwrap().as_millisecond();
            let sizes = sizes((from..from + 40).map(|bits| part_of_user(UserId::at(now, bits))));
            prop_assert_eq!(sizes, (0..USERS_PARTS).map(|part| (part, 10)).collect());
        }

        #[test]
        fn parts_by_username_are_in_the_order_of_usernames(
            a in "[a-z0-9_.+@-]{1,20}", b in "[a-z0-9_.+@-]{1,20}",
        ) {
            let [part, other] = [&a, &b].map(|name| part_of_username(name));
            prop_assert!(part < USERS_PARTS && other < USERS_PARTS);
            // Names of a lower part come before all of a higher one.
            prop_assert!(part == other || (part < other) == (a < b), "{} {}", a, b);
            // A search for a first character asks one part.
            prop_assert_eq!(part_of_username(&a[..1]), part);
        }
    }
}
