//! A minimal Lambda function behind API Gateway, the baseline of the benchmarks.

use std::convert::Infallible;

use lambda_http::{Error, Request, run, service_fn};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run(service_fn(async |_: Request| Ok::<_, Infallible>("Hello, world!"))).await
}
