//! `kith --help`

use rstest::rstest;

use crate::process::Kith;

#[rstest]
#[case(&["--help"], &[
    "serve", "create-superuser", "reset-second-factor", "import", "export", "seed", "reconcile", "replay", "KITH_LISTEN", "KITH_DATA", "KITH_MEMORY", "KITH_DYNAMODB_ENDPOINT", "KITH_TABLE",
    "KITH_MODE", "KITH_HYBRID_BUTTONS", "KITH_REACTIONS", "KITH_EMAIL_VISIBILITY", "KITH_REQUIRE_VERIFIED_EMAIL", "KITH_FOREIGN_MEDIA", "KITH_SECOND_FACTOR", "KITH_JWT_SECRET", "KITH_ADMIN_PASSWORD", "KITH_NO_THROTTLE", "KITH_NO_PAGES", "KITH_SERVER_TIMING", "KITH_TRUSTED_PROXIES", "KITH_EVENTS",
    "KITH_MEDIA", "KITH_MEDIA_URL", "KITH_MAIL", "KITH_MAIL_FROM", "KITH_MAIL_TEMPLATES", "KITH_COMMUNITY_NAME", "KITH_PUBLIC_URL", "KITH_LOG_FORMAT", "KITH_VERBOSE", "KITH_QUIET",
])]
#[case(&["serve", "--help"], &["KITH_LISTEN", "KITH_MODE", "hybrid, follow or friendship"])]
#[case(&["create-superuser", "--help"], &["KITH_PASSWORD", "--username", "--email", "KITH_DATA"])]
#[case(&["reset-second-factor", "--help"], &["--username", "--table", "KITH_DATA"])]
#[case(&["import", "users", "--help"], &["<FILE>", "--dry-run", "--refused", "--table", "dumpdata", "KITH_DATA", "KITH_DYNAMODB_ENDPOINT"])]
#[case(&["export", "users", "--help"], &["[FILE]", "--table", "hashes", "KITH_DATA", "KITH_DYNAMODB_ENDPOINT"])]
#[case(&["reconcile", "--help"], &["--dry-run", "--pause", "--table", "KITH_DATA", "KITH_DYNAMODB_ENDPOINT"])]
#[case(&["replay", "--help"], &["--list", "[ID]", "--table", "--pause", "--media", "--event-bus", "KITH_DATA", "KITH_EVENTS"])]
#[case(&["seed", "--help"], &["--users", "KITH_DATA", "KITH_DYNAMODB_ENDPOINT"])]
fn help_lists_commands_options_and_variables_and_hides_secrets(#[case] args: &[&str], #[case] words: &[&str]) {
    let secret = "what-nobody-else-should-see-on-a-screen";
    let help = Kith::new(args).env("KITH_JWT_SECRET", secret).env("KITH_ADMIN_PASSWORD", secret).run().done();
    let text = help.stdout.join("\n");
    for word in words {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    assert!(!text.contains(secret), "{text}");
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(Kith::new(&["--version"]).run().done().stdout, [concat!("kith ", env!("CARGO_PKG_VERSION"))]);
}
