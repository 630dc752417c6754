//! Picture files of `kith serve`: where they are stored, and how they are served.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::client::Client;
use crate::process::Kith;

/// A white PNG of 1 x 1 pixel.
const WHITE: &str = "image/png;base64,\
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==";

/// Uploads an avatar, and returns its URL.
pub fn upload(client: &Client) -> String {
    let avatar = client.post("/api/v2/user/avatar/", &json!({"avatar_base64": WHITE})).expect(201).body;
    avatar["avatar"].as_str().unwrap().to_owned()
}

fn shown(client: &Client) -> Value {
    client.get("/api/v2/user/me/avatar/").expect(200).body["avatar"].clone()
}

fn files(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[test]
fn a_picture_is_stored_in_the_data_directory_and_served_after_a_restart() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let token = server.register("madeline").expect(200).token().to_owned();
    let url = upload(&server.with_token(&token));
    assert!(url.starts_with(&format!("http://{}/media/", server.address)), "{url}");
    let (status, before) = server.download(&url);
    assert_eq!((status, &before[..2]), (200, b"\xff\xd8".as_slice()));
    server.stop();

    let mut server = Kith::serve(data.path()).listen();
    let client = server.with_token(&token);
    let url = shown(&client);
    assert_eq!(client.download(url.as_str().unwrap()), (200, before));
    assert_eq!(files(&data.path().join("pictures")), 1);
    // A hard deletion of their owner deletes the files, by event.
    let id = client.get("/api/v2/user/me/").expect(200).body["id"].clone();
    client.delete(&format!("/api/v2/user/{id}/?hard=1")).expect(204);
    server.process.until(|| files(&data.path().join("pictures")) == 0);
    server.stop();
}

#[test]
fn an_original_is_uploaded_to_its_signed_url() {
    let server = Kith::new(&["--memory", "--listen", "127.0.0.1:0"]).listen();
    let client = server.registered("madeline");
    let (_, picture) = client.download(&upload(&client));
    let signed = client.post("/api/v2/user/avatar/upload/", &json!({"size": picture.len()})).expect(201).body;
    let url = signed["url"].as_str().unwrap();
    assert_eq!(client.put_file(&url.replace("signature=", "signature=A"), &picture), 403);
    assert_eq!(client.put_file(url, &picture), 200);
    let list = client.get("/api/v2/user/avatar/").expect(200).body;
    assert_eq!((&list["count"], &list["results"][0]["id"]), (&json!(2), &signed["id"]));
    server.stop();
}

#[test]
fn urls_name_the_host_under_which_the_client_reached_the_server() {
    let server = Kith::new(&["--memory", "--listen", "0.0.0.0:0"]).listen();
    let port = server.address.strip_prefix("0.0.0.0:").unwrap();
    let token = server.register("madeline").expect(200).token().to_owned();
    for base in [format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")] {
        let client = Client::new(&base).with_token(&token);
        let url = upload(&client);
        assert!(url.starts_with(&format!("{base}/media/")), "{url}");
        let (status, picture) = client.download(&url);
        assert_eq!(status, 200);
        let signed = client.post("/api/v2/user/avatar/upload/", &json!({"size": picture.len()})).expect(201).body;
        let url = signed["url"].as_str().unwrap();
        assert!(url.starts_with(&format!("{base}/media/originals/")), "{url}");
        assert_eq!(client.put_file(url, &picture), 200);
    }
    server.stop();
}

#[test]
fn the_storage_location_and_the_public_url_can_be_set() {
    let (data, pictures) = (tempdir().unwrap(), tempdir().unwrap());
    let location = format!("file://{}/not/there/yet", pictures.path().display());
    let args = ["--media", &location, "--media-url", "https://pictures.example.org/kith/"];
    let server = Kith::serve(data.path()).args(&args).listen();
    let url = upload(&server.registered("madeline"));
    assert!(url.starts_with("https://pictures.example.org/kith/"), "{url}");
    let path = url.strip_prefix("https://pictures.example.org/kith").unwrap();
    assert_eq!(server.download(&format!("http://{}/media{path}", server.address)).0, 200);
    server.stop();
    assert_eq!((files(pictures.path()), data.path().join("pictures").exists()), (1, false));
}
