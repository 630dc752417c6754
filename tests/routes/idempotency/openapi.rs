//! Which operations take a key: every `POST` is one that creates, or is listed here as one that does not.

use std::collections::BTreeSet;

use shared::openapi::Document;

use super::CREATIONS;

/// A second request does what the first did, or undoes it.
const NOT_CREATING: &[&str] = &[
    // Sets a state, or toggles one.
    "act_by_id",
    "act_by_username",
    "add_favorite",
    "begin_second_factor",
    "confirm_email",
    "confirm_second_factor",
    "follow_user",
    "mark_posts_read",
    "mark_posts_seen",
    "mark_request_seen",
    "mark_requests_seen",
    "rate_game",
    "register_device",
    "register_published_device",
    "read_notifications",
    "remove_favorite",
    "reset_password",
    "restore_comment",
    "restore_email",
    "set_password",
    "toggle_action",
    "toggle_block",
    "toggle_comment_flag",
    "toggle_comment_vote",
    "toggle_discussion_flag",
    "toggle_discussion_follow",
    "toggle_discussion_poll_vote",
    "toggle_discussion_suspension",
    "toggle_discussion_vote",
    "toggle_follow",
    "toggle_hide",
    "toggle_post_flag",
    "toggle_post_follow",
    "toggle_post_poll_vote",
    "toggle_post_suspension",
    "toggle_post_vote",
    "toggle_user_flag",
    "turn_digests_off",
    "unfollow_user",
    "update_profile",
    "verify_account",
    // Mails a code, which replaces an earlier one.
    "recover_account",
    "request_verification",
    // Does nothing while an archive is being generated.
    "request_data_archive",
    // Names an upload and its place in it, or begins one, which is given up without harm.
    "complete_media_upload",
    "upload_media_chunk",
    // Leaves no trace.
    "click_media",
    // Reads.
    "check_code",
    "connection_statuses",
    "list_similar_posts",
    "match_users",
    // Begins, renews or ends a session.
    "issue_token",
    "login_user",
    "logout_user",
    "logout_user_everywhere",
    "revoke_token",
];

#[test]
fn every_post_that_creates_takes_a_key() {
    let document = kith::api::routes(Document::default()).to_json();
    let (mut keyed, mut others) = (BTreeSet::new(), BTreeSet::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let mut headers = operation["parameters"].as_array().unwrap().iter().filter(|one| one["in"] == "header");
            if headers.any(|header| header["name"] == "Idempotency-Key") {
                for status in ["400", "409", "422"] {
                    assert!(operation["responses"][status].is_object(), "{id}: {status}");
                }
                keyed.insert(format!("{} {path}", method.to_uppercase()));
            } else if method == "post" {
                others.insert(id);
            }
        }
    }
    assert_eq!(keyed, CREATIONS.iter().map(|creation| creation.route.to_owned()).collect());
    let listed: BTreeSet<_> = NOT_CREATING.iter().map(|id| (*id).to_owned()).collect();
    let undecided: Vec<_> = others.difference(&listed).collect();
    assert!(undecided.is_empty(), "does it create something? Then it takes `Idempotent`: {undecided:?}");
    assert_eq!(listed.difference(&others).collect::<Vec<_>>(), Vec::<&String>::new());
}
