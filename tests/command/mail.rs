//! Mail of `kith serve`: into files of the data directory unless an option says otherwise.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use tempfile::tempdir;

use crate::process::{Kith, Server};

/// The mails in a directory, oldest first.
fn mails(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut mails: Vec<_> = entries.filter(|path| path.extension().is_some_and(|kind| kind == "eml")).collect();
    mails.sort();
    mails
}

/// Waits until there are so many mails, and returns the newest.
fn wait_for(server: &mut Server, directory: &Path, count: usize) -> String {
    server.process.until(|| mails(directory).len() >= count);
    // Long lines are broken, as quoted-printable has it.
    fs::read_to_string(&mails(directory)[count - 1]).unwrap().replace("=\r\n", "")
}

fn code_in(mail: &str, link: &str) -> String {
    let (_, rest) = mail.split_once(link).unwrap_or_else(|| panic!("{link} is not in {mail}"));
    rest.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_forgotten_password_is_reset_with_the_code_in_a_file() {
    let data = tempdir().unwrap();
    let directory = data.path().join("mail");
    let mut server = Kith::serve(data.path()).args(&["--community-name", "Summit"]).listen();
    let madeline = server.registered("madeline");
    let mail = wait_for(&mut server, &directory, 1);
    let code = code_in(&mail, &format!("http://{}/account/verify#", server.address));
    server.post("/api/v2/account/verify/", &json!({"validation_code": code})).expect(204);

    server.post("/api/v2/account/recover/", &json!({"email": "nobody@example.org"})).expect(204);
    server.post("/api/v2/account/recover/", &json!({"email": "madeline@example.org"})).expect(204);
    let mail = wait_for(&mut server, &directory, 2);
    for part in ["To: madeline@example.org", "Subject: Reset your password at Summit"] {
        assert!(mail.contains(part), "{part} in {mail}");
    }
    let code = code_in(&mail, &format!("http://{}/account/reset#", server.address));
    let body = json!({"validation_code": code, "password": "another-horse"});
    server.post("/api/v2/account/reset/", &body).expect(204);
    assert_eq!(madeline.name(), None, "the old token is dead");
    assert!(server.logged_in("madeline", "another-horse").name().is_some());
    for path in [&directory, &mails(&directory)[0]] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o077, 0, "{}", path.display());
    }
    let url = format!("http://{}/console/mail/", server.address);
    let (status, page) = server.download(&url);
    let name = mails(&directory)[1].file_name().unwrap().to_str().unwrap().to_owned();
    assert!(status == 200 && String::from_utf8(page).unwrap().contains(&name));
    let (status, mail) = server.download(&format!("{url}{name}/"));
    assert!(status == 200 && String::from_utf8(mail).unwrap().contains(&code));
    let log = server.stop().stderr.join("\n");
    assert!(!log.contains(&code) && !log.contains("madeline@"), "{log}");

    // The mails of before are not sent again.
    let mut server = Kith::serve(data.path()).listen();
    server.register("theo").expect(200);
    assert!(wait_for(&mut server, &directory, 3).contains("To: theo@example.org"));
    assert_eq!(mails(&directory).len(), 3);
    server.stop();
}

#[test]
fn mail_can_be_off_and_bad_settings_are_refused() {
    let data = tempdir().unwrap();
    for kith in [Kith::serve(data.path()).env("KITH_MAIL", "off"), Kith::new(&["--memory", "--listen", "127.0.0.1:0"])]
    {
        let server = kith.listen();
        server.post("/api/v2/account/recover/", &json!({"email": "madeline@example.org"})).expect(409);
        server.stop();
    }
    let secret = "smtps://user:secret@mail.example.org";
    for (settings, named) in [
        (&[("KITH_MAIL", "pigeon:secret")][..], "KITH_MAIL:"),
        (&[("KITH_MAIL", "ses")], "KITH_MAIL: ses is for deployments"),
        (&[("KITH_MAIL", secret)], "KITH_MAIL_FROM:"),
        (&[("KITH_MAIL", secret), ("KITH_MAIL_FROM", "nowhere")], "KITH_MAIL_FROM:"),
        (&[("KITH_PUBLIC_URL", "nowhere")], "KITH_PUBLIC_URL:"),
    ] {
        let kith = settings.iter().fold(Kith::serve(data.path()), |kith, (name, value)| kith.env(name, value));
        let line = kith.run().refused();
        assert!(line.contains(named) && !line.contains("secret"), "{line}");
    }
}

#[test]
fn files_replace_the_texts_and_a_wrong_one_is_refused() {
    let data = tempdir().unwrap();
    let templates = tempdir().unwrap();
    let directory = templates.path().to_str().unwrap().to_owned();
    let file = templates.path().join("verification.txt");
    fs::write(&file, "Welcome to {{ community }}\n\nServus, {{ username }}: {{ link }}\n").unwrap();
    let mut server = Kith::serve(data.path()).args(&["--mail-templates", &directory]).listen();
    server.register("madeline").expect(200);
    let mail = wait_for(&mut server, &data.path().join("mail"), 1);
    assert!(mail.contains("Subject: Welcome to kith") && mail.contains("Servus, madeline: http://"), "{mail}");
    assert!(mail.contains("Confirm the address"), "the HTML is as before: {mail}");
    server.stop();

    fs::write(&file, "Welcome\n{{ link }}\n{{ nickname }}\n").unwrap();
    let line = Kith::serve(data.path()).env("KITH_MAIL_TEMPLATES", &directory).run().refused();
    assert!(line.starts_with("kith: KITH_MAIL_TEMPLATES: ") && line.contains("verification.txt: line 3: "), "{line}");
}

#[test]
fn beyond_this_machine_the_page_of_mails_is_for_staff() {
    let data = tempdir().unwrap();
    let password = "celeste-summit";
    let kith = Kith::new(&["serve", "--listen", "0.0.0.0:0"]).data(data.path()).env("KITH_ADMIN_PASSWORD", password);
    let mut server = kith.listen();
    let member = server.register("madeline").expect(200).token().to_owned();
    let staff = server.log_in("admin", password).expect(200).token().to_owned();
    let directory = data.path().join("mail");
    wait_for(&mut server, &directory, 1);
    let name = mails(&directory)[0].file_name().unwrap().to_str().unwrap().to_owned();
    for path in ["/console/mail/".to_owned(), format!("/console/mail/{name}/")] {
        let status = |headers: &[(&'static str, &str)]| server.with_headers(headers).status(&path);
        assert_eq!(status(&[]), 401, "{path}");
        assert_eq!(status(&[("authorization", &*format!("Bearer {member}"))]), 403, "{path}");
        assert_eq!(status(&[("authorization", &*format!("Bearer {staff}"))]), 200, "{path}");
    }

    // Staff read no mail that opens the account of a superuser, or of other staff.
    let create = |name: &str, role: Value| {
        let attributes = json!({"username": name, "email": format!("{name}@example.org")});
        let attributes: Map<_, _> =
            attributes.as_object().cloned().into_iter().chain(role.as_object().cloned()).flatten().collect();
        let server = server.with_headers(&[("authorization", &*format!("Bearer {staff}"))]);
        let body = json!({"data": {"type": "users", "attributes": attributes}});
        server.post("/users/", &body).expect(200).body["data"]["id"].as_str().unwrap().to_owned()
    };
    let badeline = create("badeline", json!({"is_staff": true}));
    create("granny", json!({"is_staff": true}));
    create("oshiro", json!({"is_superuser": true}));
    let set = server.with_headers(&[("authorization", &*format!("Bearer {staff}"))]);
    set.post(&format!("/users/{badeline}/change-password/"), &json!({"password": password})).expect(200);
    let token = server.log_in("badeline", password).expect(200).token().to_owned();
    server.process.until(|| mails(&directory).len() >= 4);
    let reader = server.with_headers(&[("authorization", &*format!("Bearer {token}"))]);
    let shown: Vec<_> = mails(&directory)
        .iter()
        .filter(|mail| reader.status(&format!("/console/mail/{}/", mail.file_name().unwrap().to_str().unwrap())) == 200)
        .map(|mail| fs::read_to_string(mail).unwrap().lines().find(|line| line.starts_with("To: ")).unwrap().to_owned())
        .collect();
    assert_eq!(shown, ["To: madeline@example.org", "To: badeline@example.org"]);
    server.stop();
}
