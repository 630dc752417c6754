//! The second factor of the caller.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::account::second_factor::SecondFactor;

/// Whether the caller's logins need a code.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SecondFactor)]
pub struct SecondFactorView {
    /// Whether it is on.
    enabled: bool,
    /// How many recovery codes are left, at most 10.
    recovery_codes_left: usize,
}

impl SecondFactorView {
    /// The second factor of a user, if there is one.
    pub fn new(factor: Option<&SecondFactor>) -> Self {
        let factor = factor.filter(|factor| factor.is_on());
        Self { enabled: factor.is_some(), recovery_codes_left: factor.map_or(0, SecondFactor::recovery_codes_left) }
    }
}

/// The secret of an authenticator app, to be confirmed with its first code.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactorSetUp)]
pub struct SecondFactorSetUpView {
    /// The secret, in base32, for users who type it into the app.
    pub secret: String,
    /// The same as a URL that an app on this device opens.
    pub otpauth_url: String,
    /// The URL as a QR code for the app's camera: an SVG picture.
    pub qr: String,
}

/// Codes for the day that the app is lost.
#[derive(Serialize, ToSchema)]
#[schema(as = RecoveryCodes)]
pub struct RecoveryCodesView {
    /// 10 codes, each of which is good once, in place of a code of the app.
    pub recovery_codes: Vec<String>,
}
