//! The `notifications` function of kith on AWS Lambda.

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    shared::lambda::run(notifications::routes(axum::Router::new())).await
}
