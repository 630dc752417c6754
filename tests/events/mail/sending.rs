//! Mails that SES accepts, and what becomes of those that it refuses.

use serde_json::json;
use tests::{App, Routes as _};

use super::fake_ses::{FakeSes, SET};

const THROTTLED: (&str, &str) = ("TooManyRequestsException", "Maximum sending rate exceeded.");

#[tokio::test]
async fn ses_gets_a_mail_once() {
    let (app, ses) = (App::with_mail().await, FakeSes::start().await);
    app.register("madeline").await;
    for sent in [1, 0] {
        assert!(app.mail_by(&ses.mailer(&app)).await.is_empty());
        let (calls, mails) = ses.take();
        assert_eq!((calls, mails.len()), (sent, sent), "the whole stream again");
        let Some(mail) = mails.first() else { continue };
        assert_eq!(mail["FromEmailAddress"], "Summit <no-reply@example.org>");
        assert_eq!(mail["Destination"], json!({"ToAddresses": ["madeline@example.org"]}));
        assert_eq!(mail["ConfigurationSetName"], SET);
        let simple = &mail["Content"]["Simple"];
        assert_eq!(simple["Subject"]["Data"], "Confirm your e-mail address at Summit");
        assert_eq!(simple["Headers"], json!([{"Name": "Auto-Submitted", "Value": "auto-generated"}]));
        for kind in ["Text", "Html"] {
            let text = &simple["Body"][kind];
            assert_eq!(text["Charset"], "UTF-8");
            assert!(text["Data"].as_str().unwrap().contains("madeline"), "{text}");
        }
    }
}

/// An address with a host in Unicode reaches SES in ASCII.
#[tokio::test]
async fn a_host_is_sent_in_ascii() {
    let (app, ses) = (App::with_mail().await, FakeSes::start().await);
    let body = json!({"username": "ana", "email": "Ana.B@b\u{fc}cher.example", "password": tests::TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.expect(200);
    assert!(app.mail_by(&ses.mailer(&app)).await.is_empty());
    let (_, mails) = ses.take();
    assert_eq!(mails[0]["Destination"]["ToAddresses"], json!(["Ana.B@xn--bcher-kva.example"]));
}

/// The mailer tries again what SES cannot accept for now, and nothing else. Nothing that it logs has the address.
#[tokio::test]
async fn only_outages_are_tried_again() {
    let rejected = ("MessageRejected", "Address blacklisted: madeline@example.org");
    let unverified = ("MessageRejected", "Email address is not verified: madeline@example.org");
    for (refusals, calls, retried, asks_again) in [
        (vec![("BadRequestException", "Illegal address")], 1, false, false),
        (vec![rejected], 1, false, false),
        // It is counted, and the request stays: the settings are wrong.
        (vec![unverified], 1, false, true),
        (vec![THROTTLED], 2, false, false),
        (vec![THROTTLED; 4], 4, true, true),
        (vec![("AccountSuspendedException", "")], 1, true, true),
        (vec![("SendingPausedException", "")], 1, true, true),
        (vec![("MailFromDomainNotVerifiedException", "")], 1, true, true),
        (vec![("LimitExceededException", "")], 1, true, true),
        (vec![("NotFoundException", "Configuration set does not exist.")], 1, true, true),
        (vec![("AccessDeniedException", "not you")], 1, true, true),
    ] {
        let (app, ses) = (App::with_mail().await, FakeSes::start().await);
        app.register("madeline").await;
        ses.refuse(&refusals);
        assert_eq!(app.mail_by(&ses.mailer(&app)).await.len(), usize::from(retried), "{refusals:?}");
        assert_eq!(ses.take().0, calls, "{refusals:?}");
        app.mail_by(&ses.mailer(&app)).await;
        assert_eq!(ses.take().1.len(), usize::from(asks_again), "{refusals:?}");
    }
}

#[tokio::test]
async fn an_unreachable_ses_is_an_outage() {
    let (app, ses) = (App::with_mail().await, FakeSes::start().await);
    app.register("madeline").await;
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(app.mail_by(&ses.at(format!("http://{closed}")).mailer(&app)).await.len(), 1);
    assert!(app.mail_by(&ses.mailer(&app)).await.is_empty());
    assert_eq!(ses.take().1.len(), 1);
}
