//! One HTTPS client for all of AWS, the bucket included: one TLS stack, and one list of roots.

use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::{
    HttpConnectorSettings, SharedHttpClient, SharedHttpConnector, http_client_fn,
};

/// The timeout of a connection attempt.
pub const CONNECT: Duration = Duration::from_secs(1);

/// The roots that certify all of AWS's endpoints (<https://www.amazontrust.com/repository/>). Loading the system's
/// hundred and more took half of a function's start.
const ROOTS: &str = include_str!("roots.pem");

/// The HTTP client of the SDK's clients, which have their own limits on the time of a request. The SDK's default reads
/// the roots twice and discards the first result.
pub fn client(connector: SharedHttpConnector) -> SharedHttpClient {
    http_client_fn(move |_, _| connector.clone())
}

/// A connector whose responses must begin within this time.
pub fn connector(answer: Option<Duration>) -> Connector {
    // Roots that the environment names, for a proxy or an emulator, take precedence.
    let named = ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some());
    let roots = if named { TrustStore::default() } else { TrustStore::empty().with_pem_certificate(ROOTS) };
    connector_that_trusts(roots, answer)
}

/// A connector for servers that Amazon does not certify, by the system's roots; without any unless it is `encrypted`.
pub fn connector_of_any_server(encrypted: bool) -> Connector {
    connector_that_trusts(if encrypted { TrustStore::default() } else { TrustStore::empty() }, None)
}

fn connector_that_trusts(roots: TrustStore, answer: Option<Duration>) -> Connector {
    let mut settings = HttpConnectorSettings::builder().connect_timeout(CONNECT);
    settings.set_read_timeout(answer);
    let builder = Connector::builder().tls_provider(Provider::Rustls(CryptoMode::Ring)).tls_context(context(roots));
    builder.connector_settings(settings.build()).build()
}

fn context(roots: TrustStore) -> TlsContext {
    // A context with nothing but roots is always valid; the SDK's default is made in the same way.
    TlsContext::builder().with_trust_store(roots).build().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use aws_sdk_secretsmanager::config::BehaviorVersion;
    use aws_sdk_secretsmanager::{Client, Config};
    use rustls_pki_types::CertificateDer;
    use rustls_pki_types::pem::PemObject as _;
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// As <https://www.amazontrust.com/repository/> lists them.
    const FINGERPRINTS: [&str; 5] = [
        "8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
        "1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
        "18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
        "e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
        "568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",
    ];

    #[test]
    fn the_roots_are_the_five_that_amazon_publishes() {
        let found: Vec<_> = CertificateDer::pem_slice_iter(ROOTS.as_bytes())
            .map(|root| Sha256::digest(root.unwrap()).iter().map(|byte| format!("{byte:02x}")).collect::<String>())
            .collect();
        assert_eq!(found, FINGERPRINTS);
    }

    #[test]
    fn both_take_the_roots() {
        // An unreadable root panics here and not at a function's start.
        let _ = connector(None);
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(client(SharedHttpConnector::new(connector(None))));
        let _ = Client::from_conf(config.build());
    }
}
