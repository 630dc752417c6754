//! The `directory` function of kith on AWS Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::runtime::lambda::run(directory::routes(axum::Router::new())).await
}
