//! The `accounts` function of kith on AWS Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::runtime::lambda::run(accounts::routes(axum::Router::new())).await
}
