//! Preferences of the community: what SelfCommunity's front ends read before they show anything (`docs/api/community.md`,
//! "Preferences").

mod constants;
mod editable;
pub mod feature;
mod value;

use crate::domain::community::{HybridButtons, Mode};

pub use editable::Editable;
pub use value::{Changes, Kind, Preference, Value};

/// Ids of preferences that superusers change begin here. Each table has a range of its own, so that a new row at its
/// end changes no other id.
const EDITABLE_FROM: u64 = 1;
/// Ids of preferences that follow from the settings of the deployment begin here.
const SETTINGS_FROM: u64 = 101;
/// Ids of preferences with one value for all deployments begin here.
const CONSTANTS_FROM: u64 = 201;

/// Ids of preferences on web push begin here.
const WEB_PUSH_FROM: u64 = 401;

/// All preferences. `web_push_key` is the public key for web push, if it is on.
pub fn all(mode: Mode, buttons: HybridButtons, web_push_key: Option<&str>, changes: &Changes) -> Vec<Preference> {
    let editable = (EDITABLE_FROM..).zip(editable::TABLE).map(|(id, row)| row.preference(id, changes));
    let settings = (SETTINGS_FROM..).zip(settings(mode, buttons)).map(|(id, (name, value, help))| Preference {
        id,
        section: "configurations",
        name,
        value: Value::Flag(value),
        kind: Kind::Flag,
        help,
    });
    let constants = (CONSTANTS_FROM..).zip(constants::TABLE).map(|(id, row)| row.preference(id));
    editable.chain(settings).chain(constants).chain(web_push(web_push_key)).collect()
}

/// The preference with this id, if superusers may change it.
pub fn editable(id: u64) -> Option<&'static Editable> {
    editable::TABLE.get(usize::try_from(id.checked_sub(EDITABLE_FROM)?).ok()?)
}

/// The preferences that follow from the settings of the deployment.
fn settings(mode: Mode, buttons: HybridButtons) -> [(&'static str, bool, &'static str); 2] {
    [
        // The widgets show buttons of one kind only.
        ("follow_enabled", mode.shows_follow_buttons(buttons), "Whether the widgets show follows; else friendships."),
        ("connection_enabled", mode.connects(), "Whether users can connect with each other."),
    ]
}

/// The preferences by which a front end learns whether there is web push, and with which key to subscribe.
fn web_push(key: Option<&str>) -> [Preference; 2] {
    let preference = |id, name, value, kind, help| Preference { id, section: "providers", name, value, kind, help };
    let enabled = Value::Flag(key.is_some());
    let key = Value::Text(key.unwrap_or_default().to_owned());
    [
        preference(WEB_PUSH_FROM, "web_push_enabled", enabled, Kind::Flag, "Whether browsers can get push messages."),
        preference(WEB_PUSH_FROM + 1, "web_push_public_key", key, Kind::Text, "The public key for web push."),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn value(mode: Mode, buttons: HybridButtons, name: &str) -> Value {
        let all = all(mode, buttons, None, &Changes::new());
        all.into_iter().find(|preference| preference.name == name).expect("a preference").value
    }

    #[test]
    fn ids_and_names_are_unique() {
        let all = all(Mode::Hybrid, HybridButtons::Follow, None, &Changes::new());
        assert_eq!(all.iter().map(|one| one.id).collect::<BTreeSet<_>>().len(), all.len());
        assert_eq!(all.iter().map(|one| one.name).collect::<BTreeSet<_>>().len(), all.len());
        assert!(all.iter().all(|one| !one.help.is_empty()));
        assert!(editable::TABLE.len() < 100, "the ids would run into those of the settings");
    }

    #[test]
    fn the_kind_of_buttons_follows_from_the_mode_and_in_hybrid_mode_from_the_setting() {
        for (mode, buttons, follows, connects) in [
            (Mode::Follow, HybridButtons::Friendship, true, false),
            (Mode::Friendship, HybridButtons::Follow, false, true),
            (Mode::Hybrid, HybridButtons::Follow, true, true),
            (Mode::Hybrid, HybridButtons::Friendship, false, true),
        ] {
            assert_eq!(value(mode, buttons, "follow_enabled"), Value::Flag(follows), "{mode:?} {buttons:?}");
            assert_eq!(value(mode, buttons, "connection_enabled"), Value::Flag(connects), "{mode:?} {buttons:?}");
        }
    }

    #[test]
    fn web_push_is_on_with_a_key() {
        for (key, enabled, text) in [(None, false, ""), (Some("BP4z"), true, "BP4z")] {
            let values = web_push(key).map(|preference| preference.value);
            assert_eq!(values, [Value::Flag(enabled), Value::Text(text.to_owned())]);
        }
    }

    #[test]
    fn a_change_replaces_the_default_and_nothing_else() {
        let before = all(Mode::Hybrid, HybridButtons::Follow, None, &Changes::new());
        let changes = Changes::from([("application_name".to_owned(), "Summits".to_owned())]);
        let after = all(Mode::Hybrid, HybridButtons::Follow, None, &changes);
        let differing: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
        let [(_, changed)] = differing[..] else { panic!("{differing:?}") };
        assert_eq!((changed.name, &changed.value), ("application_name", &Value::Text("Summits".to_owned())));
    }

    #[test]
    fn only_preferences_of_the_first_table_can_be_changed() {
        let all = all(Mode::Hybrid, HybridButtons::Follow, None, &Changes::new());
        for preference in all {
            let expected = (preference.id < SETTINGS_FROM).then_some(preference.name);
            assert_eq!(editable(preference.id).map(|row| row.name), expected, "{}", preference.id);
        }
        assert!(editable(0).is_none() && editable(u64::MAX).is_none());
    }
}
