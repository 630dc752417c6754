//! The permission matrix of the directory dialect (`docs/api/directory.md`) over HTTP: every call and every attribute, by
//! every role, on the caller and on every role. A refused call changes nothing, and a permitted one takes effect.

use futures::{StreamExt as _, future, stream};
use serde_json::{Value, json};
use shared::domain::account::permissions::{AccountAction, Role, allows};
use tests::{App, Request, Routes as _, TestResponse, TestUser, new_folder};

use crate::authorisation::PARALLEL;

const ROLES: [Role; 3] = [Role::User, Role::Staff, Role::Superuser];

/// A group of four columns for each role of the caller (user, staff, superuser): on the caller, on a user, on staff and on a
/// superuser. `y`: allowed, `-`: refused.
const MATRIX: &[(&str, &str)] = &[
    ("list", "---- yyyy yyyy"),
    ("create", "---- yyyy yyyy"),
    ("create staff", "---- ---- yyyy"),
    ("create superuser", "---- ---- yyyy"),
    ("create inactive", "---- yyyy yyyy"),
    ("retrieve", "y--- yyyy yyyy"),
    ("username", "y--- yy-- yyyy"),
    ("first_name", "y--- yy-- yyyy"),
    ("last_name", "y--- yy-- yyyy"),
    ("email", "y--- yy-- yyyy"),
    ("is_active", "---- -y-- yyyy"),
    ("is_staff", "---- ---- yyyy"),
    ("is_superuser", "---- ---- yyyy"),
    ("delete", "y--- yy-- yyyy"),
    ("change-password", "y--- yy-- yyyy"),
    ("audit", "---- yyyy yyyy"),
    ("nodes", "y--- yyyy yyyy"),
    ("create folder", "y--- yyyy yyyy"),
];

/// One cell of the matrix.
struct Cell {
    call: &'static str,
    caller: Role,
    /// `None`: the caller.
    target: Option<Role>,
    allowed: bool,
}

fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (call, columns) in MATRIX {
        let mut marks = columns.chars().filter(|c| *c != ' ').map(|c| c == 'y');
        for caller in ROLES {
            for target in [None].into_iter().chain(ROLES.map(Some)) {
                cells.push(Cell { call, caller, target, allowed: marks.next().expect("a column for each pair") });
            }
        }
        assert!(marks.next().is_none(), "too many columns for {call}");
    }
    cells
}

async fn join(app: &App, role: Role, name: &str) -> TestUser {
    match role {
        Role::User => app.user(name).await,
        Role::Staff => app.staff(name).await,
        Role::Superuser => app.superuser(name).await,
    }
}

fn create(app: &App, caller: &TestUser, attributes: Value) -> Request {
    let mut all = json!({"username": "made"});
    all.as_object_mut().unwrap().extend(attributes.as_object().unwrap().clone());
    app.create_directory_user(caller, &all)
}

impl Cell {
    fn request(&self, app: &App, caller: &TestUser, target: &TestUser, before: &Value) -> Request {
        let change =
            |attributes: Value| caller.patch(&target.directory_path("")).json_api(&target.patch_of(attributes));
        match self.call {
            "list" => caller.get("/users/"),
            "create" => create(app, caller, json!({"is_staff": false, "is_superuser": false, "is_active": true})),
            "create staff" => create(app, caller, json!({"is_staff": true})),
            "create superuser" => create(app, caller, json!({"is_superuser": true})),
            "create inactive" => create(app, caller, json!({"is_active": false})),
            "retrieve" => caller.get(&target.directory_path("")),
            "username" => change(json!({"username": "other.name+1@x"})),
            "email" => change(json!({"email": "new@example.org"})),
            "first_name" | "last_name" => change(json!({self.call: "New"})),
            "delete" => caller.delete(&target.directory_path("")),
            "change-password" => {
                let path = target.directory_path("change-password/");
                caller.post(&path).json(&json!({"password": "another-horse"}))
            }
            "audit" => caller.get(&target.directory_path("audit/")),
            "nodes" => caller.get(&format!("/nodes/{}/", target.home().to_uuid())),
            "create folder" => caller.post("/folders/").json_api(&new_folder(target.home(), "new")),
            flag => change(json!({flag: !before["data"]["attributes"][flag].as_bool().expect("a flag")})),
        }
    }

    /// Makes the call. The finding, if it does not end as the matrix says.
    async fn check(&self) -> Option<String> {
        let app = App::new().await;
        let root = app.superuser("root").await;
        let caller = join(&app, self.caller, "caller").await;
        let target = match self.target {
            None => caller.clone(),
            Some(role) => join(&app, role, "target").await,
        };
        let path = target.directory_path("");
        let before = root.get(&path).await.expect(200).json();
        let all = visible(&root, &target).await;
        let answer = self.request(&app, &caller, &target, &before).await;
        let changed = visible(&root, &target).await != all;
        let reads = ["list", "retrieve", "audit", "nodes"].contains(&self.call);
        // A changed password is not visible to the superuser.
        let is_visible = !reads && self.call != "change-password";
        let as_expected = match (self.allowed, answer.status) {
            (true, 200 | 201 | 204) => changed == is_visible,
            (false, 403) => !changed && is_refusal(&answer),
            _ => false,
        };
        let login = app.login(&target.name, "another-horse").await.status == 200;
        let password = self.call != "change-password" || login == self.allowed;
        (!as_expected || !password).then(|| {
            let Self { call, caller, target, allowed } = self;
            format!(
                "{call} by {caller:?} on {target:?}, allowed: {allowed}, changed: {changed}: {} {}",
                answer.status, answer.body
            )
        })
    }
}

fn is_refusal(answer: &TestResponse) -> bool {
    answer.json()["errors"][0]["code"] == "permission_denied"
}

/// What the superuser `root` sees.
async fn visible(root: &TestUser, target: &TestUser) -> (Value, Vec<String>) {
    let listed = root.get("/users/").await.expect(200).json();
    let nodes = root.get(&format!("/nodes/{}/", target.home().to_uuid())).await;
    (listed, vec![nodes.body])
}

#[tokio::test]
async fn every_call_ends_as_the_matrix_says() {
    let cells = cells();
    assert_eq!(cells.len(), MATRIX.len() * 12);
    let checks = stream::iter(&cells).map(Cell::check).buffered(PARALLEL);
    let wrong: Vec<_> = checks.filter_map(future::ready).collect().await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn an_anonymous_caller_may_do_nothing() {
    let app = App::new().await;
    let owner = app.user("owner").await;
    let patch = owner.patch_of(json!({"first_name": "New"}));
    for request in [
        app.get("/users/"),
        app.create_directory_user(&app, &json!({"username": "made"})),
        app.get("/users/me/"),
        app.get(&owner.directory_path("")),
        app.patch(&owner.directory_path("")).json_api(&patch),
        app.delete(&owner.directory_path("")),
        app.post(&owner.directory_path("change-password/")).json(&json!({"password": "another-horse"})),
        app.get(&owner.directory_path("audit/")),
        app.get(&format!("/nodes/{}/", owner.home().to_uuid())),
        app.post("/folders/").json_api(&new_folder(owner.home(), "new")),
    ] {
        request.await.expect(401);
    }
}

#[test]
fn the_rules_of_the_domain_are_those_of_the_matrix() {
    let actions = [
        ("list", AccountAction::List),
        ("create", AccountAction::Create),
        ("create staff", AccountAction::SetRoles),
        ("retrieve", AccountAction::Retrieve),
        ("username", AccountAction::SetNames),
        ("is_active", AccountAction::SetActive),
        ("is_superuser", AccountAction::SetRoles),
        ("delete", AccountAction::Delete),
        ("change-password", AccountAction::ChangePassword),
        ("audit", AccountAction::ReadAudit),
        ("nodes", AccountAction::UseFolders),
    ];
    for Cell { call, caller, target, allowed } in cells() {
        for (_, action) in actions.iter().filter(|(name, _)| *name == call) {
            assert_eq!(allows(caller, *action, target), allowed, "{call} by {caller:?} on {target:?}");
        }
    }
}
