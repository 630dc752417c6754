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
        ("lodz", "Łukasz Żółć"),
        ("oslo", "Øyvind Ærø"),
        ("hanoi", "Đặng Trần"),
        ("thor", "Þórr Sigurðsson"),
        ("coeur", "Cœur Lœss"),
        ("tanaka", "田中太郎"),
        ("somchai", "สมชายใจดี"),
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
        ("小龙", "bruce"),
        ("龙", "bruce"),
        ("龙小", ""),
        ("太郎", "tanaka"),
        ("田中 太郎", "tanaka"),
        ("中太", "tanaka"),
        ("田太", ""),
        ("ใจดี", "somchai"),
        ("민수", "hanna"),
        ("김수", ""),
        ("lukasz", "lodz"),
        ("ŁUKASZ", "lodz"),
        ("zolc", "lodz"),
        ("oyvind", "oslo"),
        ("øyvind", "oslo"),
        ("aero", "oslo"),
        ("ærø", "oslo"),
        ("dang", "hanoi"),
        ("ĐẶNG", "hanoi"),
        ("thorr", "thor"),
        ("sigurdsson", "thor"),
        ("coe", "coeur"),
        ("cœur", "coeur"),
        ("LOESS", "coeur"),
        ("yilmaz", "ayse"),
        ("YILMAZ", "ayse"),
        ("weiss", "gross"),
        ("strasse", "gross"),
        ("STRASSE", "gross"),
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
async fn a_single_letter_matches_the_start_of_a_username_and_names_of_that_letter() {
    let app = App::new().await;
    user_named(&app, "Bob", "Xavier").await;
    user_named(&app, "xena_b", "Bruna").await;
    user_named(&app, "tip", "Q").await;
    user_named(&app, "johnson", "Ó. J. Johnson").await;
    app.settle().await;
    for (text, expected) in [
        ("x", set(["xena_b"])),
        ("X", set(["xena_b"])),
        ("b", set(["Bob", "xena_b"])),
        ("Q", set(["tip"])),
        ("o", set(["johnson"])),
        ("Ø", set(["johnson"])),
        ("j", set(["johnson"])),
        ("o j", set(["johnson"])),
        ("j b", set([])),
        ("z", set([])),
    ] {
        assert_eq!(searched(&app, text).await, expected, "{text}");
    }
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
