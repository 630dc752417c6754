//! An address that its user has not proved keeps others away for 7 days, and no one who reads its mail.

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::account::code::CodePurpose;
use shared::domain::{AuthState, Email, Id, Profile, UserId, Username};
use shared::store::{Creation, KeyClaim, NewAccount};
use tests::{App, Request, Routes, TestUser};

const ME: &str = "/api/v2/user/me/";
const ADDRESS: &str = "madeline@example.org";
const HOUR: Duration = Duration::from_secs(60 * 60);
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A new account of this name with the address.
fn account(name: &str) -> Value {
    json!({"username": name, "email": ADDRESS, "password": TestUser::PASSWORD})
}

/// What gives the address to another user, without a proof.
#[derive(Clone, Copy, Debug)]
enum Claim {
    Registration,
    ByStaff,
    ByStaffInDirectory,
    SetByStaff,
}

impl Claim {
    fn request(self, app: &App, staff: &impl Routes, other: &TestUser) -> Request {
        match self {
            Self::Registration => app.post("/api/users/register/").json(&account("winner")),
            Self::ByStaff => staff.post("/api/v2/account/create/").json(&account("winner")),
            Self::ByStaffInDirectory => {
                staff.post("/users/").json_api(&json!({"data": {"type": "users", "attributes": account("winner")}}))
            }
            Self::SetByStaff => {
                staff.patch(&other.directory_path("")).json_api(&other.patch_of(json!({"email": ADDRESS})))
            }
        }
    }
}

/// The user who claims the address, as the table has it, and the address that the user's profile has.
async fn owner(app: &App) -> (u64, Option<String>) {
    let claim = app.rows().get(&format!("NAME#{ADDRESS}"), "EMAIL").await.expect("a claim");
    let id = claim["id"].as_u64().expect("an id");
    let profile = app.rows().get(&format!("U#{id}"), "ACCOUNT#PROFILE").await.expect("a profile");
    (id, profile["email"].as_str().map(str::to_owned))
}

/// The account stays, without the address: everything that its credentials opened has ended, and the username logs in.
async fn assert_lost(app: &App, squatter: &TestUser) {
    squatter.get(ME).await.expect(401);
    let again = app.log_in("madeline", TestUser::PASSWORD).await;
    let me = again.get(ME).await.expect(200).json();
    assert_eq!((&me["email"], &me["email_isvalid"]), (&Value::Null, &json!(false)));
    let (id, email) = owner(app).await;
    assert_eq!((id == squatter.id.get(), email.as_deref()), (false, Some(ADDRESS)));
    let trail = app.superuser("auditor").await.get(&squatter.directory_path("audit/")).await.expect(200).json();
    assert!(trail.to_string().contains(ADDRESS), "{trail}");
}

#[rstest]
#[tokio::test]
async fn a_claim_lapses_after_a_week_and_another_user_gets_the_address(
    #[values(Claim::Registration, Claim::ByStaff, Claim::ByStaffInDirectory, Claim::SetByStaff)] claim: Claim,
) {
    let (app, squatter) = App::with_mailed_user().await;
    app.staff("staff").await;
    let other = app.user("theo").await;
    app.state.clock.advance(WEEK - HOUR);
    let staff = app.log_in("staff", TestUser::PASSWORD).await;
    let refused = claim.request(&app, &staff, &other).await.expect(400).json();
    assert!(refused.to_string().contains("already exists"), "{refused}");
    squatter_still_has_it(&app, &squatter).await;
    app.state.clock.advance(HOUR);
    let created = claim.request(&app, &staff, &other).await;
    assert!(created.status < 300, "{created:?}");
    assert_lost(&app, &squatter).await;
    // The new claim lapses as well, and its user gets a mail.
    assert_eq!(app.mails().await.iter().filter(|mail| mail.to.as_str() == ADDRESS).count(), 1);
    let late = json!({"username": "late", "email": ADDRESS, "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&late).await.expect(400);
}

async fn squatter_still_has_it(app: &App, squatter: &TestUser) {
    assert_eq!(owner(app).await, (squatter.id.get(), Some(ADDRESS.to_owned())));
}

#[tokio::test]
async fn a_claim_lapses_with_the_second() {
    let app = App::with_mail().await;
    let at = |ms: i64, name: &str| {
        let id: UserId = Id::at(ms, 7);
        let (name, email) = (Username::parse(name).expect("a name"), Email::parse(ADDRESS).expect("an address"));
        let profile = Profile::new(id, name, Some(email));
        NewAccount { profile, auth: AuthState::new(false, false), password: None, session: None }
    };
    let create = async |ms: i64, name: &str| {
        let creation = Creation { audited: None, key: &KeyClaim::none(), verify: true };
        app.state.store.accounts().create_by(creation, || at(ms, name)).await
    };
    let start = 1_800_000_000_999;
    let first = create(start, "first").await.expect("an account").account.profile.id;
    let lapses = (start / 1_000 + 7 * 24 * 60 * 60) * 1_000;
    let error = create(lapses - 1, "early").await.expect_err("it is taken");
    assert!(error.is_about("email"), "{error:?}");
    assert_eq!(owner(&app).await.0, first.get());
    let second = create(lapses, "second").await.expect("an account").account.profile.id;
    assert_eq!(owner(&app).await.0, second.get());
}

/// A proved address, one that its user can take back, and one in a community without mail.
#[tokio::test]
async fn other_claims_do_not_lapse() {
    let (app, madeline) = App::with_mailed_user().await;
    app.prove(&madeline).await;
    app.state.clock.advance(2 * WEEK);
    app.post("/api/users/register/").json(&account("winner")).await.expect(400);
    let theo = app.register("theo").await;
    let change = json!({"new_email": ADDRESS});
    theo.patch(&theo.path("change_email/")).json(&change).await.expect(400);

    let app = App::new().await;
    app.register("madeline").await;
    app.state.clock.advance(2 * WEEK);
    app.post("/api/users/register/").json(&account("winner")).await.expect(400);
}

/// Nothing takes a lapsed address away until another user wants it.
#[tokio::test]
async fn a_late_proof_is_good() {
    let (app, madeline) = App::with_mailed_user().await;
    app.state.clock.advance(2 * WEEK);
    app.prove(&madeline).await;
    app.post("/api/users/register/").json(&account("winner")).await.expect(400);
    squatter_still_has_it(&app, &madeline).await;
}

/// A change of one's own address, in each API.
fn change(user: &TestUser, api: &str) -> Request {
    match api {
        "community" => user.patch(&user.path("change_email/")).json(&json!({"new_email": ADDRESS})),
        "site" => user.post(&format!("/api/users/profile/{}", user.name)).json(&json!({"email": ADDRESS})),
        _ => user.patch(&user.directory_path("")).json_api(&user.patch_of(json!({"email": ADDRESS}))),
    }
}

#[rstest]
#[tokio::test]
async fn a_claim_ends_at_once_when_another_user_proves_the_address(
    #[values("community", "site", "directory")] api: &str,
) {
    let (app, squatter) = App::with_mailed_user().await;
    let codes = [CodePurpose::Reset, CodePurpose::Verification];
    let codes = [app.mailed_code(&squatter, codes[0]).await, app.mailed_code(&squatter, codes[1]).await];
    let theo = app.register("theo").await;
    change(&theo, api).await.expect(200);
    squatter_still_has_it(&app, &squatter).await;
    let mails = app.mails().await;
    let mail = mails.iter().find(|mail| mail.to.as_str() == ADDRESS).expect("a mail to the address");
    let code = json!({"validation_code": tests::code_in(mail)});
    app.post("/api/v2/account/verify/").json(&code).await.expect(204);
    assert_lost(&app, &squatter).await;
    let me = theo.get(ME).await.expect(200).json();
    assert_eq!((&me["email"], &me["email_isvalid"]), (&json!(ADDRESS), &json!(true)));
    for (path, code) in ["reset", "verify"].into_iter().zip(codes) {
        let body = json!({"validation_code": code, "password": "summit-of-celeste"});
        app.post(&format!("/api/v2/account/{path}/")).json(&body).await.expect(400);
    }
    app.login(ADDRESS, TestUser::PASSWORD).await.expect(200);
}

/// The squatter and another user prove the address at the same time: one has it, and no other user's profile shows it.
#[tokio::test]
async fn of_two_proofs_at_the_same_time_one_counts() {
    for _ in 0..10 {
        let (app, squatter) = App::with_mailed_user().await;
        let theo = app.register("theo").await;
        change(&theo, "community").await.expect(200);
        let own = app.mailed_code(&squatter, CodePurpose::Verification).await;
        let others = app.mailed_code(&theo, CodePurpose::EmailChange).await;
        let verify =
            |code: String| app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).into_future();
        let answers = join_all([verify(own), verify(others)]).await;
        let good = answers.iter().filter(|answer| answer.status == 204).count();
        assert!(good == 1 && answers.iter().all(|answer| [204, 400, 409].contains(&answer.status)), "{answers:?}");
        let winner = if answers[0].status == 204 { &squatter } else { &theo };
        assert_eq!(owner(&app).await, (winner.id.get(), Some(ADDRESS.to_owned())));
        let shown = app.rows().all().await.into_iter().filter(|((_, sk), row)| {
            sk == "ACCOUNT#PROFILE" && row["email"] == ADDRESS && row["email_isvalid"] == true
        });
        assert_eq!(shown.count(), 1);
    }
}

#[tokio::test]
async fn of_many_registrations_one_gets_a_lapsed_address() {
    let (app, squatter) = App::with_mailed_user().await;
    app.state.clock.advance(WEEK);
    let register = |n| app.post("/api/users/register/").json(&account(&format!("winner{n}"))).into_future();
    let answers = join_all((0..6).map(register)).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    assert_lost(&app, &squatter).await;
    let shown =
        app.rows().all().await.into_values().filter(|row| row["email"] == ADDRESS && row["username"].is_string());
    assert_eq!(shown.count(), 1);
}

/// A host application that has the code proves nothing, so an unproven claim stays.
#[tokio::test]
async fn without_mail_no_claim_is_taken_over() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    for confirm in [false, true] {
        let body = json!({"new_email": ADDRESS, "confirm": confirm});
        theo.patch(&theo.path("change_email/")).json(&body).await.expect(400);
    }
    squatter_still_has_it(&app, &madeline).await;
}
