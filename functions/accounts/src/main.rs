//! The `accounts` Lambda function.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::runtime::lambda::run(accounts::routes(axum::Router::new())).await
}
