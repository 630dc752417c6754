//! The directory dialect.

use serde_json::json;
use shared::domain::FolderId;
use shared::domain::folder::Place;
use tests::{Routes as _, directory_path, new_folder};

use super::{Budget, budget};

const MEMBERS: &str = "GET /users/";
const MEMBER: &str = "PATCH /users/{id}/";
const FOLDER: &str = "PATCH /folders/{id}/";

pub const BUDGETS: &[Budget] = &[
    // Four parts of the list, half a unit for each profile and auth state, the user count and the caller's auth state.
    budget((MEMBERS, "20 users", 200), (2, 23.5, 0.0), |f| f.staff.get("/users/")),
    budget((MEMBERS, "20 users by name", 200), (2, 23.5, 0.0), |f| f.staff.get("/users/?sort=-username")),
    budget((MEMBERS, "20 users by a word", 200), (2, 22.0, 0.0), |f| f.staff.get("/users/?filter[search]=member")),
    budget((MEMBERS, "by two words", 200), (2, 25.0, 0.0), |f| f.staff.get("/users/?filter[search]=member+1")),
    // The list, and the account of its only user beside the caller's auth state.
    budget((MEMBERS, "staff", 200), (2, 3.5, 0.0), |f| f.staff.get("/users/?filter[is_staff]=true")),
    // The user count is not read.
    budget((MEMBERS, "20 users, active ones", 200), (2, 23.0, 0.0), |f| f.staff.get("/users/?filter[is_active]=true")),
    budget((MEMBERS, "by a word, staff", 200), (2, 3.5, 0.0), |f| {
        f.staff.get("/users/?filter[search]=member&filter[is_staff]=true")
    }),
    budget((MEMBERS, "not staff", 403), (1, 3.5, 0.0), |f| f.other.get("/users/")),
    // What registration writes except the password, the condition that the caller still has the role, and the audit entry.
    budget(("POST /users/", "", 200), (2, 1.0, 17.0), |f| {
        let attributes = json!({"username": "late", "email": "late@example.org"});
        f.app.create_directory_user(&f.staff, &attributes)
    })
    .hashes(),
    budget(("GET /users/me/", "", 200), (1, 2.0, 0.0), |f| f.owner.get("/users/me/")),
    budget(("GET /users/{id}/", "own", 200), (1, 3.0, 0.0), |f| f.owner.get(&f.owner.directory_path(""))),
    budget(("GET /users/{id}/", "by staff", 200), (1, 3.0, 0.0), |f| f.staff.get(&f.owner.directory_path(""))),
    budget(("GET /users/{id}/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.staff.get(&directory_path(1.try_into().expect("an id"), ""))
    }),
    budget((MEMBER, "own name", 200), (2, 3.0, 1.0), |f| {
        f.owner.patch(&f.owner.directory_path("")).json_api(&f.owner.patch_of(json!({"first_name": "Ada"})))
    }),
    // The profile, the auth states of both users and the audit entry, at two units each.
    budget((MEMBER, "a name, by staff", 200), (2, 3.0, 9.0), |f| {
        f.staff.patch(&f.owner.directory_path("")).json_api(&f.owner.patch_of(json!({"first_name": "Ada"})))
    }),
    budget((MEMBER, "inactive, by staff", 200), (2, 3.0, 11.0), |f| {
        f.staff.patch(&f.owner.directory_path("")).json_api(&f.owner.patch_of(json!({"is_active": false})))
    }),
    budget((MEMBER, "no change", 200), (1, 3.0, 0.0), |f| {
        f.staff.patch(&f.owner.directory_path("")).json_api(&f.owner.patch_of(json!({"username": "owner"})))
    }),
    budget(("DELETE /users/{id}/", "own", 204), (2, 3.0, 14.0), |f| f.owner.delete(&f.owner.directory_path(""))),
    budget(("DELETE /users/{id}/", "by staff", 204), (2, 3.0, 19.0), |f| f.staff.delete(&f.owner.directory_path(""))),
    // The password is hashed before the last trip.
    budget(("POST /users/{id}/change-password/", "own", 200), (4, 3.0, 5.0), |f| {
        f.owner.post(&f.owner.directory_path("change-password/")).json(&json!({"password": "another-horse"}))
    })
    .hashes(),
    budget(("POST /users/{id}/change-password/", "by staff", 200), (4, 3.0, 10.0), |f| {
        f.staff.post(&f.owner.directory_path("change-password/")).json(&json!({"password": "another-horse"}))
    })
    .hashes(),
    budget(("GET /users/{id}/audit/", "", 200), (1, 2.0, 0.0), |f| f.staff.get(&f.owner.directory_path("audit/"))),
    budget(("GET /audit/", "", 200), (2, 3.0, 0.0), |f| f.staff.get("/audit/")),
    budget(("GET /figures/", "", 200), (1, 1.5, 0.0), |f| f.staff.get("/figures/")),
    // A folder is read as a whole: the number of folders of a user is limited.
    budget(("GET /nodes/{id}/", "4 folders", 200), (1, 2.0, 0.0), |f| {
        f.owner.get(&format!("/nodes/{}/", f.owner.home().to_uuid()))
    }),
    budget(("GET /nodes/{id}/", "4 folders, by staff", 200), (1, 3.0, 0.0), |f| {
        f.staff.get(&format!("/nodes/{}/", f.owner.home().to_uuid()))
    }),
    // The folder, its title, the folder count, and the conditions that the owner and the parent exist, at two units each.
    budget(("POST /folders/", "in the home folder", 201), (2, 1.0, 8.0), |f| {
        f.owner.post("/folders/").json_api(&new_folder(f.owner.home(), "new"))
    }),
    budget(("POST /folders/", "with an idempotency key", 201), (3, 1.0, 11.0), |f| {
        let request = f.owner.post("/folders/").json_api(&new_folder(f.owner.home(), "new"));
        request.header("idempotency-key", "a key")
    }),
    budget(("POST /folders/", "in a folder", 201), (2, 1.0, 10.0), |f| {
        f.owner.post("/folders/").json_api(&new_folder(f.folder, "new"))
    }),
    budget(("POST /folders/", "by staff", 201), (2, 1.0, 15.0), |f| {
        f.staff.post("/folders/").json_api(&new_folder(f.folder, "new"))
    }),
    budget(("GET /folders/{id}/", "", 200), (1, 2.0, 0.0), |f| {
        f.owner.get(&format!("/folders/{}/", f.folder.to_uuid()))
    }),
    budget((FOLDER, "rename", 200), (2, 2.0, 8.0), |f| f.owner.change_folder(f.folder, Some("new"), None)),
    // A move reads all folders of the owner, and its transaction checks each ancestor of the target.
    budget((FOLDER, "move to the inbox", 200), (2, 3.0, 8.0), |f| {
        let inbox = FolderId { place: Place::Inbox, ..f.owner.home() };
        f.owner.change_folder(f.folder, None, Some(inbox))
    }),
    budget((FOLDER, "move into a folder", 200), (2, 3.0, 10.0), |f| {
        f.owner.change_folder(f.folder, None, Some(f.sibling))
    }),
    budget(("DELETE /folders/{id}/", "", 204), (2, 2.0, 6.0), |f| {
        f.owner.delete(&format!("/folders/{}/", f.folder.to_uuid()))
    }),
];
