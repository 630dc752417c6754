//! Words are folded alike in names and searches, and found by their beginning.

use proptest::prelude::*;

use super::*;
use crate::domain::account::username::Username;
use crate::domain::id::UserId;
use crate::domain::profile::audience::Audience;

fn user(username: &str, real_name: &str) -> Profile {
    let username = Username::parse(username).unwrap_or_else(|p| panic!("{p:?}"));
    Profile { real_name: real_name.to_owned(), ..Profile::new(UserId::try_from(7_u64).unwrap(), username, None) }
}

fn any_name(text: &str) -> Search {
    Search { any_name: words(text), ..Search::default() }
}

#[test]
fn text_is_split_into_folded_words() {
    for (text, expected) in [
        ("", &[][..]),
        (" \t--_.!?", &[]),
        ("John_Smith", &["john", "smith"]),
        ("Dupont-Moreau", &["dupont", "moreau"]),
        ("  O'Neil, 3rd ", &["o", "neil", "3rd"]),
        ("ÉÈÊ éèê E\u{301}", &["eee", "eee", "e"]),
        ("İstanbul i\u{307}stanbul", &["istanbul", "istanbul"]),
        ("Straße STRAẞE strasse", &["strasse", "strasse", "strasse"]),
        ("Łódź, Đặng Ðorđe", &["lodz", "dang", "dorde"]),
        ("Þóra Æsir Œuvre Øyvind Ǿ", &["thora", "aesir", "oeuvre", "oyvind", "o"]),
        ("Işık IŞIK Ħal ŦŊ", &["isik", "isik", "hal", "tn"]),
        ("李小龙 王", &["李小龙", "王"]),
        ("Ёлка Йод", &["елка", "иод"]),
        ("Νίκος ΝΙΚΟΣ", &["νικοσ", "νικοσ"]),
        ("ﬁx Ａｂｃ ①", &["fix", "abc", "1"]),
    ] {
        assert_eq!(words(text), expected, "{text}");
    }
    assert_eq!(words(&"x".repeat(500)), ["x".repeat(40)]);
}

#[test]
fn a_name_in_a_script_without_spaces_is_found_by_its_inner_words() {
    for (name, found, not_found) in [
        ("田中太郎", &["太郎", "田中", "田中太", "中太郎", "郎"][..], &["田太", "郎太"][..]),
        ("田中 太郎", &["太郎", "中", "太郎 田中"], &["田中太郎"]),
        ("たなかタロウ", &["なか", "タロウ"], &["たなかなか"]),
        ("김철수", &["철수", "김", "수"], &["김수", "ㅓㄹ"]),
        ("สมชายใจดี", &["ใจดี", "ชาย"], &["ดีใจ"]),
        ("山田Taro世", &["taro", "taro世", "世"], &["aro"]),
        ("Nguyễn Văn", &["van"], &["an", "guyen"]),
        ("Никитин", &["ник"], &["китин"]),
    ] {
        let profile = user("x", name);
        for text in found {
            assert!(any_name(text).matches(&profile, ViewerClass::Member), "{text} does not find {name}");
            let indexed = public_words(&profile);
            assert!(
                words(text).iter().all(|prefix| indexed.iter().any(|word| word.starts_with(prefix))),
                "{text}, {name}"
            );
        }
        for text in not_found {
            assert!(!any_name(text).matches(&profile, ViewerClass::Member), "{text} finds {name}");
        }
    }
}

#[test]
fn a_name_has_a_bounded_number_of_entries() {
    let long = "田".repeat(255);
    let profile = Profile {
        first_name: "郎 ".repeat(75),
        last_name: "김".repeat(150),
        location: "東 京 都 新 宿 区 ".repeat(14),
        description: "山".repeat(50),
        ..user("a_b_c_d_e_f_g_h", &long)
    };
    let entries = entries_of(&profile);
    let names = entries.iter().filter(|(scope, _)| matches!(scope, SearchScope::Everyone | SearchScope::Staff)).count();
    assert!((20..=6 + 3 * (6 + 16)).contains(&names), "{names}");
    assert!((names + 8..=names + 2 * (6 + 6) + 1).contains(&entries.len()), "{}", entries.len());
    // The names, and the gender.
    assert_eq!(entries_of(&user("anna", "田中太郎")).len(), 5 + 1);
    assert_eq!(entries_of(&user("anna", "Anna Maria")).len(), 2 + 1);
}

#[test]
fn only_approved_users_are_found() {
    for status in [Status::Blocked, Status::Deleted] {
        let profile = Profile { status, ..user("anna", "Maria") };
        assert!(public_words(&profile).is_empty());
        assert!(
            !any_name("anna").matches(&profile, ViewerClass::Member)
                && !Search::default().matches(&profile, ViewerClass::Member)
        );
    }
    let profile = user("anna_k", "Anna Maria");
    assert_eq!(public_words(&profile).into_iter().collect::<Vec<_>>(), ["anna", "k", "maria"]);
    assert!(
        any_name("anna").matches(&profile, ViewerClass::Member)
            && Search::default().matches(&profile, ViewerClass::Member)
    );
}

#[test]
fn staff_also_find_first_and_last_names_and_deactivated_users() {
    let profile = Profile { last_name: "Novak".to_owned(), ..user("anna", "Maria") };
    let entry = |scope, word: &str| (scope, word.to_owned());
    let (everybody, staff) = (SearchScope::Everyone, SearchScope::Staff);
    let active = [entry(everybody, "anna"), entry(everybody, "maria"), entry(staff, "novak")];
    let gender = entry(SearchScope::Gender, "unspecified");
    assert_eq!(entries_of(&profile), active.into_iter().chain([gender]).collect());
    assert!(matches_for_staff(&words("nov ann"), &profile) && !matches_for_staff(&words("nov bea"), &profile));
    let blocked = Profile { status: Status::Blocked, ..profile.clone() };
    let deactivated = entry(SearchScope::Accounts, "deactivated");
    let names = ["anna", "maria", "novak"].map(|word| entry(staff, word));
    assert_eq!(entries_of(&blocked), names.into_iter().chain([deactivated]).collect());
    assert!(matches_for_staff(&words("anna"), &blocked));
    assert!(entries_of(&Profile { status: Status::Deleted, ..profile }).is_empty());
}

#[test]
fn every_part_of_a_search_must_match() {
    let profile = Profile {
        gender: Gender::Female,
        location: "Kraków, Poland".to_owned(),
        description: "Climbs".to_owned(),
        ..user("anna_k", "Maria Nowak")
    };
    let whole = Search {
        any_name: words("mar ann"),
        username: words("k"),
        real_name: words("now"),
        gender: Some(Gender::Female),
        location: words("POL krak"),
        description: words("climb"),
    };
    assert!(whole.matches(&profile, ViewerClass::Member));
    for broken in [
        Search { any_name: words("mar nobody"), ..whole.clone() },
        Search { username: words("maria"), ..whole.clone() },
        Search { real_name: words("anna"), ..whole.clone() },
        Search { gender: Some(Gender::Unspecified), ..whole.clone() },
        Search { location: words("rakow"), ..whole.clone() },
        Search { description: words("climbs mountains"), ..whole.clone() },
    ] {
        assert!(!broken.matches(&profile, ViewerClass::Member), "{broken:?}");
    }
    assert!(!whole.is_single_prefix() && any_name("anna").is_single_prefix() && !any_name("anna k").is_single_prefix());
    assert!(Search::default().is_empty() && !whole.is_empty());
}

#[test]
fn what_is_no_name_is_looked_up_where_no_name_is_given() {
    let (location, description) = (words("new york"), words("likes mountains"));
    let search = Search { location, description, gender: Some(Gender::Male), ..Search::default() };
    let entry = |scope, word: &str| Some((scope, word.to_owned()));
    assert_eq!(
        Search { real_name: words("a"), ..search.clone() }.lookup(ViewerClass::Member),
        entry(SearchScope::Everyone, "a")
    );
    assert_eq!(search.lookup(ViewerClass::Member), entry(SearchScope::Location, "york"));
    let search = Search { location: Vec::new(), ..search };
    assert_eq!(search.lookup(ViewerClass::Member), entry(SearchScope::Description, "mountains"));
    let search = Search { description: Vec::new(), ..search };
    assert_eq!(search.lookup(ViewerClass::Member), entry(SearchScope::Gender, "male"));
    assert!(search.is_single_prefix() && Search { location: words("yo"), ..Search::default() }.is_single_prefix());
    assert!(!Search { location: words("yo"), ..search }.is_single_prefix());
}

#[test]
fn an_active_user_is_indexed_by_location_description_and_gender() {
    let profile = Profile {
        gender: Gender::Female,
        location: "東京 Kraków".to_owned(),
        description: "Climbs".to_owned(),
        ..user("anna", "")
    };
    let found = |scope| -> Vec<String> {
        entries_of(&profile).into_iter().filter(|entry| entry.0 == scope).map(|entry| entry.1).collect()
    };
    assert_eq!(found(SearchScope::Location), ["krakow", "京", "東京"]);
    assert_eq!((found(SearchScope::Description), found(SearchScope::Gender)), (words("climbs"), words("female")));
    for status in [Status::Blocked, Status::Deleted] {
        let hidden = entries_of(&Profile { status, ..profile.clone() });
        assert!(
            hidden.iter().all(|(scope, _)| matches!(scope, SearchScope::Staff | SearchScope::Accounts)),
            "{hidden:?}"
        );
    }
    // No gender begins another one.
    for gender in [Gender::Male, Gender::Female, Gender::Unspecified] {
        let others = [Gender::Male, Gender::Female, Gender::Unspecified].into_iter().filter(|other| *other != gender);
        assert!(others.map(gender_word).all(|other| !other.starts_with(&gender_word(gender))), "{gender:?}");
    }
}

#[test]
fn a_location_and_a_gender_are_found_by_those_who_may_see_them() {
    let by_location = Search { location: words("krak"), ..Search::default() };
    let by_gender = Search { gender: Some(Gender::Female), ..Search::default() };
    for (profile_visibility, anonymous, member) in [
        (Audience::Everyone, true, true),
        (Audience::Members, false, true),
        (Audience::Connections, false, false),
        (Audience::Owner, false, false),
    ] {
        let profile =
            Profile { gender: Gender::Female, location: "Kraków".to_owned(), profile_visibility, ..user("anna", "") };
        for (class, expected) in [(ViewerClass::Anonymous, anonymous), (ViewerClass::Member, member)] {
            for search in [&by_location, &by_gender] {
                assert_eq!(search.matches(&profile, class), expected, "{search:?} by {class:?}");
                let (scope, start) = search.lookup(class).expect("a lookup");
                let indexed = entries_of(&profile);
                assert_eq!(indexed.iter().any(|(at, word)| *at == scope && word.starts_with(&start)), expected);
            }
            assert!(any_name("anna").matches(&profile, class));
        }
    }
}

#[test]
fn a_search_is_a_line_of_at_most_100_characters() {
    assert!(Search::parse(&"é".repeat(100)).is_ok());
    assert!(Search::parse(&"é".repeat(101)).is_err());
    assert!(Search::parse("a\0b").is_err() && Search::parse("a\nb").is_err());
}

#[test]
fn a_search_without_letters_finds_no_one() {
    let search = Search { any_name: Search::parse(" ?! ").unwrap(), ..Search::default() };
    assert!(!search.is_empty() && !search.matches(&user("anna", "Maria"), ViewerClass::Member));
    assert!(Search::parse("  ").unwrap().is_empty());
}

#[test]
fn candidates_are_looked_up_by_the_first_of_the_longest_words() {
    let search = Search { any_name: words("ab cde"), username: words("fgh"), ..Search::default() };
    assert_eq!(search.lookup(ViewerClass::Member), Some((SearchScope::Everyone, "cde".to_owned())));
    assert_eq!(Search::default().lookup(ViewerClass::Member), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
        let found = words(&text);
        prop_assert_eq!(&words(&found.join(" ")), &found);
        prop_assert!(found.iter().all(|word| (1..=40).contains(&word.chars().count())));
        prop_assert!(found.iter().flat_map(|word| word.chars()).all(char::is_alphanumeric));
    }

    #[test]
    fn words_are_equal_without_regard_to_case(text in "[a-zA-Z0-9àéîõüÀÉÎÕÜčšžČŠŽа-яА-ЯёЁαβγσΑΒΓΣάέ _-]{0,40}") {
        let upper = words(&text.to_uppercase());
        prop_assert_eq!(&words(&text), &upper);
        prop_assert_eq!(&words(&text.to_lowercase()), &upper);
    }

    #[test]
    fn a_user_is_found_by_the_beginning_of_each_word(
        username in "x[a-zA-Z0-9_-]{0,12}",
        real_name in "[a-zA-ZéÉüÜ李小龙а-яА-Я '-]{0,30}",
        length in 1..12_usize,
    ) {
        let profile = user(&username, &real_name);
        for word in words(&username).iter().chain(&words(&real_name)) {
            let prefix: String = word.chars().take(length).collect();
            prop_assert!(any_name(&prefix).matches(&profile, ViewerClass::Member), "{}", prefix);
        }
        let whole = any_name(&[real_name.as_str(), &username].join(" "));
        prop_assert!(whole.matches(&profile, ViewerClass::Member), "{:?}", whole);
        // The index contains what the profile contains, up to its bounds.
        let indexed = public_words(&profile);
        let whole_words: Vec<String> = words(&username).into_iter().chain(words(&real_name)).collect();
        let inner = whole_words.iter().flat_map(|word| inner_words(word)).map(str::to_owned);
        let all: BTreeSet<_> = inner.chain(whole_words.iter().cloned()).collect();
        prop_assert!(indexed.is_subset(&all));
        let short = words(&username).len() <= 6 && words(&real_name).len() <= 6 && all.len() <= 16;
        prop_assert!(!short || indexed == all, "{:?} of {:?}", indexed, all);
    }

    #[test]
    fn every_user_whom_a_search_finds_has_the_word_that_is_looked_up(
        names in "[a-c]{1,3}( [a-c]{1,3}){0,2}",
        wanted in "[a-c]{1,3}( [a-c]{1,3}){0,2}",
    ) {
        let (profile, search) = (user("x", &names), any_name(&wanted));
        let (_, lookup) = search.lookup(ViewerClass::Member).expect("a word");
        if search.matches(&profile, ViewerClass::Member) {
            prop_assert!(public_words(&profile).iter().any(|word| word.starts_with(&lookup)));
        }
        let is_candidate = public_words(&profile).iter().any(|word| word.starts_with(&lookup));
        let lookup_alone = search.is_single_prefix();
        prop_assert_eq!(lookup_alone && is_candidate, lookup_alone && search.matches(&profile, ViewerClass::Member));
    }
}
