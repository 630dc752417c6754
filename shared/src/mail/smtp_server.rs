//! An SMTP server for tests: takes mails, and refuses recipients on demand.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail that the server has taken.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// The sender, in angle brackets.
    pub from: String,
    /// The recipient, in angle brackets.
    pub to: String,
    /// Headers and body.
    pub data: String,
}

/// A running server.
pub struct SmtpServer {
    address: SocketAddr,
    mails: Arc<Mutex<Vec<Received>>>,
}

impl SmtpServer {
    /// Starts a server that gives these answers to these recipients.
    pub async fn start(answers: &[(&str, &'static str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answers: HashMap<String, &'static str> =
            answers.iter().map(|(to, answer)| (format!("<{to}>"), *answer)).collect();
        let mails = Arc::<Mutex<Vec<Received>>>::default();
        let taken = Arc::clone(&mails);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, answers.clone(), Arc::clone(&taken)));
            }
        });
        Self { address, mails }
    }

    /// The URL of the server.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The mails taken so far.
    pub fn mails(&self) -> Vec<Received> {
        self.mails.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, answers: HashMap<String, &'static str>, mails: Arc<Mutex<Vec<Received>>>) {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let (mut mail, mut in_data) = (Received::default(), false);
    let mut answer = "220 test";
    loop {
        if writer.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let Ok(Some(mut line)) = lines.next_line().await else { return };
        while in_data && line != "." {
            mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
            mail.data.push('\n');
            let Ok(Some(next)) = lines.next_line().await else { return };
            line = next;
        }
        answer = match line.split_once(':') {
            _ if in_data => {
                in_data = false;
                mails.lock().unwrap().push(std::mem::take(&mut mail));
                "250 taken"
            }
            Some(("MAIL FROM", from)) => {
                from.split(' ').next().unwrap_or_default().clone_into(&mut mail.from);
                "250 go on"
            }
            Some(("RCPT TO", to)) => {
                to.clone_into(&mut mail.to);
                answers.get(to).copied().unwrap_or("250 go on")
            }
            _ if line == "DATA" => {
                in_data = true;
                "354 go on"
            }
            _ => "250 fine",
        };
    }
}
