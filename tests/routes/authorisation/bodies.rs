//! Bodies as front ends send them.

use serde_json::{Value, json};

/// A game as the web front end sends it.
pub fn celeste() -> Value {
    json!({"igdb": "26226", "name": "Celeste", "slug": "celeste", "cover_id": "co3byy", "backdrop_id": "sc5vqd"})
}

/// An entry of the journal as the web front end sends it.
pub fn journal_entry() -> Value {
    let game =
        json!({"id": "26226", "name": "Celeste", "slug": "celeste", "coverId": "co3byy", "backdropId": "sc5vqd"});
    json!({
        "game": game, "date": "2026-01-31", "liked": true, "review": "Hard, and worth it.", "spoilers": false,
        "rating": 4.5, "entry_type": "F", "platform": "Linux"
    })
}

/// The subscription of a browser.
pub fn subscription() -> Value {
    json!({
        "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn",
        "keys": {
            "p256dh": "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    })
}

/// The same as SelfCommunity's client sends it.
pub fn published_subscription() -> Value {
    json!({
        "browser": "FIREFOX",
        "registration_id": "gAAAAABn",
        "p256dh": "BP4z9KsN6nGRTbVYI/c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8=",
        "auth": "BTBZMqHH6r4Tts7J/aSIgg==",
        "user": "madeline",
    })
}
