//! The `docs` function of kith on AWS Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::lambda::run_without_callers(docs::routes(axum::Router::new())).await
}
