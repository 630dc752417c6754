//! The `mailer` Lambda function.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::runtime::telemetry::init_json()?;
    let (aws, settings) = shared::runtime::lambda::mail().await?;
    let mailer = mailer::Mailer::new(shared::runtime::lambda::store_in(&aws)?, Default::default(), settings)?;
    let mailer = &mailer.with_ses_of(&aws.config);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| mailer.invoke(event.payload).await)).await
}
