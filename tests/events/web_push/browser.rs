//! A browser with its push service: verifies who sends a push, and decrypts it as RFC 8291 says.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hmac::{HMAC_SHA256, Key, sign};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey as Verifier};
use serde_json::{Value, json};
use shared::web_push::{PushRequest, PushResponse, PushService};

/// A browser that has subscribed. It can decrypt one push, since its private key is ephemeral.
pub struct Browser {
    endpoint: String,
    private: EphemeralPrivateKey,
    public: Vec<u8>,
    auth: [u8; 16],
}

impl Browser {
    pub fn new(endpoint: &str) -> Self {
        let private = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).expect("a key");
        let public = private.compute_public_key().expect("a key").as_ref().to_vec();
        Self { endpoint: endpoint.to_owned(), private, public, auth: [9; 16] }
    }

    /// What its page sends to kith.
    pub fn subscription(&self) -> Value {
        let [p256dh, auth] = [&self.public[..], &self.auth].map(|key| URL_SAFE_NO_PAD.encode(key));
        json!({"endpoint": self.endpoint, "expirationTime": null, "keys": {"p256dh": p256dh, "auth": auth}})
    }

    /// Decrypts a push.
    pub fn decrypt(self, request: &PushRequest) -> Value {
        assert_eq!(request.url, self.endpoint);
        let body = &request.body;
        let (salt, size, length) = (&body[..16], &body[16..20], usize::from(body[20]));
        assert_eq!((size, length), (&4_096_u32.to_be_bytes()[..], 65));
        let (theirs, record) = body[21..].split_at(length);
        let info = [b"WebPush: info\0", &self.public[..], theirs].concat();
        let auth = self.auth;
        let message = agree_ephemeral(self.private, &UnparsedPublicKey::new(&ECDH_P256, theirs), |shared| {
            let input = hkdf(&auth, shared, &info);
            let key = UnboundKey::new(&AES_128_GCM, &hkdf(salt, &input, b"Content-Encoding: aes128gcm\0")[..16]);
            let nonce = hkdf(salt, &input, b"Content-Encoding: nonce\0");
            let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).expect("a nonce");
            let mut record = record.to_vec();
            let key = LessSafeKey::new(key.expect("a key"));
            key.open_in_place(nonce, Aad::empty(), &mut record).expect("a message").to_vec()
        });
        let message = message.expect("a shared secret");
        let (end, message) = message.split_last().expect("a message");
        assert_eq!(*end, 2);
        serde_json::from_slice(message).expect("JSON")
    }
}

fn hkdf(salt: &[u8], input: &[u8], info: &[u8]) -> [u8; 32] {
    let extracted = sign(&Key::new(HMAC_SHA256, salt), input);
    let block = sign(&Key::new(HMAC_SHA256, extracted.as_ref()), &[info, &[1]].concat());
    block.as_ref().try_into().expect("32 bytes")
}

/// A push service that answers with these responses, then with 201.
#[derive(Default)]
pub struct FakeService {
    requests: Mutex<Vec<PushRequest>>,
    responses: Mutex<Vec<Result<PushResponse, String>>>,
}

impl FakeService {
    pub fn answering(statuses: &[u16]) -> Arc<Self> {
        let responses = statuses.iter().rev().map(|status| Ok(PushResponse { status: *status, retry_after: None }));
        Arc::new(Self { responses: Mutex::new(responses.collect()), ..Self::default() })
    }

    /// The requests since the last call.
    pub fn requests(&self) -> Vec<PushRequest> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

impl PushService for FakeService {
    fn post(&self, request: PushRequest) -> BoxFuture<'_, Result<PushResponse, String>> {
        self.requests.lock().unwrap().push(request);
        let response = self.responses.lock().unwrap().pop();
        async { response.unwrap_or(Ok(PushResponse { status: 201, retry_after: None })) }.boxed()
    }
}

/// Verifies the token of a request as a push service does. Returns its claims.
pub fn verify(request: &PushRequest, public_key: &str) -> Value {
    let header = |name: &str| {
        let found = request.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
    };
    assert_eq!(header("content-encoding"), "aes128gcm");
    assert_eq!(header("ttl"), "86400");
    let (token, key) = header("authorization")
        .strip_prefix("vapid t=")
        .and_then(|rest| rest.split_once(", k="))
        .expect("a token and a key");
    assert_eq!(key, public_key);
    let (signed, signature) = token.rsplit_once('.').expect("a signature");
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let verifier = Verifier::new(&ECDSA_P256_SHA256_FIXED, bytes(key));
    verifier.verify(signed.as_bytes(), &bytes(signature)).expect("a valid signature");
    let (head, claims) = signed.split_once('.').expect("claims");
    let json = |text: &str| serde_json::from_slice::<Value>(&bytes(text)).expect("JSON");
    assert_eq!(json(head), json!({"typ": "JWT", "alg": "ES256"}));
    json(claims)
}
