//! The `users` function of kith on AWS Lambda.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    shared::runtime::lambda::run_with_media(users::routes(axum::Router::new())).await
}
