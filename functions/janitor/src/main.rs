//! The `janitor` Lambda function.

use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    shared::runtime::telemetry::init_json()?;
    let settings = janitor::Settings::from_env(|name| std::env::var(name).ok())?;
    let janitor = &janitor::Janitor::new(shared::runtime::lambda::store()?, Default::default(), settings);
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<_>| janitor.invoke(event.payload).await)).await
}
