//! Every row of the table, called by every kind of caller: a caller without permission gets the right error and changes
//! nothing.

use futures::{StreamExt as _, stream};
use serde_json::Value;
use tests::{Request, Routes as _, SECRET, TestResponse, examples, mint, pictures};

use crate::authorisation::PARALLEL;
use crate::authorisation::fixtures::Fixtures;
use crate::authorisation::table::{Access, Row, TABLE};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    Anonymous,
    /// With a text that is no token.
    Garbage,
    /// With a token of the owner that is signed with another secret.
    Forged,
    /// With a token of a user who has never existed.
    UnknownUser,
    /// The owner, with a token that was logged out.
    LoggedOut,
    /// A former member of staff, with a token from before they deleted their account.
    Deleted,
    Other,
    Staff,
    Superuser,
    /// The user whom the path names.
    Owner,
}

impl Fixtures {
    pub(super) async fn token(&self, caller: Caller) -> Option<String> {
        let token = match caller {
            Caller::Anonymous => return None,
            Caller::Garbage => "garbage".to_owned(),
            Caller::Forged => mint("another secret, and also 32 bytes or more", &self.app.claims_of(self.owner.id)),
            Caller::UnknownUser => mint(SECRET, &self.app.claims_of(1.try_into().expect("an id"))),
            Caller::LoggedOut => {
                let token = self.login(&self.owner).await;
                self.app.bearer(&token).post("/api/users/logout/").await.expect(204);
                token
            }
            Caller::Deleted => {
                let gone = self.app.staff("gone").await;
                gone.delete(&gone.path("")).await.expect(204);
                gone.token
            }
            Caller::Other => self.other.token.clone(),
            Caller::Staff => self.staff.token.clone(),
            Caller::Superuser => self.superuser.token.clone(),
            Caller::Owner => self.owner.token.clone(),
        };
        Some(token)
    }

    pub(super) fn request(&self, row: &Row, body: Option<&Value>, token: Option<&str>) -> Request {
        let path = row.path_of(self);
        let request = match token {
            Some(token) => self.app.bearer(token).request(row.method, &path),
            None => self.app.request(row.method, &path),
        };
        match body {
            Some(body) if is_of_directory(row) => request.json_api(body),
            Some(_) if row.path.ends_with("/upload/chunk/") => {
                request.multipart(&[], &[("image", "a.png", &pictures::png(8, 8))])
            }
            Some(body) => request.json(body),
            None => request,
        }
    }
}

fn is_of_directory(row: &Row) -> bool {
    !row.path.starts_with("/api/") && !row.path.starts_with("/oauth/")
}

fn expected(row: &Row, caller: Caller) -> u16 {
    let allowed = match caller {
        _ if row.access == Access::Public => true,
        Caller::Anonymous if row.access == Access::Anyone => true,
        Caller::Anonymous => return 401,
        // Also on routes that need no credentials: an invalid credential is not the same as none.
        Caller::Garbage | Caller::Forged | Caller::UnknownUser | Caller::LoggedOut | Caller::Deleted => return 401,
        Caller::Owner if row.access == Access::OtherUsers => return 400,
        Caller::Other | Caller::Staff | Caller::Superuser if row.access == Access::ResourceOwner => return 404,
        Caller::Owner => !matches!(row.access, Access::Staff | Access::Superuser),
        Caller::Other => matches!(row.access, Access::Anyone | Access::User | Access::OtherUsers),
        Caller::Staff => !matches!(row.access, Access::SelfOnly | Access::Superuser),
        Caller::Superuser => row.access != Access::SelfOnly,
    };
    if allowed { row.success } else { 403 }
}

/// The caller whose call is the example of the route in the OpenAPI document.
pub(super) fn example_caller(row: &Row) -> Caller {
    match row.access {
        Access::Public => Caller::Anonymous,
        Access::OtherUsers => Caller::Other,
        // The relation between the caller and the owner.
        Access::User if row.path.contains("{id}") => Caller::Other,
        Access::Staff => Caller::Staff,
        Access::Superuser => Caller::Superuser,
        Access::Anyone | Access::User | Access::ResourceOwner | Access::SelfOnly | Access::SelfOrStaff => Caller::Owner,
    }
}

/// A permitted call that writes, in a community of its own; or those of a toggle, one after another.
async fn write(rows: &[&Row], caller: Caller) -> Vec<String> {
    let fixtures = Fixtures::new().await;
    let token = fixtures.token(caller).await;
    call_each(&fixtures, rows, caller, token.as_deref()).await
}

/// Permitted calls that only read, one after another in one community.
async fn read(rows: &[&Row], caller: Caller) -> Vec<String> {
    let fixtures = Fixtures::new().await;
    fixtures.fill_lists().await;
    let token = fixtures.token(caller).await;
    call_each(&fixtures, rows, caller, token.as_deref()).await
}

async fn call_each(fixtures: &Fixtures, rows: &[&Row], caller: Caller, token: Option<&str>) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in rows {
        wrong.extend(call(fixtures, row, caller, token).await);
    }
    wrong
}

async fn call(fixtures: &Fixtures, row: &Row, caller: Caller, token: Option<&str>) -> Vec<String> {
    let body = row.body_of(fixtures);
    let answer = fixtures.request(row, body.as_ref(), token).await;
    let mut wrong = findings(row, caller, &answer);
    if wrong.is_empty() && caller == example_caller(row) {
        wrong.extend(examples::check(row.method, row.path, body.as_ref(), &answer));
    }
    wrong
}

/// Forbidden calls, one after another in one community: none of them changes an item.
async fn refuse(rows: &[&Row], caller: Caller) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut fixtures = Fixtures::new().await;
    let mut token = fixtures.token(caller).await;
    let mut before = fixtures.app.rows().all().await;
    for row in rows {
        let answer = fixtures.request(row, row.body_of(&fixtures).as_ref(), token.as_deref()).await;
        let found = findings(row, caller, &answer);
        if found.is_empty() && fixtures.app.rows().all().await == before {
            continue;
        }
        wrong.extend(found);
        wrong.push(format!("{} {} by {caller:?} must change nothing", row.method, row.path));
        fixtures = Fixtures::new().await;
        token = fixtures.token(caller).await;
        before = fixtures.app.rows().all().await;
    }
    wrong
}

fn findings(row: &Row, caller: Caller, answer: &TestResponse) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected = expected(row, caller);
    if answer.status != expected {
        let body: String = answer.body.chars().take(200).collect();
        wrong.push(format!("{} instead of {expected}: {body}", answer.status));
    }
    if answer.status == 401 && answer.header("www-authenticate") != "Bearer" {
        wrong.push(format!("WWW-Authenticate: {:?}", answer.header("www-authenticate")));
    }
    if [401, 403].contains(&answer.status) {
        let body = answer.json();
        let message = if row.path.starts_with("/api/v2/") {
            &body["errors"][0]["message"]
        } else if is_of_directory(row) {
            &body["errors"][0]["detail"]
        } else {
            &body["detail"]
        };
        if !message.is_string() {
            wrong.push(format!("the error body is not of this dialect: {body}"));
        }
    }
    wrong.iter().map(|what| format!("{} {} by {caller:?}: {what}", row.method, row.path)).collect()
}

async fn call_all(caller: Caller) {
    let (allowed, refused): (Vec<&Row>, Vec<&Row>) = TABLE.iter().partition(|row| expected(row, caller) < 400);
    let (reads, writes): (Vec<&Row>, Vec<&Row>) = allowed.into_iter().partition(|row| row.method == "GET");
    let writes = writes.chunk_by(|a, b| b.toggle.is_some() && a.path == b.path);
    let communities = stream::iter(writes.map(|rows| write(rows, caller)));
    let mut wrong = communities.buffered(PARALLEL).concat().await;
    wrong.extend(read(&reads, caller).await);
    wrong.extend(refuse(&refused, caller).await);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn an_anonymous_caller_may_call_public_routes_only() {
    call_all(Caller::Anonymous).await;
}

#[tokio::test]
async fn a_malformed_token_is_refused_on_every_route() {
    call_all(Caller::Garbage).await;
}

#[tokio::test]
async fn a_token_signed_with_another_secret_is_refused_on_every_route() {
    call_all(Caller::Forged).await;
}

#[tokio::test]
async fn a_token_of_an_unknown_user_is_refused_on_every_route() {
    call_all(Caller::UnknownUser).await;
}

#[tokio::test]
async fn a_token_is_refused_on_every_route_after_its_logout() {
    call_all(Caller::LoggedOut).await;
}

#[tokio::test]
async fn a_token_of_a_deleted_user_is_refused_on_every_route() {
    call_all(Caller::Deleted).await;
}

#[tokio::test]
async fn another_user_may_not_access_what_belongs_to_the_owner() {
    call_all(Caller::Other).await;
}

#[tokio::test]
async fn staff_may_edit_and_administer_but_not_act_as_the_owner() {
    call_all(Caller::Staff).await;
}

#[tokio::test]
async fn a_superuser_may_not_act_as_the_owner_either() {
    call_all(Caller::Superuser).await;
}

#[tokio::test]
async fn the_owner_may_call_every_route_except_those_of_staff() {
    call_all(Caller::Owner).await;
}
