//! An SMTP server that says that an address does not exist.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rstest::rstest;
use shared::mail::{Sender, Transport};
use tests::{App, Routes as _};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Starts a server that refuses each recipient with these words. Returns its URL, and how many recipients it was asked for.
async fn refusing_server(refusal: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (url, asked) = (format!("smtp://{}", listener.local_addr().unwrap()), Arc::<AtomicUsize>::default());
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(refuse(stream, refusal, Arc::clone(&count)));
        }
    });
    (url, asked)
}

async fn refuse(stream: TcpStream, refusal: &'static str, asked: Arc<AtomicUsize>) {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut answer = "220 test".to_owned();
    loop {
        writer.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
        let Ok(Some(line)) = lines.next_line().await else { return };
        let is_recipient = line.starts_with("RCPT");
        asked.fetch_add(usize::from(is_recipient), Ordering::Relaxed);
        answer = if is_recipient { refusal.to_owned() } else { "250 test".to_owned() };
    }
}

#[rstest]
#[case::no_such_user("550 5.1.1 no such user", 1)]
// The server may take the mail for spam, or not relay at all.
#[case::another_refusal("550 5.7.1 not here", 2)]
#[tokio::test]
async fn an_address_that_does_not_exist_gets_no_more_mail(#[case] refusal: &'static str, #[case] mails: usize) {
    let app = App::with_mail().await;
    let (url, asked) = refusing_server(refusal).await;
    let mailer = app.mailer(Sender::open(&Transport::Smtp(url)).unwrap().unwrap());
    let madeline = app.register("madeline").await;
    assert!(app.mail_by(&mailer).await.is_empty());
    madeline.post("/api/v2/user/me/email/verify/").await.expect(204);
    assert!(app.mail_by(&mailer).await.is_empty());
    assert_eq!(asked.load(Ordering::Relaxed), mails);
}
