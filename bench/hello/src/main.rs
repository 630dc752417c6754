//! The least that a function behind API Gateway can be: what the functions of kith are measured against.

use std::convert::Infallible;

use lambda_http::{Error, Request, run, service_fn};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run(service_fn(async |_: Request| Ok::<_, Infallible>("Hello, world!"))).await
}
