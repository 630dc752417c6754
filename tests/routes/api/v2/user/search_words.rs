//! `GET /api/v2/user/search/`: which words find a user.

use tests::App;

use super::search::{searched, set, user_named};

#[tokio::test]
async fn finds_the_start_of_any_word_without_regard_to_case_and_accents() {
    let app = App::new().await;
    for (name, real_name) in [
        ("john_smith", "Élodie Dupont-Moreau"),
        ("ayse", "İpek Yılmaz"),
        ("gross", "Weiß Straße"),
        ("bruce", "李小龙"),
        ("lev", "Лев Толстой"),
        ("Maria99", "Zoe O'Neil"),
        ("hanna", "김민수"),
    ] {
        user_named(&app, name, real_name).await;
    }
    app.settle().await;
    for (text, expected) in [
        ("john", "john_smith"),
        ("JoHn", "john_smith"),
        ("jóhn", "john_smith"),
        ("john_smith", "john_smith"),
        ("smi", "john_smith"),
        ("mith", ""),
        ("Élo", "john_smith"),
        ("élo", "john_smith"),
        ("ELODIE", "john_smith"),
        ("E\u{301}lodie", "john_smith"),
        ("elodiee", ""),
        ("dupont", "john_smith"),
        ("mor", "john_smith"),
        ("dupont-moreau", "john_smith"),
        ("ontmor", ""),
        ("ipek", "ayse"),
        ("İPEK", "ayse"),
        ("IPEK", "ayse"),
        ("weiß", "gross"),
        ("straß", "gross"),
        ("STRAẞE", "gross"),
        ("李小", "bruce"),
        ("李小龙", "bruce"),
        ("小龙", ""),
        ("лев", "lev"),
        ("ТОЛСТ", "lev"),
        ("толстой", "lev"),
        ("олст", ""),
        ("maria9", "Maria99"),
        ("neil", "Maria99"),
        ("o'neil", "Maria99"),
        ("zoé", "Maria99"),
        ("ｚｏｅ", "Maria99"),
        ("김민", "hanna"),
        ("nobody", ""),
    ] {
        let expected = if expected.is_empty() { set([]) } else { set([expected]) };
        assert_eq!(searched(&app, text).await, expected, "{text}");
    }
}

#[tokio::test]
async fn capitals_find_a_greek_name_that_ends_in_sigma() {
    let app = App::new().await;
    user_named(&app, "nikos", "Νίκος").await;
    app.settle().await;
    for text in ["νικος", "Νίκος", "νικ", "ΝΙΚ", "ΝΙΚΟΣ"] {
        assert_eq!(searched(&app, text).await, set(["nikos"]), "{text}");
    }
}

#[tokio::test]
async fn all_words_must_match_in_any_order() {
    let app = App::new().await;
    user_named(&app, "ann_brown", "Carla Dorn").await;
    user_named(&app, "ann_black", "Carlos Dorn").await;
    user_named(&app, "anton", "Brown").await;
    app.settle().await;
    for (text, expected) in [
        ("ann", set(["ann_brown", "ann_black"])),
        ("an", set(["ann_brown", "ann_black", "anton"])),
        ("an bro", set(["ann_brown", "anton"])),
        ("bro an", set(["ann_brown", "anton"])),
        ("carl dorn ann", set(["ann_brown", "ann_black"])),
        ("carla,  ANN!", set(["ann_brown"])),
        ("b ann", set(["ann_brown", "ann_black"])),
        ("carla carlos", set([])),
        ("ann nobody", set([])),
    ] {
        assert_eq!(searched(&app, text).await, expected, "{text}");
    }
}

#[tokio::test]
async fn a_word_in_both_names_finds_the_user_once() {
    let app = App::new().await;
    user_named(&app, "anna-annabel", "Anna Annika").await;
    app.settle().await;
    assert_eq!(searched(&app, "anna").await, set(["anna-annabel"]));
    assert_eq!(searched(&app, "ann").await, set(["anna-annabel"]));
}

#[tokio::test]
async fn a_single_letter_matches_the_start_of_a_username() {
    let app = App::new().await;
    user_named(&app, "Bob", "Xavier").await;
    user_named(&app, "xena_b", "Bruna").await;
    app.settle().await;
    for (text, expected) in [("x", "xena_b"), ("X", "xena_b"), ("b", "Bob"), ("B", "Bob")] {
        assert_eq!(searched(&app, text).await, set([expected]), "{text}");
    }
    assert_eq!(searched(&app, "q").await, set([]));
}

#[tokio::test]
async fn a_single_ideograph_matches_the_start_of_a_real_name() {
    let app = App::new().await;
    user_named(&app, "bruce", "李 小龙").await;
    app.settle().await;
    assert_eq!(searched(&app, "小龙").await, set(["bruce"]));
    assert_eq!(searched(&app, "李 小龙").await, set(["bruce"]));
    // No username begins with it.
    assert_eq!(searched(&app, "李").await, set(["bruce"]));
}
