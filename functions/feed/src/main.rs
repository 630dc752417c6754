//! The `feed` function of kith on AWS Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::runtime::lambda::run(feed::routes(axum::Router::new())).await
}
