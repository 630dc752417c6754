//! Accounts: registration, login, and changes of the password and the e-mail address.

use serde_json::json;
use tests::{Routes as _, TestUser};

use super::{Budget, budget};
use crate::budgets::fixtures::Fixtures;

const REGISTER: &str = "POST /api/users/register/";
const CREATE: &str = "POST /api/v2/account/create/";
const SEARCH: &str = "GET /api/v2/account/search/";
const LOGIN: &str = "POST /api/users/login/";
const TOKEN: &str = "POST /oauth/token/";
const REVOKE: &str = "POST /oauth/revoke/";
const SESSIONS: &str = "GET /api/v2/user/me/sessions/";
const REMOVE_TOTP: &str = "DELETE /api/v2/user/me/totp/";
const CHANGE_PASSWORD: &str = "PATCH /api/v2/user/{id}/change_password/";
const RECOVER: &str = "POST /api/v2/account/recover/";
const RESET: &str = "POST /api/v2/account/reset/";
const RESTORE: &str = "POST /api/v2/account/restore_email/";
const UNSUBSCRIBE: &str = "POST /api/v2/account/unsubscribe/";
const VERIFY: &str = "POST /api/v2/account/verify/";
const CHANGE_EMAIL: &str = "PATCH /api/v2/user/{id}/change_email/";

pub const BUDGETS: &[Budget] = &[
    // Before the password is hashed, one trip counts the attempt; the first attempt of an hour takes a second trip, after
    // a refused write. One transaction follows: two claims, the profile, the auth state, the password, the user count
    // and the session at two units each, and two index entries.
    budget((REGISTER, "known address", 200), (2, 1.0, 18.0), |f| {
        f.register("late").from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((REGISTER, "new address", 200), (3, 1.0, 18.0), |f| {
        f.register("late").from_address(Fixtures::UNKNOWN_ADDRESS)
    })
    .hashes(),
    // The claim on the key, and its completion in the transaction.
    budget((REGISTER, "with an idempotency key", 200), (3, 1.0, 21.0), |f| {
        f.register("late").from_address(Fixtures::KNOWN_ADDRESS).header("idempotency-key", "a key")
    })
    .hashes(),
    budget((REGISTER, "name is taken", 400), (2, 1.0, 18.0), |f| {
        f.register("owner").from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    // What a registration writes except the session, the condition that the caller still has the role, and the audit entry.
    budget((CREATE, "", 201), (4, 1.0, 21.0), |f| {
        let body = json!({"username": "late", "email": "late@example.org", "password": TestUser::PASSWORD});
        f.staff.post("/api/v2/account/create/").json(&body)
    })
    .hashes(),
    budget((CREATE, "not staff", 403), (1, 1.0, 0.0), |f| f.owner.post("/api/v2/account/create/").json(&json!({}))),
    // The claim, then the profile and the counters, and the edges between the two.
    budget((SEARCH, "by name", 200), (3, 5.0, 0.0), |f| f.staff.get("/api/v2/account/search/?username=owner")),
    budget((SEARCH, "by e-mail", 200), (3, 5.0, 0.0), |f| {
        f.staff.get("/api/v2/account/search/?email=owner@example.org")
    }),
    budget((SEARCH, "unknown", 404), (2, 2.0, 0.0), |f| f.staff.get("/api/v2/account/search/?username=unknown")),
    budget((REGISTER, "bad name", 400), (0, 0.0, 0.0), |f| f.register("me").from_address(Fixtures::KNOWN_ADDRESS)),
    // Two trips before the password is checked, as for a wrong one, and one after it, which stores the session.
    // The first login from an address makes it known; once a day there is no such write.
    budget((LOGIN, "by name", 200), (3, 2.0, 3.0), |f| {
        f.login("owner", TestUser::PASSWORD).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((LOGIN, "by e-mail", 200), (3, 2.0, 3.0), |f| {
        f.login("owner@example.org", TestUser::PASSWORD).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    // The hash is replaced once the session has begun.
    budget((LOGIN, "first one after an import", 200), (4, 2.0, 4.0), |f| {
        f.login(&f.imported.name, Fixtures::IMPORTED_PASSWORD).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    // Before the password is checked, a login is marked as in flight. A failure is then counted for the account and for the address, where
    // the first of a quarter of an hour takes two trips, and the mark is removed.
    budget((LOGIN, "wrong password", 400), (4, 2.0, 4.0), |f| {
        f.login("owner", "wrong").from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((LOGIN, "wrong password, new address", 400), (5, 2.0, 4.0), |f| {
        f.login("other", "wrong").from_address(Fixtures::UNKNOWN_ADDRESS)
    })
    .hashes(),
    // As many trips as for an existing user, so that the time does not tell which usernames exist.
    budget((LOGIN, "unknown user", 400), (4, 2.5, 4.0), |f| {
        f.login("unknown", "wrong").from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((LOGIN, "unknown user, new address", 400), (5, 2.5, 4.0), |f| {
        f.login("missing", "wrong").from_address(Fixtures::UNKNOWN_ADDRESS)
    })
    .hashes(),
    // The session is deleted and revoked in one transaction.
    budget(("POST /api/users/logout/", "", 204), (2, 1.0, 4.0), |f| f.owner.post("/api/users/logout/")),
    budget(("POST /api/users/logoutall/", "", 204), (2, 1.0, 1.0), |f| f.owner.post("/api/users/logoutall/")),
    budget(("GET /api/users/user/", "", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/users/user/")),
    budget((TOKEN, "password", 200), (3, 2.0, 3.0), |f| {
        let grant = json!({"grant_type": "password", "username": "owner", "password": TestUser::PASSWORD});
        f.token(&grant).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    // The code is used up before the session begins.
    budget((LOGIN, "with a second factor", 200), (4, 2.0, 4.0), |f| {
        f.app.login_with(&f.guarded.name, &f.factor.recovery[0]).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((LOGIN, "wrong code of a second factor", 400), (3, 2.0, 2.0), |f| {
        f.app.login_with(&f.guarded.name, "wrong").from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((LOGIN, "no code of a second factor", 400), (2, 2.0, 1.0), |f| {
        f.login(&f.guarded.name, TestUser::PASSWORD).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((TOKEN, "with a second factor", 200), (4, 2.0, 4.0), |f| {
        f.app.grant_with(&f.guarded.name, &f.factor.recovery[0]).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((TOKEN, "refresh", 200), (2, 2.0, 1.0), |f| {
        f.token(&json!({"grant_type": "refresh_token", "refresh_token": f.refresh_tokens[0]}))
    }),
    budget((TOKEN, "refresh with the last token", 200), (1, 2.0, 0.0), |f| {
        f.token(&json!({"grant_type": "refresh_token", "refresh_token": f.refresh_tokens[1]}))
    }),
    budget((TOKEN, "refresh with a forged token", 400), (0, 0.0, 0.0), |f| {
        f.token(&json!({"grant_type": "refresh_token", "refresh_token": format!("{}x", f.refresh_tokens[0])}))
    }),
    budget((REVOKE, "a refresh token", 200), (2, 2.0, 4.0), |f| {
        f.app.post("/oauth/revoke/").json(&json!({"token": f.refresh_tokens[0]}))
    }),
    budget((REVOKE, "an access token", 200), (2, 1.0, 4.0), |f| {
        f.app.post("/oauth/revoke/").json(&json!({"token": f.owner.token}))
    }),
    budget((REVOKE, "no token", 200), (0, 0.0, 0.0), |f| f.app.post("/oauth/revoke/").json(&json!({"token": "x"}))),
    budget((SESSIONS, "", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/v2/user/me/sessions/")),
    budget(("DELETE /api/v2/user/me/sessions/{id}/", "", 204), (2, 2.0, 4.0), |f| {
        f.owner.delete(&format!("/api/v2/user/me/sessions/{}/", f.session))
    }),
    budget(("DELETE /api/v2/user/me/sessions/", "", 204), (2, 1.0, 1.0), |f| {
        f.owner.delete("/api/v2/user/me/sessions/")
    }),
    budget(("GET /api/v2/user/me/totp/", "", 200), (1, 2.0, 0.0), |f| f.owner.get(TestUser::TOTP)),
    budget(("POST /api/v2/user/me/totp/", "", 200), (2, 2.5, 1.0), |f| f.owner.post(TestUser::TOTP)),
    // The factor and the auth state at two units each.
    budget(("POST /api/v2/user/me/totp/confirm/", "", 200), (2, 2.0, 4.0), |f| {
        let code = json!({"code": f.app.code_of(&f.secret)});
        f.owner.post("/api/v2/user/me/totp/confirm/").json(&code)
    }),
    // The code is used up before the factor is removed.
    budget((REMOVE_TOTP, "", 204), (3, 2.0, 5.0), |f| {
        f.guarded.delete(TestUser::TOTP).json(&json!({"code": f.factor.recovery[0]}))
    }),
    budget((REMOVE_TOTP, "wrong code", 400), (2, 2.0, 1.0), |f| {
        f.guarded.delete(TestUser::TOTP).json(&json!({"code": "wrong"}))
    }),
    budget(("GET /api/v2/user/{id}/sessions/", "", 200), (1, 4.0, 0.0), |f| f.staff.get(&f.owner.path("sessions/"))),
    // Two writes of each transaction are the audit entry and the check of the caller's roles.
    budget(("DELETE /api/v2/user/{id}/sessions/{session}/", "", 204), (2, 4.0, 9.0), |f| {
        f.staff.delete(&f.owner.path(&format!("sessions/{}/", f.session)))
    }),
    budget(("DELETE /api/v2/user/{id}/sessions/", "", 204), (2, 4.0, 7.0), |f| {
        f.staff.delete(&f.owner.path("sessions/"))
    }),
    budget(("DELETE /api/v2/user/{id}/totp/", "", 204), (2, 4.0, 9.0), |f| f.staff.delete(&f.guarded.path("totp/"))),
    // The old password is throttled like that of a login. Both passwords are hashed before the last trip.
    budget((CHANGE_PASSWORD, "", 204), (5, 2.0, 6.0), |f| {
        let body = json!({"password": TestUser::PASSWORD, "new_password": "another-horse"});
        f.owner.patch(&f.owner.path("change_password/")).json(&body).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((CHANGE_PASSWORD, "wrong password", 400), (6, 2.0, 5.0), |f| {
        let body = json!({"password": "wrong", "new_password": "another-horse"});
        f.owner.patch(&f.owner.path("change_password/")).json(&body).from_address(Fixtures::KNOWN_ADDRESS)
    })
    .hashes(),
    budget((CHANGE_PASSWORD, "another user's", 403), (1, 2.0, 0.0), |f| {
        f.other.patch(&f.owner.path("change_password/")).json(&json!({}))
    }),
    // Two claims, the profile, the auth state, and the pending change of the address, at two units each.
    budget((CHANGE_EMAIL, "without mail", 204), (4, 2.0, 11.0), |f| {
        let owner = f.without_mail();
        owner.patch(&owner.path("change_email/")).json(&json!({"new_email": "a@example.org", "confirm": false}))
    }),
    budget((CHANGE_EMAIL, "without mail, with confirmation", 200), (4, 3.0, 2.0), |f| {
        let owner = f.without_mail();
        owner.patch(&owner.path("change_email/")).json(&json!({"new_email": "a@example.org", "confirm": true}))
    }),
    // The claim on the new address is read and the mail counted in the second trip.
    budget((CHANGE_EMAIL, "by mail", 200), (3, 3.0, 2.0), |f| {
        f.owner.patch(&f.owner.path("change_email/")).json(&json!({"new_email": "a@example.org"}))
    }),
    // The claim on the old address is kept, and the address itself put among the former ones.
    budget(("POST /api/v2/user/{id}/confirm_email/", "", 204), (2, 4.0, 14.0), |f| {
        let body = json!({"new_email": Fixtures::NEW_EMAIL, "validation_code": f.code});
        f.app.post(&f.owner.path("confirm_email/")).json(&body)
    }),
    // Both limits are counted in the first trip. The second stores the request for the mail, whether or not there is such a
    // user.
    budget((RECOVER, "a user's address", 204), (2, 0.0, 3.0), |f| f.recover("owner@example.org")),
    budget((RECOVER, "another address", 204), (2, 0.0, 3.0), |f| f.recover("unknown@example.org")),
    // One trip reads the codes and the account, another one uses the code up, and changes the password, the profile and
    // the auth state at two units each.
    budget((RESET, "", 204), (2, 4.0, 10.0), |f| {
        f.app
            .post("/api/v2/account/reset/")
            .json(&json!({"validation_code": f.reset_code, "password": "another-horse"}))
    })
    .hashes(),
    budget((RESET, "wrong code", 400), (1, 4.0, 0.0), |f| {
        let body = json!({"validation_code": format!("{}x", f.reset_code), "password": "another-horse"});
        f.app.post("/api/v2/account/reset/").json(&body)
    }),
    // The account is read in one trip, the former addresses in the next. Two claims, the profile, the auth state, the
    // former address and the mark of an address that gets no mail are written at two units each.
    budget((RESTORE, "", 204), (3, 3.0, 12.0), |f| {
        f.app.post("/api/v2/account/restore_email/").json(&json!({"validation_code": f.restoration_code}))
    }),
    budget((RESTORE, "wrong code", 400), (2, 3.0, 0.0), |f| {
        let body = json!({"validation_code": format!("{}x", f.restoration_code)});
        f.app.post("/api/v2/account/restore_email/").json(&body)
    }),
    budget(("GET /api/v2/account/unsubscribe/", "", 302), (0, 0.0, 0.0), |f| {
        f.app.get("/api/v2/account/unsubscribe/?code=7.x")
    }),
    budget((UNSUBSCRIBE, "", 204), (2, 1.0, 1.0), |f| {
        f.app.post(&format!("/api/v2/account/unsubscribe/?code={}", f.unsubscribe_code))
    }),
    budget((UNSUBSCRIBE, "wrong code", 400), (1, 1.0, 0.0), |f| {
        f.app.post(&format!("/api/v2/account/unsubscribe/?code={}x", f.unsubscribe_code))
    }),
    budget((VERIFY, "", 204), (2, 4.0, 8.0), |f| {
        f.app.post("/api/v2/account/verify/").json(&json!({"validation_code": f.verification_code}))
    }),
    budget(("POST /api/v2/account/verify/validation_code/", "", 204), (1, 4.0, 0.0), |f| {
        let body = json!({"validation_code": f.verification_code});
        f.app.post("/api/v2/account/verify/validation_code/").json(&body)
    }),
    // The first mail of an hour is counted in two trips.
    budget(("POST /api/v2/user/me/email/verify/", "", 204), (4, 2.0, 2.0), |f| {
        f.owner.post("/api/v2/user/me/email/verify/")
    }),
];
