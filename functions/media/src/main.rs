//! The `media` function of kith on AWS Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main]
async fn main() -> Result<(), Error> {
    shared::telemetry::init_json()?;
    let originals = &media::Originals::new(shared::lambda::store().await?, shared::lambda::media()?);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| originals.invoke(event.payload).await)).await
}
