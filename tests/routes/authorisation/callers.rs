//! Every row of the table, called by everybody: who may not is told so in the right way, and changes nothing.

use futures::future::join_all;
use serde_json::Value;
use shared::domain::AuthState;
use shared::runtime::config::Secrets;
use tests::{Answer, Request, Routes as _, config, examples};

use crate::authorisation::cast::Cast;
use crate::authorisation::table::{Row, TABLE, Who};

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
    /// Nobody in particular.
    Anonymous,
    /// Somebody with a text that is no token.
    Garbage,
    /// Somebody with a token of the owner, signed with another secret.
    Forger,
    /// Somebody with a token of a user that there never was.
    Stranger,
    /// The owner, with a token after its logout.
    LoggedOut,
    /// Somebody who has deleted their account, with the token from before.
    Deleted,
    /// Another user.
    Other,
    Staff,
    Superuser,
    /// The user whom the path names.
    Owner,
}

impl Cast {
    async fn token(&self, caller: Caller) -> Option<String> {
        let token = match caller {
            Caller::Anonymous => return None,
            Caller::Garbage => "garbage".to_owned(),
            Caller::Forger => {
                let secrets = Secrets::new("another secret, and also 32 bytes or more".to_owned(), None);
                let state = self.app.again(config(), &secrets.expect("a secret")).state;
                state.tokens.issue(self.owner.id, &AuthState::new(false, false), state.clock.now()).expect("a token")
            }
            Caller::Stranger => {
                let state = &self.app.state;
                let nobody = 1.try_into().expect("an id");
                state.tokens.issue(nobody, &AuthState::new(true, true), state.clock.now()).expect("a token")
            }
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

    fn request(&self, row: &Row, body: Option<&Value>, token: Option<&str>) -> Request {
        let path = row.path_of(self);
        let request = match token {
            Some(token) => self.app.bearer(token).request(row.method, &path),
            None => self.app.request(row.method, &path),
        };
        match body {
            Some(body) if is_of_directory(row) => request.json_api(body),
            Some(body) => request.json(body),
            None => request,
        }
    }
}

fn is_of_directory(row: &Row) -> bool {
    !row.path.starts_with("/api/")
}

fn expected(row: &Row, caller: Caller) -> u16 {
    let may = match caller {
        _ if row.who == Who::Everybody => true,
        Caller::Anonymous if row.who == Who::Anyone => true,
        Caller::Anonymous => return 401,
        // On public routes too: a bad credential is never treated as none.
        Caller::Garbage | Caller::Forger | Caller::Stranger | Caller::LoggedOut | Caller::Deleted => return 401,
        Caller::Owner if row.who == Who::Others => return 400,
        Caller::Other | Caller::Staff | Caller::Superuser if row.who == Who::Holder => return 404,
        Caller::Owner => row.who != Who::Staff,
        Caller::Other => matches!(row.who, Who::Anyone | Who::Member | Who::Others),
        Caller::Staff | Caller::Superuser => row.who != Who::Self_,
    };
    if may { row.success } else { 403 }
}

/// Whose call is the example of the route in the API's document.
fn exemplary(row: &Row) -> Caller {
    match row.who {
        Who::Everybody => Caller::Anonymous,
        Who::Others => Caller::Other,
        // What stands between the two.
        Who::Member if row.path.contains("{id}") => Caller::Other,
        Who::Staff => Caller::Staff,
        Who::Anyone | Who::Member | Who::Holder | Who::Self_ | Who::SelfOrStaff => Caller::Owner,
    }
}

/// Those who may, each in a community of their own.
async fn serve(row: &Row, caller: Caller) -> Vec<String> {
    let cast = Cast::new().await;
    let token = cast.token(caller).await;
    call(&cast, row, caller, token.as_deref()).await
}

/// Those who may, and change nothing: one after the other, where there is something to read.
async fn show(rows: &[&Row], caller: Caller) -> Vec<String> {
    let cast = Cast::new().await;
    cast.enliven().await;
    let token = cast.token(caller).await;
    let mut wrong = Vec::new();
    for row in rows {
        wrong.extend(call(&cast, row, caller, token.as_deref()).await);
    }
    wrong
}

async fn call(cast: &Cast, row: &Row, caller: Caller, token: Option<&str>) -> Vec<String> {
    let body = row.body_of(cast);
    let answer = cast.request(row, body.as_ref(), token).await;
    let mut wrong = judge(row, caller, &answer);
    if wrong.is_empty() && caller == exemplary(row) {
        wrong.extend(examples::hold(row.method, row.path, body.as_ref(), &answer));
    }
    wrong
}

/// Those who may not, one after the other: in the end everything is as it was.
async fn refuse(rows: &[&Row], caller: Caller) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut cast = Cast::new().await;
    let mut token = cast.token(caller).await;
    let mut before = cast.snapshot().await;
    for row in rows {
        let found = judge(row, caller, &cast.request(row, row.body_of(&cast).as_ref(), token.as_deref()).await);
        if found.is_empty() && cast.snapshot().await == before {
            continue;
        }
        wrong.extend(found);
        wrong.push(format!("{} {} by {caller:?} must change nothing", row.method, row.path));
        cast = Cast::new().await;
        token = cast.token(caller).await;
        before = cast.snapshot().await;
    }
    wrong
}

fn judge(row: &Row, caller: Caller, answer: &Answer) -> Vec<String> {
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
        // As the dialect says it.
        let body = answer.json();
        let said = if row.path.starts_with("/api/v2/") {
            &body["errors"][0]["message"]
        } else if is_of_directory(row) {
            &body["errors"][0]["detail"]
        } else {
            &body["detail"]
        };
        if !said.is_string() {
            wrong.push(format!("in the shape of another dialect: {body}"));
        }
    }
    wrong.iter().map(|what| format!("{} {} by {caller:?}: {what}", row.method, row.path)).collect()
}

async fn drive_all(caller: Caller) {
    let (served, refused): (Vec<&Row>, Vec<&Row>) = TABLE.iter().partition(|row| expected(row, caller) < 400);
    let (reads, writes): (Vec<&Row>, Vec<&Row>) = served.into_iter().partition(|row| row.method == "GET");
    let mut wrong = join_all(writes.into_iter().map(|row| serve(row, caller))).await.concat();
    wrong.extend(show(&reads, caller).await);
    wrong.extend(refuse(&refused, caller).await);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn without_credentials_only_public_routes_answer() {
    drive_all(Caller::Anonymous).await;
}

#[tokio::test]
async fn what_is_no_token_is_refused_on_every_route() {
    drive_all(Caller::Garbage).await;
}

#[tokio::test]
async fn a_token_signed_with_another_secret_is_refused_on_every_route() {
    drive_all(Caller::Forger).await;
}

#[tokio::test]
async fn a_token_of_an_unknown_user_is_refused_on_every_route() {
    drive_all(Caller::Stranger).await;
}

#[tokio::test]
async fn a_token_is_refused_on_every_route_after_its_logout() {
    drive_all(Caller::LoggedOut).await;
}

#[tokio::test]
async fn a_token_of_a_deleted_user_is_refused_on_every_route() {
    drive_all(Caller::Deleted).await;
}

#[tokio::test]
async fn another_user_may_not_touch_what_is_the_owners() {
    drive_all(Caller::Other).await;
}

#[tokio::test]
async fn staff_may_only_edit_posts_and_administer_what_is_a_users_own() {
    drive_all(Caller::Staff).await;
}

#[tokio::test]
async fn a_superuser_may_no_more_than_staff_of_what_is_a_users_own() {
    drive_all(Caller::Superuser).await;
}

#[tokio::test]
async fn the_owner_may_call_every_route_but_those_of_staff() {
    drive_all(Caller::Owner).await;
}
