//! Short texts obey one rule in every API: in JSON and forms, in new and in changed things.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestResponse, TestUser, directory_path, new_folder};

/// Texts, and what is stored of them.
const TEXTS: [(&str, &str); 6] = [
    (" Ada", "Ada"),
    ("\tAda Lovelace\r\n", "Ada Lovelace"),
    ("\u{a0}Ada\u{2003}\u{3000}", "Ada"),
    ("\u{feff}Ada\u{200b}", "Ada"),
    ("Rene\u{301}e ", "Renée"),
    ("\u{5e2}\u{5d3}\u{5d4} \u{2764}\u{fe0f}", "\u{5e2}\u{5d3}\u{5d4} \u{2764}\u{fe0f}"),
];

/// Texts that show nothing.
const INVISIBLE: [&str; 6] =
    ["", "   ", "\t\n", "\u{200b}\u{200c}\u{200d}", "\u{2800} \u{3164}", "\u{ad}\u{2060}\u{fe0f}"];

/// Texts that change the direction of what follows, or are more than one line.
const REFUSED: [&str; 5] = ["Ada\u{202e}", "\u{202d}Ada", "A\u{2066}da", "Ada\nLovelace", "Ada\u{0}"];

/// A field that takes a short text.
#[derive(Clone, Copy, Debug)]
enum Place {
    Profile(&'static str),
    SiteProfile(&'static str),
    Game,
    NewAccount(&'static str),
    Account(&'static str),
    NewFolder,
    Folder,
    NewDiscussion,
    Discussion,
    PollTitle,
    PollChoice,
    PostLocation,
}

struct Community {
    app: App,
    user: TestUser,
    staff: TestUser,
    discussion: u64,
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let (user, staff) = (app.user("alice").await, app.staff("staff").await);
        let discussion = user.post("/api/v2/discussion/").json(&json!({"title": "First"})).await.expect(201).json();
        Self { app, user, staff, discussion: discussion["id"].as_u64().unwrap() }
    }

    /// A request with this text in the field, and where the response has the result.
    async fn request(&self, place: Place, text: &str, number: usize, form: bool) -> (Request, String) {
        let (user, staff) = (&self.user, &self.staff);
        let fields = |request: Request, fields: &[(&str, &str)]| match form {
            true => request.form(fields),
            false => request.json(&fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect()),
        };
        let poll = |title: &str, choice: &str| {
            let poll = json!({"title": title, "choices": [{"choice": choice}, {"choice": "no"}]});
            user.post("/api/v2/post/").json(&json!({"text": "?", "poll": poll}))
        };
        match place {
            Place::Profile(name) => (fields(user.patch(&user.path("")), &[(name, text)]), format!("/{name}")),
            Place::SiteProfile(name) => {
                (fields(user.post("/api/users/profile/alice"), &[(name, text)]), format!("/{name}"))
            }
            Place::Game => {
                let igdb = format!(" {number}\t");
                let request = fields(user.post("/api/actions/like/"), &[("igdb", &igdb), ("name", text)]);
                (request, String::new())
            }
            Place::NewAccount(name) => {
                let attributes = json!({"username": format!("user-{number}-{form}"), name: text});
                (self.app.create_directory_user(staff, &attributes), format!("/data/attributes/{name}"))
            }
            Place::Account(name) => {
                let request = staff.patch(&user.directory_path("")).json_api(&user.patch_of(json!({name: text})));
                (request, format!("/data/attributes/{name}"))
            }
            Place::NewFolder => {
                let parent = user.make_folder(user.home(), &format!("parent {number}")).await;
                (user.post("/folders/").json_api(&new_folder(parent, text)), "/data/attributes/title".to_owned())
            }
            Place::Folder => {
                let folder = user.make_folder(user.home(), &format!("folder {number}")).await;
                let other = user.make_folder(folder, "old").await;
                (user.change_folder(other, Some(text), None), "/data/attributes/title".to_owned())
            }
            Place::NewDiscussion => (fields(user.post("/api/v2/discussion/"), &[("title", text)]), "/title".to_owned()),
            Place::Discussion => {
                let path = format!("/api/v2/discussion/{}/", self.discussion);
                (fields(user.put(&path), &[("title", text)]), "/title".to_owned())
            }
            Place::PollTitle => (poll(text, "yes"), "/poll/title".to_owned()),
            Place::PollChoice => (poll("Which?", text), "/poll/choices/0/choice".to_owned()),
            Place::PostLocation => {
                let location = json!({"location": text, "lat": 1, "lng": 2});
                let request = user.post("/api/v2/post/").json(&json!({"text": "Here", "location": location}));
                (request, "/location/location".to_owned())
            }
        }
    }

    async fn send(&self, place: Place, text: &str, number: usize, form: bool) -> (TestResponse, String) {
        let (request, at) = self.request(place, text, number, form).await;
        (request.await, at)
    }
}

#[rstest]
#[case(Place::Profile("real_name"), false)]
#[case(Place::Profile("location"), false)]
#[case(Place::Profile("description"), false)]
#[case(Place::Profile("location_lat_lng"), false)]
#[case(Place::Profile("company_name"), false)]
#[case(Place::Profile("company_role"), false)]
#[case(Place::SiteProfile("location"), false)]
#[case(Place::SiteProfile("twitter"), false)]
#[case(Place::Game, true)]
#[case(Place::NewAccount("first_name"), false)]
#[case(Place::Account("first_name"), false)]
#[case(Place::Account("last_name"), false)]
#[case(Place::NewFolder, true)]
#[case(Place::Folder, true)]
#[case(Place::NewDiscussion, true)]
#[case(Place::Discussion, true)]
#[case(Place::PollTitle, true)]
#[case(Place::PollChoice, true)]
#[case(Place::PostLocation, false)]
#[tokio::test]
async fn a_short_text_is_trimmed_and_visible(#[case] place: Place, #[case] required: bool) {
    for form in [false, true] {
        let community = Community::new().await;
        let mut number = 0;
        for (text, expected) in TEXTS {
            number += 1;
            let (answer, at) = community.send(place, text, number, form).await;
            assert!([200, 201].contains(&answer.status), "{text:?}: {answer:?}");
            let shown = answer.json();
            assert!(at.is_empty() || shown.pointer(&at) == Some(&json!(expected)), "{text:?}: {shown}");
        }
        for text in INVISIBLE {
            number += 1;
            let (answer, at) = community.send(place, text, number, form).await;
            if required {
                assert_eq!(answer.status, 400, "{text:?}: {answer:?}");
                continue;
            }
            assert!([200, 201].contains(&answer.status), "{text:?}: {answer:?}");
            let shown = answer.json();
            // The site API shows unset texts as null.
            assert!(
                matches!(shown.pointer(&at), Some(Value::Null)) || shown.pointer(&at) == Some(&json!("")),
                "{shown}"
            );
        }
        for text in REFUSED {
            number += 1;
            let (answer, _) = community.send(place, text, number, form).await;
            assert_eq!(answer.status, 400, "{text:?}: {answer:?}");
        }
        if matches!(place, Place::Game) {
            let names = community.app.get("/api/users/alice").await.expect(200).json()["liked"].clone();
            let names: Vec<_> = names.as_array().unwrap().iter().map(|game| game["name"].clone()).collect();
            assert_eq!(names, TEXTS.map(|(_, name)| json!(name)));
        }
    }
}

/// Space that a keyboard or a copied text brings along.
const AROUND: [(&str, &str); 4] = [("", " "), ("\t", "\r\n"), ("\u{a0}", "\u{3000}"), ("\u{feff}", "\u{200b}")];

#[tokio::test]
async fn space_around_names_and_addresses_is_taken_off_and_around_passwords_not() {
    let app = App::new().await;
    let friend = app.user("friend").await;
    for (n, (before, after)) in AROUND.into_iter().enumerate() {
        let around = |text: String| format!("{before}{text}{after}");
        let (name, email) = (format!("user{n}"), format!("user{n}@example.org"));
        let body = json!({"username": around(name.clone()), "email": around(email.clone()), "password": " ridges  "});
        let session = app.post("/api/users/register/").json(&body).await.expect(200).json();
        assert_eq!(json!([session["user"]["username"], session["user"]["email"]]), json!([name, email]));
        let (id, user) = (session["user"]["id"].as_u64().unwrap(), app.bearer(session["token"].as_str().unwrap()));
        let path = format!("/api/v2/user/{id}/");
        for login in [&name, &email] {
            app.login(&around(login.to_uppercase()), " ridges  ").await.expect(200);
            app.login(login, "ridges").await.expect(400);
            app.login(login, " ridges ").await.expect(400);
        }
        let taken =
            json!({"username": around(name.clone()), "email": "new@example.org", "password": TestUser::PASSWORD});
        app.post("/api/users/register/").json(&taken).await.expect(400);

        let site = "/api/users/follow/";
        user.post(site).json(&json!({"username": around("Friend".to_owned())})).await.expect(200);
        let request =
            user.post("/api/v2/user/me/connection/request/").form(&[("username", &around("friend".to_owned()))]);
        assert_eq!(request.await.expect(201).json(), json!({"username": "friend"}));
        let seen = json!({"username": around(name.clone())});
        friend.post("/api/v2/user/me/connection_requests/mark_seen/").json(&seen).await.expect(201);
        let names = json!({"usernames": [around("friend".to_owned())]});
        let found = user.post("/api/v2/user/match/").json(&names).await.expect(200).json();
        assert_eq!(found[0]["username"], "friend");

        let change = json!({
            "username": around(format!("renamed{n}")), "website": around("https://example.org/a".to_owned()),
            "birthday": around("1990-02-28".to_owned()),
        });
        let changed = user.patch(&path).json(&change).await.expect(200).json();
        assert_eq!(
            json!([changed["username"], changed["website"], changed["birthday"]]),
            json!([format!("renamed{n}"), "https://example.org/a", "1990-02-28"])
        );
        let new_email = json!({"new_email": around(format!("new{n}@example.org"))});
        user.patch(&format!("{path}change_email/")).json(&new_email).await.expect(204);
        let site = format!("/api/users/profile/renamed{n}%20");
        let profile = json!({"username": around(format!("site{n}")), "email": around(format!("site{n}@example.org"))});
        let profile = user.post(&site).json(&profile).await.expect(200).json();
        assert_eq!(
            json!([profile["username"], profile["email"]]),
            json!([format!("site{n}"), format!("site{n}@example.org")])
        );
        let attributes =
            json!({"username": around(format!("dir.{n}")), "email": around(format!("dir{n}@example.org"))});
        let me = user.get("/users/me/").await.expect(200).json();
        let document = json!({"data": {"type": "users", "id": me["data"]["id"], "attributes": attributes}});
        let directory = directory_path(id.try_into().unwrap(), "");
        let patched = user.patch(&directory).json_api(&document).await.expect(200).json();
        let attributes = &patched["data"]["attributes"];
        assert_eq!(
            json!([attributes["username"], attributes["email"]]),
            json!([format!("dir.{n}"), format!("dir{n}@example.org")])
        );
        let password = json!({"password": " ridges  ", "new_password": "  valleys "});
        user.patch(&format!("{path}change_password/")).json(&password).await.expect(204);
        app.login(&format!("dir.{n}"), "  valleys ").await.expect(200);
        app.login(&format!("dir.{n}"), "valleys").await.expect(400);
    }
}

#[tokio::test]
async fn a_value_that_was_stored_with_space_is_accepted_when_it_comes_back() {
    let app = App::new().await;
    let user = app.user("alice").await;
    let before = app.state.store.profiles().get(user.id, shared::store::Consistency::Strong).await.unwrap().unwrap();
    let old = shared::domain::Profile { real_name: " A\u{202e}da ".to_owned(), ..before.clone() };
    app.state.store.profiles().save(&before, &old, "email", 0).await.unwrap();
    let shown = user.get(&user.path("")).await.expect(200).json();
    assert_eq!(user.put(&user.path("")).json(&shown).await.expect(200).json()["real_name"], " A\u{202e}da ");
}
