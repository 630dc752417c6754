//! The `realtime` Lambda function.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::runtime::telemetry::init_json()?;
    let realtime = &realtime::Realtime::new(shared::runtime::lambda::state().await?);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| realtime.invoke(event.payload).await)).await
}
