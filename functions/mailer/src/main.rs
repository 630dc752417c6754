//! The `mailer` Lambda function.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::runtime::telemetry::init_json()?;
    let (store, mail, web_push) = shared::runtime::lambda::mail().await?;
    let mailer = &mailer::Mailer::new(store, Default::default(), mail)?.with_web_push(web_push);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| mailer.invoke(event.payload).await)).await
}
