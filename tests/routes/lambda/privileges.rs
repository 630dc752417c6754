//! What functions may do beside the table.

use media::Originals;
use shared::media::Original;
use tests::privileges::{granted, reads_secret, unused};
use tests::sources::{functions, read};
use tests::{App, pictures};

#[tokio::test]
async fn media_may_do_nothing_that_it_never_does() {
    let app = App::new().await;
    let ann = app.member("ann").await;
    let state = app.acting_as("media");
    let originals = Originals::new(state.store, state.media);
    // The second is of nobody: its picture is kept, and goes again.
    for (owner, id) in [(ann.id, 1), (7.try_into().unwrap(), 2)] {
        let original = Original { owner, id: id.try_into().unwrap() };
        app.state.media.keep_original(original, pictures::png(30, 30)).await.unwrap();
        originals.take(original).await.unwrap();
        // Told once more, of what is gone.
        originals.take(original).await.unwrap();
        assert_eq!(app.state.media.names_of(owner).await.unwrap().len(), usize::from(owner == ann.id));
    }
    assert_eq!(unused("media", &app.used_by("media")), []);
}

/// It is read by what every function begins with that looks at tokens.
#[test]
fn the_secret_is_for_functions_that_look_at_tokens_and_for_no_others() {
    for function in functions() {
        let main = read(&format!("functions/{function}/src/main.rs"));
        let looks =
            ["lambda::run(", "lambda::run_with_media("].iter().any(|run| main.contains(&format!("shared::{run}")));
        assert_eq!(reads_secret(&function), looks, "{function}: {:?}", granted(&function));
    }
}
