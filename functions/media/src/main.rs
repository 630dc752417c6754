//! The `media` Lambda function.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::runtime::telemetry::init_json()?;
    let originals = &media::Originals::new(shared::runtime::lambda::store()?, shared::runtime::lambda::media()?);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| originals.invoke(event.payload).await)).await
}
