//! Tests over HTTP, through the routers in process. The path of a test mirrors the URL it is about.

mod api;
