//! The `fanout` Lambda function.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::runtime::telemetry::init_json()?;
    let aws = &shared::runtime::lambda::aws()?;
    let fanout = fanout::Fanout::new(shared::runtime::lambda::store_in(aws)?, Default::default());
    let fanout = &fanout.with_environment(&aws.config)?.with_media(shared::runtime::lambda::media()?);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| fanout.invoke(event.payload).await)).await
}
