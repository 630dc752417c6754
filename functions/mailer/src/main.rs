//! The `mailer` Lambda function.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::runtime::telemetry::init_json()?;
    let (aws, mail, web_push) = shared::runtime::lambda::mail().await?;
    let mailer = mailer::Mailer::new(shared::runtime::lambda::store_in(&aws)?, Default::default(), mail)?;
    let mailer = &mailer.with_ses_of(&aws.config).with_web_push(web_push);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| mailer.invoke(event.payload).await)).await
}
