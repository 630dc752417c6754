//! One way to speak HTTPS for all clients, the bucket's too: one TLS stack, and one list of roots.

use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::{
    HttpConnectorSettings, SharedHttpClient, SharedHttpConnector, http_client_fn,
};

/// How long an endpoint may take to be reached.
pub const CONNECT: Duration = Duration::from_secs(1);

/// Those that all of AWS's own endpoints are certified under (<https://www.amazontrust.com/repository/>). To load the
/// system's hundred and more took half of a function's start.
const ROOTS: &str = include_str!("roots.pem");

/// The client of the SDK's clients, who have limits of their own on the time that a request takes. The SDK's own would
/// read the roots twice: once to throw the result away.
pub fn client(connector: SharedHttpConnector) -> SharedHttpClient {
    http_client_fn(move |_, _| connector.clone())
}

/// A connector, whose answers may take so long to begin.
pub fn connector(answer: Option<Duration>) -> Connector {
    let mut settings = HttpConnectorSettings::builder().connect_timeout(CONNECT);
    settings.set_read_timeout(answer);
    let builder = Connector::builder().tls_provider(Provider::Rustls(CryptoMode::Ring)).tls_context(context());
    builder.connector_settings(settings.build()).build()
}

fn context() -> TlsContext {
    // Whoever names roots of their own, for a proxy or an emulator, gets these.
    let named = ["SSL_CERT_FILE", "SSL_CERT_DIR"].iter().any(|name| std::env::var_os(name).is_some());
    let roots = if named { TrustStore::default() } else { TrustStore::empty().with_pem_certificate(ROOTS) };
    // A context of roots alone is always valid: the SDK's own default is made in the same way.
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
        // They panic over roots that cannot be read, and do so here and not in a function's start.
        let _ = connector(None);
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(client(SharedHttpConnector::new(connector(None))));
        let _ = Client::from_conf(config.build());
    }
}
