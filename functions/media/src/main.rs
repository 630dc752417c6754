//! The `media` function of kith on AWS Lambda.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::telemetry::init_json()?;
    let originals = &media::Originals::new(shared::lambda::store()?, shared::lambda::media()?);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| originals.invoke(event.payload).await)).await
}
