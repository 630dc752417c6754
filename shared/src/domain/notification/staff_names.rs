//! Names of the kinds of notifications about decisions of staff: one for each reason.

use crate::domain::post::flag_type::FlagType;

/// The name in the API of a decision to hide or to delete.
pub(super) fn name_of_decision(deleted: bool, reason: FlagType) -> &'static str {
    match (deleted, reason.get()) {
        (false, 0) => "collapsed_for_advertising",
        (false, 1) => "collapsed_for_aggressive",
        (false, 2) => "collapsed_for_vulgar",
        (false, 3) => "collapsed_for_poor",
        (false, _) => "collapsed_for_offtopic",
        (true, 0) => "deleted_for_advertising",
        (true, 1) => "deleted_for_aggressive",
        (true, 2) => "deleted_for_vulgar",
        (true, 3) => "deleted_for_poor",
        (true, _) => "deleted_for_offtopic",
    }
}

/// The name in the API of a reminder of the rules.
pub(super) fn name_of_notice(reason: Option<FlagType>) -> &'static str {
    match reason.map(FlagType::get) {
        None => "kindly_notice_flag",
        Some(0) => "kindly_notice_advertising",
        Some(1) => "kindly_notice_aggressive",
        Some(2) => "kindly_notice_vulgar",
        Some(3) => "kindly_notice_poor",
        Some(_) => "kindly_notice_offtopic",
    }
}
