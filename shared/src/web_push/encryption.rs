//! The encryption of a message for one device (RFC 8291, in the coding of RFC 8188), with the primitives of ring.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hmac::{HMAC_SHA256, Key, sign};
use ring::rand::SystemRandom;

/// The longest message, in bytes: every push service takes as much.
pub const MESSAGE_MAX: usize = 3_000;
/// The size of a record. A message is one record.
const RECORD: u32 = 4_096;
/// Follows the last byte of the last record.
const END: u8 = 2;

/// Encrypts a message for the device with this public key, an uncompressed point of P-256, and this authentication secret.
/// Fails if the key is none, or if the message is longer than [`MESSAGE_MAX`].
pub fn encrypt(message: &[u8], public_key: &[u8], auth_secret: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let random = SystemRandom::new();
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random)?;
    let own_public = own.compute_public_key()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, public_key);
    let salt = rand::random::<[u8; 16]>();
    agree_ephemeral(own, &theirs, |shared| {
        seal(message, shared, Keys { own: own_public.as_ref(), theirs: public_key }, auth_secret, salt)
    })?
}

/// The public keys of both sides.
struct Keys<'a> {
    own: &'a [u8],
    theirs: &'a [u8],
}

fn seal(
    message: &[u8],
    shared: &[u8],
    keys: Keys<'_>,
    auth_secret: &[u8],
    salt: [u8; 16],
) -> Result<Vec<u8>, Unspecified> {
    if message.len() > MESSAGE_MAX {
        return Err(Unspecified);
    }
    let input = hkdf(auth_secret, shared, &[b"WebPush: info\0", keys.theirs, keys.own]);
    let key = hkdf(&salt, &input, &[b"Content-Encoding: aes128gcm\0"]);
    let nonce = hkdf(&salt, &input, &[b"Content-Encoding: nonce\0"]);
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16])?);
    let mut record = [message, &[END]].concat();
    key.seal_in_place_append_tag(Nonce::try_assume_unique_for_key(&nonce[..12])?, Aad::empty(), &mut record)?;
    let length = u8::try_from(keys.own.len()).map_err(|_| Unspecified)?;
    Ok([&salt[..], &RECORD.to_be_bytes(), &[length], keys.own, &record].concat())
}

/// HKDF (RFC 5869) with SHA-256, of which no caller needs more than one block.
fn hkdf(salt: &[u8], input: &[u8], info: &[&[u8]]) -> [u8; 32] {
    let extracted = sign(&Key::new(HMAC_SHA256, salt), input);
    let info = [&info.concat()[..], &[1]].concat();
    let mut block = [0; 32];
    block.copy_from_slice(sign(&Key::new(HMAC_SHA256, extracted.as_ref()), &info).as_ref());
    block
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_example_of_the_rfc_is_encrypted_as_there() {
        let message = b"When I grow up, I want to be a watermelon";
        let theirs = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let own = bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let shared = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let auth = bytes("BTBZMqHH6r4Tts7J_aSIgg");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let body = seal(message, &shared, Keys { own: &own, theirs: &theirs }, &auth, salt).unwrap();
        assert_eq!(
            URL_SAFE_NO_PAD.encode(body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz\
             AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn a_key_that_is_none_and_a_message_that_is_too_long_are_refused() {
        let theirs = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        assert!(encrypt(b"x", &theirs, &[7; 16]).is_ok());
        assert!(encrypt(&vec![b'x'; MESSAGE_MAX + 1], &theirs, &[7; 16]).is_err());
        for wrong in [&[][..], &[4; 65], &theirs[1..]] {
            assert!(encrypt(b"x", wrong, &[7; 16]).is_err());
        }
    }
}
