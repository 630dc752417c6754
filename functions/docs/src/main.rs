//! The `docs` Lambda function.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::runtime::lambda::run_without_callers(docs::routes(axum::Router::new())).await
}
