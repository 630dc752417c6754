// Generated from openapi/kith.json by generate.mjs: `npm run generate`.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the start page
         * @description Returns HTML if `Accept` contains `text/html`, otherwise JSON with the version and absolute links to the API reference, the OpenAPI document, the console and the health check.
         */
        get: operations["show_start"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/reset/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the form that resets a password
         * @description Returns a web page to which recovery mails link: a form for the new password, or without a code one that asks for the mail. Loading it uses no code up.
         */
        get: operations["show_reset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/restore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the form that takes a change of e-mail address back
         * @description Returns a web page to which mails to a former address link. Loading it uses no code up.
         */
        get: operations["show_restoration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/unsubscribe/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the form that turns digests off
         * @description Returns a web page to which digests link. Loading it changes nothing.
         */
        get: operations["show_unsubscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the form that confirms an e-mail address
         * @description Returns a web page to which verification mails link. Loading it uses no code up.
         */
        get: operations["show_verification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/actions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's lists that hold a game
         * @description Returns one boolean for each list. The object is empty for a game that no user has acted on.
         */
        get: operations["retrieve_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/actions/favorites/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's favorite games
         * @description Lists at most 5 games, in the order in which they were added.
         */
        get: operations["list_favorites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/actions/favorites/add/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a favorite game
         * @description Adds the game to the caller's favorite games, of which there are at most 5. Adding it again changes only what was sent of it.
         */
        post: operations["add_favorite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/actions/favorites/remove/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove a favorite game
         * @description Removes the game from the caller's favorite games. Removing it again changes nothing.
         */
        post: operations["remove_favorite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/actions/journal/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's journal by month
         * @description Open to anonymous callers. Lists the latest entries, grouped by year and month.
         */
        get: operations["list_journal"];
        put?: never;
        /**
         * Add an entry to the caller's journal
         * @description Also adds the game to the played games and takes it off the backlog; `liked` adds it to the liked games, and `rating` rates it unless it is 0. Entries are public, and cannot be changed.
         */
        post: operations["add_journal_entry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/actions/ratings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's rating of a game
         * @description The object is empty if the caller has not rated the game.
         */
        get: operations["retrieve_rating"];
        put?: never;
        /**
         * Rate a game
         * @description Rates a game with 0 to 5 stars in halves. A new rating replaces the one before.
         */
        post: operations["rate_game"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/actions/{action}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add a game to a list
         * @description A repeated call changes nothing. A game that is added to `played` leaves the backlog; one that is in `played` already stays there.
         */
        put: operations["add_to_list"];
        /**
         * Add a game to a list or remove it
         * @description Toggles one of the caller's lists: a second call undoes the first, so read `GET /api/actions/` before you repeat a call whose outcome is unknown. A game that is added to `played` leaves the backlog, and the response then has `removedFromBacklog`; removing it from `played` does not put it back. Toggles of the same game at the same time are applied one after the other.
         */
        post: operations["toggle_action"];
        /**
         * Remove a game from a list
         * @description A repeated call changes nothing. `igdb` comes in the query or in the body.
         */
        delete: operations["remove_from_list"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/follow/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow a user
         * @description Not a toggle: following a user again changes nothing. The username is compared without regard to case. Counters, the notification and the home feed are updated a moment later.
         */
        post: operations["follow_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/login/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Checks a password and returns a token. If the name matches one user's username and another's e-mail address, the username takes precedence. An unknown user, a wrong password, an account without a password, and a deactivated or deleted account all get the same 400 after the same work. If the user has a second factor, the right password needs `otp` too: without it, and with a wrong one, the 400 is on `otp`. By default an account allows 10 failed logins in 15 minutes from one network address and 20 from all; an address allows 50 to any accounts.
         */
        post: operations["login_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/logout/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the session of this request, with all its tokens, from the next request on. A token of a host application is revoked, and with it tokens of the same user with the same `jti`. At most 64 ended sessions and revoked tokens are kept for a user; one more revokes all of the user's tokens. The body is not read.
         */
        post: operations["logout_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/logoutall/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out everywhere
         * @description Ends every session and revokes every token of the caller, including those of this request, and drops a pending e-mail code. Tokens of later logins are good. The body is not read.
         */
        post: operations["logout_user_everywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/profile/{username}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a profile (second path)
         * @description Does the same as `GET /api/users/{username}/`.
         */
        get: operations["retrieve_profile_alias"];
        put?: never;
        /**
         * Update the caller's profile
         * @description Changes the fields that the body holds; absent fields stay as they are. `null` and the empty text clear `location`, `twitter` and `bio`. A value equal to the stored one is always accepted. The old username or e-mail address is free at once. Where the community sends mail, a new address awaits the code that is mailed to it, and the response has the present one.
         */
        post: operations["update_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/profile/{username}/activity/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's latest journal entries
         * @description Open to anonymous callers. Lists the latest entries of the user's journal.
         */
        get: operations["list_activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/profile/{username}/ratings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's ratings
         * @description Open to anonymous callers. Lists at most 1,000 ratings, in the order of the games' `igdb` as text.
         */
        get: operations["list_ratings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/register/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a user
         * @description Creates an account and returns a token for it. Every attempt with valid fields counts against the limit of the client's network address, 20 an hour by default, even if a name is taken. Wrong fields are reported together; taken names are reported once all fields are valid. If the community sends mail, a code for `verify_account` is mailed to the address.
         */
        post: operations["register_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/unfollow/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unfollow a user
         * @description Not a toggle: unfollowing a user whom the caller does not follow changes nothing. The username is compared without regard to case. Counters and the home feed are updated a moment later.
         */
        post: operations["unfollow_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve the caller
         * @description Returns the caller's id, username, e-mail address and picture. Front ends can use it to check a stored token.
         */
        get: operations["retrieve_caller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{username}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a profile
         * @description Open to anonymous callers. With credentials the response also has `me`, and `followingUser` if the caller follows the user. `following` and `followers` hold the newest 1,000 ids each; the counts are complete, but follow a change a moment later. The game lists hold at most 1,000 games in all. Unset texts are `null`.
         */
        get: operations["retrieve_profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/create/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a user
         * @description Creates an account with a password. Only staff may call it. If the community sends mail, a code for `verify_account` is mailed to the address.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/recover/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recover an account
         * @description Mails a code to the address with which its user can set a new password, if it is the address of a user who is not deactivated. The response is the same for every address. By default at most 5 mails an hour go to one address, and 20 are asked for from one network address; further requests get the same response, and no mail is sent.
         */
        post: operations["recover_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/reset/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset a password
         * @description Sets a new password with the code from a recovery mail, and marks the address as confirmed. The code is good once, for an hour; only that of the newest mail counts, and a change of password, address or status and a logout everywhere end it. All sessions and tokens of the user end.
         */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/restore_email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back a change of e-mail address
         * @description Sets the address back with the code from the mail to the former address, marks it as confirmed, and ends all sessions and tokens of the user. The code is good once, for 7 days, whatever is changed meanwhile: the password, or the address again. Later changes of address end with it. The password stays; reset it next.
         */
        post: operations["restore_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/search/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find a user by username or e-mail address
         * @description Returns the user with exactly this username or e-mail address, deactivated users included. If both are given, both must be the user's. Only staff may call it.
         */
        get: operations["search_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/unsubscribe/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Go to the form that turns digests off
         * @description Leads to the page `/account/unsubscribe`. Changes nothing, so that programs that scan mail do not either.
         */
        get: operations["open_unsubscription"];
        put?: never;
        /**
         * Turn digests off
         * @description Sets `email_notification_not_qa` of the user to whom the link was mailed to 0. Mail programs call it for a click on Unsubscribe (RFC 8058). The body is not read. The code stays good and can do nothing else.
         */
        post: operations["turn_digests_off"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an e-mail address
         * @description Marks the address as confirmed with the code from a verification mail, which is good for 7 days, or sets a new address with the code that was mailed there, which is good for 24 hours. Each is good once; only that of the newest mail counts, and a change of password, address or status and a logout everywhere end it. A new address ends the user's sessions except that which asked for it.
         */
        post: operations["verify_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account/verify/validation_code/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a mailed code
         * @description Checks a code from a mail without using it up.
         */
        post: operations["check_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/avatar/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Redirect to a user's picture
         * @description For pages that show the picture of a user by id alone. Open to anonymous callers. Leads to the primary avatar, or to a Gravatar if the user has uploaded none.
         */
        get: operations["show_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/category/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List categories
         * @description There are no categories.
         */
        get: operations["list_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/category/popular/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List popular categories
         * @description There are no categories.
         */
        get: operations["list_popular_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/comment/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the comments on a post
         * @description Lists the comments on a post or discussion, each with the newest three replies, or with `parent` the replies to one comment. Open to anonymous callers. Comments of users whom the caller hides are left out of a page after it is read. A deleted comment with replies stays, without its text and author.
         */
        get: operations["list_comments"];
        put?: never;
        /**
         * Write a comment
         * @description Comments on a post or discussion, or with `parent` replies to a comment. `text` may be HTML: it is cleaned, so that no script survives. A moment later the comment is counted, and the author of the post (`comment`) or of the parent (`nested_comment`) is notified, unless they hide the caller.
         */
        post: operations["create_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/comment/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a comment
         * @description Open to anonymous callers, and returned even if the caller hides the author. A deleted comment is returned, without its text and author, while it has replies.
         */
        get: operations["retrieve_comment"];
        /**
         * Edit a comment
         * @description The author and staff may edit. The last edit wins. Without `text` the comment stays as it is.
         */
        put: operations["update_comment"];
        post?: never;
        /**
         * Delete a comment
         * @description The author and staff may delete. A comment with replies stays as a blank until the last of them is deleted; any other comment is gone. Votes and notifications are removed a moment later, and counters are adjusted.
         */
        delete: operations["delete_comment"];
        options?: never;
        head?: never;
        /**
         * Edit a comment (second method)
         * @description The author and staff may edit. The last edit wins. Without `text` the comment stays as it is.
         */
        patch: operations["patch_comment"];
        trace?: never;
    };
    "/api/v2/comment/{id}/flag/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the flags of a comment
         * @description For staff. The flags are in no particular order; `count` lags a little.
         */
        get: operations["list_comment_flags"];
        /**
         * Flag a comment
         * @description Reports it to staff. A user has one flag on it: another type replaces it, and the same type again changes nothing.
         */
        put: operations["add_comment_flag"];
        /**
         * Flag a comment, or take the flag back
         * @description Reports it to staff. A user has one flag on it: the same type again takes the flag back, another type replaces it.
         */
        post: operations["toggle_comment_flag"];
        /**
         * Take back the flag of a comment
         * @description Takes the caller's flag back. A repeated call changes nothing. `flag_type` may come in the query or in the body.
         */
        delete: operations["remove_comment_flag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/comment/{id}/flag/status/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's flag of a comment
         * @description The flag that the caller has set, if any. A change by the caller is seen at once.
         */
        get: operations["comment_flag_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/comment/{id}/restore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deleted comment
         * @description Staff may restore a deleted comment that is still shown as a blank: its text and author return, and it is counted again. No body is read.
         */
        post: operations["restore_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/comment/{id}/vote/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users who voted for a comment
         * @description The newest vote comes first. Open to anonymous callers. A soft-deleted user is shown with the username alone.
         */
        get: operations["list_comment_votes"];
        /**
         * Vote for a comment
         * @description Votes, or changes the reaction of the vote if `reaction` names another one. A repeated call changes nothing and notifies no one. The number of votes and the author's notification follow a moment later.
         */
        put: operations["add_comment_vote"];
        /**
         * Vote for a comment or take the vote back
         * @description Votes, changes the reaction of the vote, or takes the vote back: without `reaction`, or with that of the vote, a second call undoes the first. The number of votes and the author's notification follow a moment later.
         */
        post: operations["toggle_comment_vote"];
        /**
         * Take back the vote for a comment
         * @description A repeated call changes nothing. `reaction` must be one, and makes no difference. The number of votes follows a moment later.
         */
        delete: operations["remove_comment_vote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/custom_menu/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a menu
         * @description Menus have no items.
         */
        get: operations["retrieve_menu"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device/vapid/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the public key for web push
         * @description Returns the key that a browser needs to subscribe, its `applicationServerKey`.
         */
        get: operations["retrieve_vapid_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device/web/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a browser for web push
         * @description Takes the subscription of a browser as `JSON.stringify` writes it. The same endpoint again replaces what is stored of it. A user has at most 10 devices; one more replaces the oldest. A device ends with the session that has registered it, and when its push service says that it is gone.
         */
        post: operations["register_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device/web/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a browser from web push
         * @description Removes a device of the caller. An id that names none of the caller's changes nothing.
         */
        delete: operations["remove_device"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device/wp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a browser as SelfCommunity's client does
         * @description The same as `register_device` in the form that npm `@selfcommunity/react-core` sends: the last segment of the endpoint and the name of the browser, or the whole endpoint.
         */
        post: operations["register_published_device"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/device/wp/{registration_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a browser as SelfCommunity's client does
         * @description Removes the caller's device whose endpoint ends in this segment. Others are left alone.
         */
        delete: operations["remove_published_device"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a discussion
         * @description A discussion needs a title; everything else is optional. `text` may be HTML: it is cleaned, so that no script survives. The discussion appears in the home feeds of the author's followers and connections, and notifies them, a moment later; an author with more than 5,000 of them notifies no one.
         */
        post: operations["publish_discussion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/suspended/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List discussions with suspended notifications
         * @description Newest first. Deleted posts are left out.
         */
        get: operations["list_suspended_discussions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/uncommented/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List discussions without comments
         * @description Newest first. Open to anonymous callers. Posts with comments, of the other kind and of users whom the caller hides are left out of a page after it is read, so it can be shorter than `limit`: read on until `next` is `null`.
         */
        get: operations["list_uncommented_discussions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a discussion
         * @description Open to anonymous callers, and returned even if the caller hides the author. `votes` of the poll holds the caller's own votes. A soft-deleted author is shown with the username alone. Counters lag a little behind the actions that they count.
         */
        get: operations["retrieve_discussion"];
        /**
         * Edit a discussion
         * @description The author and staff may edit. Fields that are absent stay as they are, and the last edit of a field wins. Only the question, the end and `closed` of a poll can change; a poll cannot be added later. The slug stays.
         */
        put: operations["update_discussion"];
        post?: never;
        /**
         * Delete a discussion
         * @description The author and staff may delete. The votes, follows and notifications of the discussion are removed a moment later, and counters are adjusted. A deletion cannot be undone.
         */
        delete: operations["delete_discussion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/contributors/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users who have commented on a discussion
         * @description Lists the users who wrote the newest 500 comments and replies, each once, the newest comment first. Open to anonymous callers. Users whom the caller hides are left out, and so are deleted users.
         */
        get: operations["list_discussion_contributors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/flag/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the flags of a discussion
         * @description For staff. The flags are in no particular order; `count` lags a little.
         */
        get: operations["list_discussion_flags"];
        /**
         * Flag a discussion
         * @description Reports it to staff. A user has one flag on it: another type replaces it, and the same type again changes nothing.
         */
        put: operations["add_discussion_flag"];
        /**
         * Flag a discussion, or take the flag back
         * @description Reports it to staff. A user has one flag on it: the same type again takes the flag back, another type replaces it.
         */
        post: operations["toggle_discussion_flag"];
        /**
         * Take back the flag of a discussion
         * @description Takes the caller's flag back. A repeated call changes nothing. `flag_type` may come in the query or in the body.
         */
        delete: operations["remove_discussion_flag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/flag/status/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's flag of a discussion
         * @description The flag that the caller has set, if any. A change by the caller is seen at once.
         */
        get: operations["discussion_flag_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/follow/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follow a discussion
         * @description A repeated call changes nothing and notifies no one. No body is read. `followers` and the author's notification follow a moment later.
         */
        put: operations["add_discussion_follow"];
        /**
         * Follow or unfollow a discussion
         * @description Toggles the follow: a second call undoes the first. No body is read. `followers` and the author's notification follow a moment later.
         */
        post: operations["toggle_discussion_follow"];
        /**
         * Unfollow a discussion
         * @description A repeated call changes nothing and notifies no one. No body is read. `followers` and the author's notification follow a moment later.
         */
        delete: operations["remove_discussion_follow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/poll/vote/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Vote in the poll of a discussion
         * @description A repeated call changes nothing. If the poll allows one choice, a vote for another choice moves the vote. A closed or expired poll takes no new votes. `count_votes` follows a moment later.
         */
        put: operations["add_discussion_poll_vote"];
        /**
         * Vote in the poll of a discussion or take the vote back
         * @description Toggles the vote for one choice: a second call undoes the first. If the poll allows one choice, a vote for another choice moves the vote. A closed or expired poll takes no votes and gives none back. `count_votes` follows a moment later.
         */
        post: operations["toggle_discussion_poll_vote"];
        /**
         * Take back a vote in the poll of a discussion
         * @description A repeated call changes nothing. `choice` comes in the query or in the body. A closed or expired poll gives no votes back. `count_votes` follows a moment later.
         */
        delete: operations["remove_discussion_poll_vote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/related/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posts related to a discussion
         * @description Posts are not related to each other.
         */
        get: operations["list_related_discussions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/suspend/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Suspend notifications about a discussion
         * @description A repeated call changes nothing. No body is read.
         */
        put: operations["add_discussion_suspension"];
        /**
         * Suspend notifications about a discussion or end that
         * @description Suspends the caller's notifications of comments and replies on the post, of votes for it and them, and of its followers. A second call undoes the first. No body is read.
         */
        post: operations["toggle_discussion_suspension"];
        /**
         * End the suspension of notifications about a discussion
         * @description A repeated call changes nothing. No body is read.
         */
        delete: operations["remove_discussion_suspension"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/suspended/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether notifications about a discussion are suspended
         * @description A change by the caller is seen at once.
         */
        get: operations["is_discussion_suspended"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/discussion/{id}/vote/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users who voted for a discussion
         * @description Open to anonymous callers. A soft-deleted user is shown with the username alone.
         */
        get: operations["list_discussion_votes"];
        /**
         * Vote for a discussion
         * @description Votes, or changes the reaction of the vote if `reaction` names another one. A repeated call changes nothing and notifies no one. The number of votes and the author's notification follow a moment later.
         */
        put: operations["add_discussion_vote"];
        /**
         * Vote for a discussion or take the vote back
         * @description Votes, changes the reaction of the vote, or takes the vote back: without `reaction`, or with that of the vote, a second call undoes the first. The number of votes and the author's notification follow a moment later.
         */
        post: operations["toggle_discussion_vote"];
        /**
         * Take back the vote for a discussion
         * @description A repeated call changes nothing. `reaction` must be one, and makes no difference. The number of votes follows a moment later.
         */
        delete: operations["remove_discussion_vote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dynamic_preference/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the preferences
         * @description Returns all preferences on one page: page parameters are ignored. `Authorization` is ignored, so that a front end with an expired token starts. The values follow from the settings of the deployment, from what kith has, and from changes by superusers, which appear within a minute. The response has an `ETag` to revalidate it with.
         */
        get: operations["list_preferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/dynamic_preference/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a preference
         * @description `Authorization` is ignored. A change by a superuser appears within a minute. The response has an `ETag` to revalidate it with.
         */
        get: operations["retrieve_preference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a preference
         * @description For superusers. Texts, colours, URLs and URL templates can be changed; the other preferences follow from the settings of the deployment and from what kith has. `null` and the empty text restore the default. Other callers see the change within a minute.
         */
        patch: operations["update_preference"];
        trace?: never;
    };
    "/api/v2/feature/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the features
         * @description Returns all features on one page, each with whether kith has it. `Authorization` is ignored. The response has an `ETag` to revalidate it with.
         */
        get: operations["list_features"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/feed/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's home feed
         * @description Lists the posts of users whom the caller follows or is connected with, in every community mode; the caller's own posts are in it only with `own=1`. Deleted posts and posts of hidden users are left out of a page after it is read, so it can be shorter than `limit`: read on until `next` is `null`. New posts, and the newest 20 posts of a newly followed user, appear a moment later. Entries are kept for 90 days. Posts of authors with more than 5,000 followers and connections are read with the feed (four authors), or appear a moment after the caller reads the first page (up to 100 authors). The first page has a weak `ETag`. A request that names it in `If-None-Match` gets a 304 while the page would list the same posts, for at most a minute: counters, names and votes may have changed meanwhile.
         */
        get: operations["list_home_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/feed/explore/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the posts of all users
         * @description Lists posts and discussions of all users, newest first. Open to anonymous callers. Posts of users whom the caller hides are left out of a page after it is read, so it can be shorter than `limit`: read on until `next` is `null`. A new post appears a moment later.
         */
        get: operations["list_all_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/feed/home/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's home feed (second path)
         * @description Lists the posts of users whom the caller follows or is connected with, in every community mode; the caller's own posts are in it only with `own=1`. Deleted posts and posts of hidden users are left out of a page after it is read, so it can be shorter than `limit`: read on until `next` is `null`. New posts, and the newest 20 posts of a newly followed user, appear a moment later. Entries are kept for 90 days. Posts of authors with more than 5,000 followers and connections are read with the feed (four authors), or appear a moment after the caller reads the first page (up to 100 authors). The first page has a weak `ETag`. A request that names it in `If-None-Match` gets a 304 while the page would list the same posts, for at most a minute: counters, names and votes may have changed meanwhile.
         */
        get: operations["list_home_feed_alias"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/feed/likethis/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List posts that are like others
         * @description Posts are not compared. No body is read.
         */
        post: operations["list_similar_posts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/feed/read/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark posts as read
         * @description Adds one view per user to each of at most 100 posts, as `mark_posts_seen` does; `view_count` follows a moment later. In JSON the body may also be the bare array of ids. Ids of posts that do not exist change nothing.
         */
        post: operations["mark_posts_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/feed/unseen/count/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count unseen posts of the home feed
         * @description Feeds are not counted by what is unseen.
         */
        get: operations["count_unseen_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/legal_page/last_revisions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List legal pages
         * @description There are no legal pages.
         */
        get: operations["list_legal_pages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/legal_page/user_acks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's consents
         * @description There are no legal pages.
         */
        get: operations["list_legal_page_acks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/media/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a picture or a link for a post
         * @description Takes a PNG, JPEG, WebP or GIF of at most 5 MB and 40 megapixels as the multipart file `image`, or the `url` of a link, which is never fetched. The picture is encoded anew without its metadata, at most 1,200 pixels wide, with a thumbnail. Upload a larger file in chunks.
         */
        post: operations["create_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/media/upload/chunk/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a chunk of a picture
         * @description Takes the next part of a file of at most 20 MB as the multipart file `image`. The header `Content-Range`, such as `bytes 0-204799/1000000`, says which part it is; without it the file is whole. The first chunk begins an upload, whose `upload_id` the others name. Every chunk but the last has at least 65,536 bytes. A chunk that has come already changes nothing. An upload can be continued for an hour.
         */
        post: operations["upload_media_chunk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/media/upload/complete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete the upload of a picture
         * @description Makes a media of a file that was uploaded in chunks: at most 20 MB and 64 megapixels. If `md5` is given, the file must have this digest. A file that is refused is deleted. The media has the id of the upload, so that a repeated request returns the same one.
         */
        post: operations["complete_media_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/media/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a media of the caller
         * @description Returns a picture or a link that the caller has added. Others see it in the post that has it.
         */
        get: operations["retrieve_media"];
        /**
         * Change a media
         * @description Changes the title, the URL of a link, or the picture. Absent fields stay as they are. A media that is in a post cannot change.
         */
        put: operations["update_media"];
        post?: never;
        /**
         * Delete a media
         * @description Deletes a media that is in no post. The files are removed a moment later.
         */
        delete: operations["delete_media"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/media/{id}/click/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report a click on a media
         * @description Clients report here that a user has opened a link or a picture of a post. kith stores nothing of it: who opens what is no one's business.
         */
        post: operations["click_media"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/moderation/contribution/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List flagged contributions
         * @description For staff. Most flagged first, among equals the newest. What staff have hidden is in the list without a flag too; what is deleted is not. A flag and a decision appear a moment later. Filters, and orders by time, look at the first 1,000 entries, and read the first 100 that may pass.
         */
        get: operations["list_flagged_contributions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/moderation/contribution/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Decide about a contribution
         * @description For staff; superusers alone decide about what superusers have written. `hide` shows the content to its author and staff only; `delete` removes the contribution, and there is no way back for a post or a reply; `ignore` leaves it, or shows it again, however often it is flagged. `hide` and `delete` need the reason in `moderation_type`, which the author is told. Without `moderation_type`, `hide` shows a hidden contribution again, and `delete` restores a deleted comment that has replies. `scold_author` reminds the author of the rules, for the reason in `moderation_type`; `scold_flagger` reminds `user`, who has flagged it. What is held for review is published by `release`, or deleted for a reason. The decision is in the author's audit trail.
         */
        patch: operations["moderate_contribution"];
        trace?: never;
    };
    "/api/v2/moderation/contribution/{id}/flag/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the flags of a contribution
         * @description For staff. The flags are in no particular order; `count` lags a little.
         */
        get: operations["list_flags_of_contribution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/moderation/contribution/{id}/status/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what staff have decided about a contribution
         * @description For staff.
         */
        get: operations["retrieve_moderation_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/moderation/user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List flagged and banned users
         * @description For staff. Most flagged first, among equals the newest. Banned users are in the list without a flag too. A flag and a ban appear a moment later. A search considers at most 100 users.
         */
        get: operations["list_moderated_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/moderation/user/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Ban a user for some days or for good, or lift the ban
         * @description For staff. A banned user cannot log in or use any token until the ban ends, which it does by itself; a login says why and until when, and a mail tells of the ban. Staff decide about plain users, superusers about staff too; superusers cannot be banned. `status` `b` for a banned user sets the ban anew. The decision is in the user's audit trail.
         */
        patch: operations["moderate_user"];
        trace?: never;
    };
    "/api/v2/moderation/user/{id}/flag/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the flags of a user
         * @description For staff. The flags are in no particular order; `count` lags a little.
         */
        get: operations["list_user_flags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/moderation/user/{id}/status/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether a user is banned
         * @description For staff.
         */
        get: operations["retrieve_user_moderation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notification/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notifications and mark them as seen
         * @description Returns the same results as `list_my_notifications`, with URLs of the pages around it, and marks the listed notifications as seen: in the response they are still new. `limit` counts results, each of which groups the notifications of one kind within one hour.
         */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notification/banner/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List banners
         * @description There are no banners.
         */
        get: operations["list_banners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notification/banner/undisposed/count/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count banners that are not closed
         * @description There are no banners.
         */
        get: operations["count_undisposed_banners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notification/banner/unseen/count/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count unseen banners
         * @description There are no banners.
         */
        get: operations["count_unseen_banners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notification/notify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a custom notification
         * @description For staff. Notifies the recipients on behalf of `user`, a moment after the response. Recipients who hide `user` get no notification.
         */
        post: operations["notify_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notification/read/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark notifications as seen
         * @description Takes at most 100 sids of results or of single notifications, in JSON also as the bare array. The `sid` of a result marks all notifications in it. Sids that name nothing of the caller's change nothing. A request looks at about 400 unseen notifications, the newest of each `sid`; where there are more, the others are marked a moment later, and the response has the header `Preference-Applied: respond-async`.
         */
        post: operations["read_notifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notification/unseen/count/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count unseen notifications
         * @description Counts single notifications, not results, and stops at 64. The response has an `ETag` to revalidate it with.
         */
        get: operations["count_unseen_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a post
         * @description A post needs a text, an image in its text, media or a poll. `text` may be HTML: it is cleaned, so that no script survives. The post appears in the home feeds of the author's followers and connections, and notifies them, a moment later; an author with more than 5,000 of them notifies no one.
         */
        post: operations["publish_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/suspended/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posts with suspended notifications
         * @description Newest first. Deleted posts are left out.
         */
        get: operations["list_suspended_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/uncommented/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posts without comments
         * @description Newest first. Open to anonymous callers. Posts with comments, of the other kind and of users whom the caller hides are left out of a page after it is read, so it can be shorter than `limit`: read on until `next` is `null`.
         */
        get: operations["list_uncommented_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a post
         * @description Open to anonymous callers, and returned even if the caller hides the author. `votes` of the poll holds the caller's own votes. A soft-deleted author is shown with the username alone. Counters lag a little behind the actions that they count.
         */
        get: operations["retrieve_post"];
        /**
         * Edit a post
         * @description The author and staff may edit. Fields that are absent stay as they are, and the last edit of a field wins. Only the question, the end and `closed` of a poll can change; a poll cannot be added later. The slug stays.
         */
        put: operations["update_post"];
        post?: never;
        /**
         * Delete a post
         * @description The author and staff may delete. The votes, follows and notifications of the post are removed a moment later, and counters are adjusted. A deletion cannot be undone.
         */
        delete: operations["delete_post"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/contributors/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users who have commented on a post
         * @description Lists the users who wrote the newest 500 comments and replies, each once, the newest comment first. Open to anonymous callers. Users whom the caller hides are left out, and so are deleted users.
         */
        get: operations["list_post_contributors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/flag/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the flags of a post
         * @description For staff. The flags are in no particular order; `count` lags a little.
         */
        get: operations["list_post_flags"];
        /**
         * Flag a post
         * @description Reports it to staff. A user has one flag on it: another type replaces it, and the same type again changes nothing.
         */
        put: operations["add_post_flag"];
        /**
         * Flag a post, or take the flag back
         * @description Reports it to staff. A user has one flag on it: the same type again takes the flag back, another type replaces it.
         */
        post: operations["toggle_post_flag"];
        /**
         * Take back the flag of a post
         * @description Takes the caller's flag back. A repeated call changes nothing. `flag_type` may come in the query or in the body.
         */
        delete: operations["remove_post_flag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/flag/status/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's flag of a post
         * @description The flag that the caller has set, if any. A change by the caller is seen at once.
         */
        get: operations["post_flag_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/follow/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follow a post
         * @description A repeated call changes nothing and notifies no one. No body is read. `followers` and the author's notification follow a moment later.
         */
        put: operations["add_post_follow"];
        /**
         * Follow or unfollow a post
         * @description Toggles the follow: a second call undoes the first. No body is read. `followers` and the author's notification follow a moment later.
         */
        post: operations["toggle_post_follow"];
        /**
         * Unfollow a post
         * @description A repeated call changes nothing and notifies no one. No body is read. `followers` and the author's notification follow a moment later.
         */
        delete: operations["remove_post_follow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/poll/vote/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Vote in the poll of a post
         * @description A repeated call changes nothing. If the poll allows one choice, a vote for another choice moves the vote. A closed or expired poll takes no new votes. `count_votes` follows a moment later.
         */
        put: operations["add_post_poll_vote"];
        /**
         * Vote in the poll of a post or take the vote back
         * @description Toggles the vote for one choice: a second call undoes the first. If the poll allows one choice, a vote for another choice moves the vote. A closed or expired poll takes no votes and gives none back. `count_votes` follows a moment later.
         */
        post: operations["toggle_post_poll_vote"];
        /**
         * Take back a vote in the poll of a post
         * @description A repeated call changes nothing. `choice` comes in the query or in the body. A closed or expired poll gives no votes back. `count_votes` follows a moment later.
         */
        delete: operations["remove_post_poll_vote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/related/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List posts related to a post
         * @description Posts are not related to each other.
         */
        get: operations["list_related_posts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/suspend/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Suspend notifications about a post
         * @description A repeated call changes nothing. No body is read.
         */
        put: operations["add_post_suspension"];
        /**
         * Suspend notifications about a post or end that
         * @description Suspends the caller's notifications of comments and replies on the post, of votes for it and them, and of its followers. A second call undoes the first. No body is read.
         */
        post: operations["toggle_post_suspension"];
        /**
         * End the suspension of notifications about a post
         * @description A repeated call changes nothing. No body is read.
         */
        delete: operations["remove_post_suspension"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/suspended/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get whether notifications about a post are suspended
         * @description A change by the caller is seen at once.
         */
        get: operations["is_post_suspended"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/post/{id}/vote/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users who voted for a post
         * @description Open to anonymous callers. A soft-deleted user is shown with the username alone.
         */
        get: operations["list_post_votes"];
        /**
         * Vote for a post
         * @description Votes, or changes the reaction of the vote if `reaction` names another one. A repeated call changes nothing and notifies no one. The number of votes and the author's notification follow a moment later.
         */
        put: operations["add_post_vote"];
        /**
         * Vote for a post or take the vote back
         * @description Votes, changes the reaction of the vote, or takes the vote back: without `reaction`, or with that of the vote, a second call undoes the first. The number of votes and the author's notification follow a moment later.
         */
        post: operations["toggle_post_vote"];
        /**
         * Take back the vote for a post
         * @description A repeated call changes nothing. `reaction` must be one, and makes no difference. The number of votes follows a moment later.
         */
        delete: operations["remove_post_vote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/reaction/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the reactions of the community
         * @description Returns all reactions on one page: page parameters are ignored, and so is `Authorization`. The setting `KITH_REACTIONS` says which there are; `like` always is.
         */
        get: operations["list_reactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/reaction/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a reaction
         * @description `Authorization` is ignored.
         */
        get: operations["retrieve_reaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/suggestion/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest results of a search
         * @description Finds the same users as `search_users`, within the same bounds, each as a suggestion for a search field. Categories and groups are never suggested: there are none. Anonymous callers may search.
         */
        get: operations["suggest_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/suggestion/category/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest categories
         * @description There are no categories.
         */
        get: operations["suggest_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/suggestion/poll/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest polls
         * @description Polls are not suggested.
         */
        get: operations["suggest_polls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/suggestion/user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest users to the caller
         * @description Suggests friends of the caller's friends first, then users who are followed by those whom the caller follows; within each group, users with more common edges first. The community mode decides which edges are looked at: the newest 60 of the caller's own, and the newest 25 of each of 10 users of either kind. Users whom the caller follows, is connected with, has a visible request with or hides are left out, and so are deactivated users. A page has at most 20 users.
         */
        get: operations["suggest_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/udp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of the caller's archive
         * @description Returns when the caller last asked for an archive, and whether it can be downloaded: `generated_at` is set then, until the archive is deleted after 7 days.
         */
        get: operations["retrieve_data_archive"];
        put?: never;
        /**
         * Request an archive of the caller's data
         * @description Starts to generate a ZIP archive of everything that the community has stored of the caller, as JSON and pictures. It replaces the one before. Large archives take some minutes. While one is being generated, another request changes nothing. No mail is sent; ask for the state.
         */
        post: operations["request_data_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/udp/download/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the caller's archive
         * @description Deployed, the response leads to a signed address that is valid for a minute. `kith serve` sends the file itself.
         */
        get: operations["download_data_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Lists approved users. Deactivated and deleted users, and users whom the caller hides, are left out, so a page can be shorter than `limit`: read on until `next` is `null`. With a filter the call is a search, which reads a bounded number of candidates and is paged by `offset`, not by `cursor`.
         */
        get: operations["list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/autocomplete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Complete a user's name
         * @description Finds the same users as `search_users`, within the same bounds, and returns the short form of each, for a type-ahead field. Anonymous callers may search.
         */
        get: operations["autocomplete_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/avatar/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's avatars
         * @description Lists at most 20 avatars, newest first, and marks the primary one. Pages use `offset`.
         */
        get: operations["list_avatars"];
        put?: never;
        /**
         * Upload an avatar
         * @description Takes a PNG, JPEG, WebP or GIF of at most 5 MB and 40 megapixels, as the multipart file `avatar` or as base64 in `avatar_base64`. The format is read from the content, not from the name. The picture is encoded anew without its metadata and cropped to a square of 512 pixels. The first avatar becomes the primary. For a larger file, use `create_upload`.
         */
        post: operations["create_avatar"];
        /**
         * Delete an avatar
         * @description If the avatar was the primary, the newest of the others becomes the primary; if it was the last, the user has a Gravatar again. The file is removed a moment later.
         */
        delete: operations["delete_avatar"];
        options?: never;
        head?: never;
        /**
         * Make an avatar the primary
         * @description Shows this avatar to other users from now on. The previous primary stays in the collection.
         */
        patch: operations["make_avatar_primary"];
        trace?: never;
    };
    "/api/v2/user/avatar/upload/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an upload address for an avatar
         * @description Returns a signed URL for a picture that is too large for a request: at most 20 MB and 64 megapixels. Send the file with `PUT` to `url` within 15 minutes. A file that has not exactly `size` bytes is refused with 403. The avatar appears under `id` a moment after the upload; a file that is not an accepted picture makes no avatar.
         */
        post: operations["create_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/blocked_users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List blocked users
         * @description Lists the users whom the caller blocks. Deleted users are left out of a page.
         */
        get: operations["list_blocked_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/connection/requests/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List received connection requests (second path)
         * @description Lists the requests that the caller has received and not accepted. A rejected request stays in the list, with the time of the rejection in `rejected`, until the rejection is taken back. Requests from users whom the caller hides are left out, so a page can be shorter than `limit`; `next` leads on.
         */
        get: operations["list_received_requests_alias"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/connection/requests_sent/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sent connection requests (second path)
         * @description Lists the requests that the caller has sent and that are not accepted. `rejected` and `viewed` are always `null`: the sender does not learn of either. Requests to users whom the caller hides are left out, so a page can be shorter than `limit`; `next` leads on.
         */
        get: operations["list_sent_requests_alias"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/connection/statuses/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the caller's relation to many users
         * @description Takes at most 100 user ids, in JSON also as the bare array. Unlike `connection_status`, a user whom the caller only follows is `followed`.
         */
        post: operations["connection_statuses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/hidden_users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List hidden users
         * @description Lists the users whom the caller hides. Deleted users are left out of a page.
         */
        get: operations["list_hidden_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/hidden_users_id/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the ids of hidden users
         * @description Returns at most 1,000 ids, those of the users who are left out of the caller's lists and searches.
         */
        get: operations["list_hidden_users_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/match/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look up users by username
         * @description Looks up at most 100 usernames, without regard to case. Names that no approved user has are left out. Users whom the caller hides are returned. In JSON the body may also be the bare array of names.
         */
        post: operations["match_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller
         * @description Returns the caller's own user object, with the counters of connection requests, the number of unseen notifications, and `permission`: what the community mode and the status of the account allow.
         */
        get: operations["retrieve_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/avatar/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's picture
         * @description Returns the URL of the caller's primary avatar, or of a Gravatar if the caller has not uploaded an avatar.
         */
        get: operations["retrieve_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/connection/{action}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act on a friendship, by username
         * @description Applies an action to the friendship between the caller and the user with the username in the body. Only some actions apply to each state; `request` while a request is pending changes nothing. Lists and statuses do not show the sender that a request was rejected. Notifications and counters are updated a moment later.
         */
        post: operations["act_by_username"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/connection_requests/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List received connection requests
         * @description Lists the requests that the caller has received and not accepted. A rejected request stays in the list, with the time of the rejection in `rejected`, until the rejection is taken back. Requests from users whom the caller hides are left out, so a page can be shorter than `limit`; `next` leads on.
         */
        get: operations["list_received_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/connection_requests/mark_seen/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark connection requests as seen
         * @description With a `username`, marks the request of that user. Without one, or with an empty one, marks every request that the caller has received so far. `viewed` in the list of received requests is the time of the mark; the sender does not see it.
         */
        post: operations["mark_requests_seen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/connection_requests_sent/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sent connection requests
         * @description Lists the requests that the caller has sent and that are not accepted. `rejected` and `viewed` are always `null`: the sender does not learn of either. Requests to users whom the caller hides are left out, so a page can be shorter than `limit`; `next` leads on.
         */
        get: operations["list_sent_requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/email/verify/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request another verification mail
         * @description Mails a code for `verify_account` to the caller's address, unless it is confirmed already. By default at most 5 times an hour. The body is not read.
         */
        post: operations["request_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/markseen/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark posts as seen
         * @description Adds one view per user to each of at most 100 posts; `view_count` follows a moment later. Without `posts` it marks the newest 100 entries of the caller's home feed, with an empty list it marks nothing. Ids of posts that do not exist change nothing.
         */
        post: operations["mark_posts_seen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/notifications/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notifications and leave them unseen
         * @description Returns results, newest first. A result groups the notifications of one kind within one hour of the clock (UTC). `limit` counts results. A page holds at most 100 notifications; a result with more continues on the next page under the same `sid`. Pass `next_id` or `prev_id` of the response as the query parameter of that name for older or newer notifications.
         */
        get: operations["list_my_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/notifications/unseen/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the ids of unseen notifications
         * @description Lists single notifications, not results, newest first. At most 64 are listed and counted. The response has an `ETag` to revalidate it with.
         */
        get: operations["list_unseen_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/permission/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's permissions
         * @description Follows and connections depend on the community mode, all permissions on the status of the account. Those for groups, events, courses and live streams are always `false`, because kith has none of these.
         */
        get: operations["retrieve_permission"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/platform_url/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the address of the back office
         * @description There is no back office.
         */
        get: operations["retrieve_platform_url"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the caller's sessions
         * @description Lists the sessions of the caller that are alive, newest first. Every login, through any API, begins one; tokens of a host application have none. A user has at most 50: one more ends the oldest.
         */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /**
         * End all other sessions
         * @description Ends every session of the caller except that of this request. It also revokes tokens of a host application other than the one of this request, and pending e-mail codes.
         */
        delete: operations["end_other_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/sessions/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description Ends a session of the caller. Its access tokens and its refresh token are refused from the next request on. It may be the session of this request.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/totp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve the caller's second factor
         * @description Returns whether the caller's logins need a code, and how many recovery codes are left.
         */
        get: operations["retrieve_second_factor"];
        put?: never;
        /**
         * Begin to set up a second factor
         * @description Generates a secret for an authenticator app. Nothing changes until `confirm_second_factor` gets the first code, within an hour; another call replaces the secret. It takes a login of the last 10 minutes. The body is not read.
         */
        post: operations["begin_second_factor"];
        /**
         * Turn the second factor off
         * @description Turns the second factor off with a code of the app or a recovery code, or cancels its set-up, which needs no code. The caller's other sessions and tokens end, and pending e-mail codes. It takes a login of the last 10 minutes. Send the code in the body, not in the query, which may be logged.
         */
        delete: operations["remove_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/totp/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the second factor on
         * @description Turns the second factor on with the first code of the app. From then on every login needs `otp`. The caller's other sessions and tokens end, and pending e-mail codes. It takes a login of the last 10 minutes.
         */
        post: operations["confirm_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/me/unseen/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the ids of unseen notifications (second path)
         * @description Lists single notifications, not results, newest first. At most 64 are listed and counted. The response has an `ETag` to revalidate it with.
         */
        get: operations["list_unseen_notifications_alias"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/search/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search for users
         * @description Finds the approved users who match all filters, and leaves out users whom the caller hides. Anonymous callers may search. The search reads at most 1,000 rows of the name index, for a name or else the location, the description or the gender; without a filter, the 100 oldest users. Where the index does not settle the match (several words or filters), it reads the profiles of the first 100 candidates. A change of these fields is found a moment later.
         */
        get: operations["search_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/tag/tags_to_address_a_contribution/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tags for addressing a post
         * @description There are no tags.
         */
        get: operations["list_addressing_tags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user
         * @description Open to anonymous callers. `email` is `null` unless the caller may see it, `connection_status` is the caller's relation to the user, and the counters of connection requests are present for the user alone. Deactivated users, and users whom the caller hides, are returned.
         */
        get: operations["retrieve_user"];
        /**
         * Update the caller's profile (as PATCH)
         * @description Changes the fields that the body holds. `PUT` and `PATCH` do the same: absent fields stay as they are, and unknown and read-only fields are ignored, so the user object may be sent back whole. As multipart the body may hold the files `avatar` and `cover`, of at most 5 MB and 40 megapixels each. A new avatar joins the collection and becomes the primary; `cover` as `null` or an empty text removes the cover. The e-mail address is changed with `change_email`.
         */
        put: operations["replace_user"];
        post?: never;
        /**
         * Delete a user
         * @description Users may delete their own account, staff also those of plain users, superusers any. A soft deletion removes the user from every list and lookup, revokes their tokens and ends their follows, hides and friendships. Their posts stay, with the username alone, and the username and the e-mail address stay taken. A hard deletion removes everything but the views of posts, and frees both names at once; the rest is removed a little later. Neither can be undone.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /**
         * Update the caller's profile
         * @description Changes the fields that the body holds. `PUT` and `PATCH` do the same: absent fields stay as they are, and unknown and read-only fields are ignored, so the user object may be sent back whole. As multipart the body may hold the files `avatar` and `cover`, of at most 5 MB and 40 megapixels each. A new avatar joins the collection and becomes the primary; `cover` as `null` or an empty text removes the cover. The e-mail address is changed with `change_email`.
         */
        patch: operations["update_user"];
        trace?: never;
    };
    "/api/v2/user/{id}/block/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Block a user
         * @description A repeated call changes nothing. No body is read. `POST` describes what a block does.
         */
        put: operations["add_block"];
        /**
         * Block a user or end the block
         * @description Toggles the block: a second call undoes the first. No body is read, and the user is not notified. A block ends follows, requests and the connection between the two, in both directions, at once. While it stands, neither can follow the other, ask for a connection, or react to what the other writes, neither causes the other a notification, and each vanishes from the lists, searches, suggestions and feeds of the other. To the blocked user, the caller no longer exists (404). The caller still gets the user by id. Staff see both. The end of the block restores nothing.
         */
        post: operations["toggle_block"];
        /**
         * End the block of a user
         * @description A repeated call changes nothing. No body is read. `POST` describes what a block does.
         */
        delete: operations["remove_block"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/categories/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the categories that a user follows
         * @description There are no categories.
         */
        get: operations["list_followed_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/change_email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the caller's e-mail address
         * @description Mails a code to the new address. Nothing changes until `confirm_email` or `verify_account` gets the code, and no response has it; `confirm` makes no difference. It takes a login of the last 10 minutes, and at most 5 mails an hour are sent. An account has at most one code; a new one replaces it. `id` must be the caller's own. In a community that sends no mail, the address changes at once unless `confirm` is true: it counts as unconfirmed (`email_isvalid` is false), a pending code is dropped, and the caller's other sessions and tokens end. With `confirm` the response has the code, and the host application sends it to the new address.
         */
        patch: operations["change_email"];
        trace?: never;
    };
    "/api/v2/user/{id}/change_password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the caller's password
         * @description Replaces the password, ends the caller's other sessions and revokes every older token except the one of this request; a pending e-mail code is dropped. `id` must be the caller's own; staff use `set_password` for other users. A wrong current password counts as a failed login.
         */
        patch: operations["change_password"];
        trace?: never;
    };
    "/api/v2/user/{id}/confirm_email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a new e-mail address
         * @description Sets the address, and marks it as confirmed if kith mailed the code; in a community that sends no mail it stays unconfirmed (`email_isvalid` is false). The code is the credential, so no token is needed. It is valid once, for 24 hours, and only with the address that it was created for; a change of password, address or status and a logout everywhere end it. The user's sessions end, except that of this request, or without one that which asked for the change.
         */
        post: operations["confirm_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/connection/{action}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Act on a friendship, by user id
         * @description Does the same as `act_by_username`, with the user in the path, and returns the status after the action. No body is read. Actions at the same time are applied one after the other, each to the state that it finds.
         */
        post: operations["act_by_id"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/connection_requests/mark_seen/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark the connection request of a user as seen
         * @description No body is read. The sender of the request does not see the mark.
         */
        post: operations["mark_request_seen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/connection_status/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the connection status with a user
         * @description Follows do not count, so the status is never `followed`. A rejected request is still `sent_connection_request` for the user who sent it, and `null` for the user who rejected it.
         */
        get: operations["connection_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/connections/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the connections of a user
         * @description Open to anonymous callers. Users whom the caller hides, and users who do not match `mutual`, are left out of a page after it is read: it can be shorter than `limit`, and `next` leads on.
         */
        get: operations["list_connections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/counters/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user's counters
         * @description Open to anonymous callers. Counters lag a little behind the actions that they count, and are exact once events have settled. The counters of connection requests are `null` for every caller but the user.
         */
        get: operations["retrieve_counters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/feed/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the posts of a user
         * @description Lists posts and discussions of the user. Open to anonymous callers, and returned even if the caller hides the user. `votes` of a poll holds the caller's own votes. Each entry is the post, and has it once more in the field that its `type` names, like an entry of the home feed.
         */
        get: operations["list_user_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/flag/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Flag a user
         * @description Reports it to staff. A user has one flag on it: another type replaces it, and the same type again changes nothing.
         */
        put: operations["add_user_flag"];
        /**
         * Flag a user, or take the flag back
         * @description Reports it to staff. A user has one flag on it: the same type again takes the flag back, another type replaces it.
         */
        post: operations["toggle_user_flag"];
        /**
         * Take back the flag of a user
         * @description Takes the caller's flag back. A repeated call changes nothing. `flag_type` may come in the query or in the body.
         */
        delete: operations["remove_user_flag"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/follow/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follow a user
         * @description A repeated call changes nothing and notifies no one. No body is read. The user's notification, the counters and the caller's home feed are updated a moment later.
         */
        put: operations["add_follow"];
        /**
         * Follow or unfollow a user
         * @description Toggles the follow: a second call undoes the first. No body is read. The user's notification, the counters and the caller's home feed are updated a moment later. Toggles at the same time are applied one after the other.
         */
        post: operations["toggle_follow"];
        /**
         * Unfollow a user
         * @description A repeated call changes nothing and notifies no one. No body is read. The user's notification, the counters and the caller's home feed are updated a moment later.
         */
        delete: operations["remove_follow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/followers/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the followers of a user
         * @description Open to anonymous callers. Users whom the caller hides, and users who do not match `mutual`, are left out of a page after it is read: it can be shorter than `limit`, and `next` leads on.
         */
        get: operations["list_followers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/followers/{follower}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a follower
         * @description Ends the follow of the caller by another user, who is not notified and can follow again. Counters and the follower's home feed are updated a moment later.
         */
        delete: operations["remove_follower"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/followings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users whom a user follows
         * @description Open to anonymous callers. Users whom the caller hides, and users who do not match `mutual`, are left out of a page after it is read: it can be shorter than `limit`, and `next` leads on.
         */
        get: operations["list_followings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/hide/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hide a user
         * @description A repeated call changes nothing. No body is read. `POST` describes what a hide does.
         */
        put: operations["add_hide"];
        /**
         * Hide a user or show them again
         * @description Toggles the hide: a second call undoes the first. No body is read, and the user is not notified. A hidden user leaves the caller's lists, searches, suggestions and home feed, and causes the caller no new notification; those that the user had caused are taken away a moment later, seen or not, and the end of the hide does not bring them back. The user is still shown by id, in their own feed and as the author of a post. Lists leave out the first 1,000 hidden users.
         */
        post: operations["toggle_hide"];
        /**
         * Show a hidden user again
         * @description A repeated call changes nothing. No body is read. `POST` describes what a hide does.
         */
        delete: operations["remove_hide"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/is_blocked/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether the caller blocks a user
         * @description A change by the caller is seen at once. No user can see who blocks them.
         */
        get: operations["is_blocked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/is_connection/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether the caller is connected with a user
         * @description A pending request is not a connection: `connection_status` tells them apart.
         */
        get: operations["is_connection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/is_followed/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether the caller follows a user
         * @description A change by the caller is seen at once. For many users, use `connection_statuses`.
         */
        get: operations["is_followed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/is_follower/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether a user follows the caller
         * @description The opposite direction of `is_followed`.
         */
        get: operations["is_follower"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/is_hidden/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether the caller hides a user
         * @description A change by the caller is seen at once.
         */
        get: operations["is_hidden"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/is_hidden_by/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether a user hides the caller
         * @description The opposite direction of `is_hidden`.
         */
        get: operations["is_hidden_by"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/loyalty/points/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's loyalty points
         * @description There are no loyalty points.
         */
        get: operations["retrieve_loyalty_points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/provider/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's accounts with other providers
         * @description Users log in with their password only.
         */
        get: operations["list_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sessions of a user
         * @description Lists the sessions of a user that are alive, newest first. Staff may do it for plain users and themselves, superusers for all.
         */
        get: operations["list_sessions_of_user"];
        put?: never;
        post?: never;
        /**
         * End all sessions of a user
         * @description Ends every session, token and pending e-mail code of a user. Staff may do it for plain users and themselves, superusers for all. It is in the audit trail.
         */
        delete: operations["end_sessions_of_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/sessions/{session}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session of a user
         * @description Ends a session of a user for good. Staff may do it for plain users and themselves, superusers for all. It is in the audit trail.
         */
        delete: operations["end_session_of_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/user/{id}/settings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the caller's settings
         * @description Returns the caller's settings, or their defaults. `mobile_notifications_scmty` turns web pushes on or off. kith keeps `qa_frequency` for the host application and does not act on it.
         */
        get: operations["retrieve_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update the caller's settings
         * @description Changes the settings that the body holds; the others stay as they are.
         */
        patch: operations["update_settings"];
        trace?: never;
    };
    "/api/v2/user/{id}/totp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Turn off the second factor of a user who has lost it
         * @description Turns the second factor of another user off, who has neither the app nor a recovery code left, and ends all their sessions, tokens and pending codes. Staff may do it for plain users, superusers for all. It is in the audit trail.
         */
        delete: operations["reset_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{version}/{page}/{file}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve an asset of the web pages
         * @description Returns a style sheet, a script, an icon or a chapter of the reference. With the current `version` the response may be cached for a year, with any other it must be revalidated: `version` never selects old content.
         */
        get: operations["retrieve_asset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit trail of everybody
         * @description Lists what users did to accounts, posts, comments and folders of others, newest first. Only staff may call it. What users did to their own credentials is in the trails of these users alone. Entries are kept for 365 days, also after the accounts are deleted. The list is not counted: it has no `meta`, `links.last` is null, and a page may be shorter than its size. Follow `links.next` until it is null.
         */
        get: operations["list_all_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the console
         * @description Returns a small web client for trying the community. It loads nothing from other hosts.
         */
        get: operations["show_console"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the API reference
         * @description Returns a web page that describes every operation, with a form to try it and the call as code: `curl`, JavaScript and Python. It loads nothing from other hosts.
         */
        get: operations["show_docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/figures/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the figures of days
         * @description Lists what happened on each day in UTC, newest first. Only staff may call it. A day is counted within an hour after its end, and its figures do not change then. The list is not counted: it has no `meta`, and `links.last` is null. Follow `links.next` until it is null.
         */
        get: operations["list_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/folders/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a folder
         * @description Creates a folder inside another. It belongs to the owner of its parent, also if staff create it, and never changes its owner. A user has at most 1,000 folders besides the inbox and home folders.
         */
        post: operations["create_folder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/folders/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve a folder
         * @description Returns a folder and its parent, which is null for inbox and home folders. Only the owner and staff may call it.
         */
        get: operations["retrieve_folder"];
        put?: never;
        post?: never;
        /**
         * Delete a folder
         * @description Deletes a folder at once, and the folders below it shortly after; one that is moved out before that stays. Inbox and home folders cannot be deleted. Only the owner and staff may call it.
         */
        delete: operations["delete_folder"];
        options?: never;
        head?: never;
        /**
         * Rename or move a folder
         * @description Changes the title, the parent, or both. A folder moves with everything below it, and only to another folder of its owner. The new place lies below at most 50 folders, not counting the inbox or home folder. Inbox and home folders cannot be renamed or moved. Only the owner and staff may call it.
         */
        patch: operations["update_folder"];
        trace?: never;
    };
    "/health/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the process
         * @description Succeeds if requests reach the service. It does not access the table.
         */
        get: operations["check_process"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the table
         * @description Succeeds if the service can read its table. Each call takes half a read unit.
         */
        get: operations["check_table"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/nodes/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the folders in a folder
         * @description Lists the folders directly inside a folder, such as the inbox or home folder of a user. Only the owner and staff may call it. The list is paged by number.
         */
        get: operations["list_nodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/revoke/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a token
         * @description Ends the session of a refresh or access token, with all its tokens, from the next request on. An access token of a host application is revoked alone. The token is the credential. An unknown, expired or revoked token gets the same answer.
         */
        post: operations["revoke_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue tokens
         * @description `password` begins a session with the username or the e-mail address; logins are throttled together with those of the site API. `refresh_token` goes on with a session: the answer has a new refresh token, and the old one is good for 60 seconds more, in which it gets the same new one. An older refresh token ends the session, because two clients have it. Clients have no secrets: `client_id` is ignored, and so is a bearer token in `Authorization`.
         */
        post: operations["issue_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve the OpenAPI document
         * @description Returns this document, OpenAPI 3.1. Its server is `/`, or the path prefix of a gateway's stage, such as `/prod`. The response has an `ETag` to revalidate it with.
         */
        get: operations["retrieve_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Lists the users that are not deleted, deactivated ones included. Only staff may call it. A search reads at most 1,000 index rows of what everyone can find and 1,000 of what only staff can find; with several words, a single letter or `sort=username`, it considers the first 100 candidates. `count` is the number found within these bounds. Page numbers reach the first 10,000 rows; beyond those, follow `links`. Filters must all match. Without a search, a filtered list is not counted and has no page numbers, and a page may have fewer rows than it could: follow `links` until there is no next one.
         */
        get: operations["list_accounts"];
        put?: never;
        /**
         * Create a user
         * @description Creates an account without a password: the user cannot log in until `set_password` sets one. Only staff may call it, and only superusers may set `is_staff` and `is_superuser`. All attributes but `username` are optional. The status is 200, not the 201 of JSON:API.
         */
        post: operations["create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve the caller's account
         * @description Returns the account that the token belongs to. Its relationships name the user's inbox and home folders.
         */
        get: operations["retrieve_own_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve a user
         * @description Returns an account with its e-mail address, whatever the e-mail visibility of the community. Users may retrieve themselves, staff any user.
         */
        get: operations["retrieve_account"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description Deletes a user for good; soft-deleted users can be deleted too. The account, its names and its folders are gone at once; posts, pictures, follows, connections and notifications are deleted shortly after. Users may delete themselves, staff plain users, superusers anyone. The audit trail is kept.
         */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        /**
         * Update a user
         * @description Changes the attributes in the document, all of them or none. Absent attributes stay as they are; an attribute that is sent with its stored value is not a change. Users may change their own names and e-mail address. Staff may also change these and `is_active` of plain users. Superusers may change everything, roles included. Deactivation blocks login and every token at once; new roles apply from the user's next request. Where the community sends mail, the caller's own new address awaits the code that is mailed to it, and the response has the present one.
         */
        patch: operations["update_account"];
        trace?: never;
    };
    "/users/{id}/audit/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's audit trail
         * @description Lists what other users did to an account and its folders, newest first. Only staff may call it. Entries are kept for 365 days, also after the account is deleted. The list is not counted: it has no `meta`, `links.last` is null, and a page may be shorter than its size. Follow `links.next` until it is null.
         */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/change-password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a user's password
         * @description Sets the password, without asking for the old one, and revokes the user's tokens; users who set their own keep the token of this request. Users may set their own password, staff those of plain users and of other staff, superusers any. A deactivated account stays deactivated. The body is plain JSON or a JSON:API document with the attribute `password`; the response is plain JSON.
         */
        post: operations["set_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The attributes of an account: those that `fields[users]` names, by default all. */
        AccountAttributes: {
            /** @description When the account was created: RFC 3339, UTC. */
            date_joined?: string;
            /** @description The e-mail address; empty if there is none. */
            email?: string;
            /** @description The first name; empty if unset. */
            first_name?: string;
            /** @description Whether the account is active. A deactivated user cannot log in, and their tokens do not work. */
            is_active?: boolean;
            /** @description Whether the user is staff. */
            is_staff?: boolean;
            /** @description Whether the user is a superuser. */
            is_superuser?: boolean;
            /** @description The last name; empty if unset. */
            last_name?: string;
            /** @description The username, as it was given; unique without regard to case. */
            username?: string;
        };
        /** @description A document with changes to an account. */
        AccountChange: {
            /** @description The account. */
            data: components["schemas"]["AccountChangeResource"];
        };
        /** @description The attributes of an account to change; those that are absent stay as they are. */
        AccountChangeAttributes: {
            /** @description The e-mail address, at most 254 characters; unique without regard to case. `null` and the empty string clear it. */
            email?: string | null;
            /** @description The first name: one line of at most 150 characters. `null` and the empty string clear it. */
            first_name?: string | null;
            /** @description `false` blocks login and every token of the user at once; `true` undoes this. Only staff and superusers can change it. */
            is_active?: boolean;
            /** @description Whether the user is staff. Only superusers can change this. */
            is_staff?: boolean;
            /** @description Whether the user is a superuser. Only superusers can change this; the last active superuser stays one. */
            is_superuser?: boolean;
            /** @description The last name: one line of at most 150 characters. `null` and the empty string clear it. */
            last_name?: string | null;
            /** @description 1 to 150 ASCII letters, digits, `.`, `+`, `@`, `-` and `_`; unique without regard to case. It cannot be an integer, a UUID, a reserved word or the e-mail address of another user. */
            username?: string;
        };
        /** @description Changes to an account. They apply together or not at all. */
        AccountChangeResource: {
            /** @description The attributes to change. */
            attributes?: components["schemas"]["AccountChangeAttributes"];
            /**
             * Format: uuid
             * @description The UUID of the user, as in the path.
             */
            id: string;
            /** @description Always `users`. */
            type: string;
        };
        /** @description A document with one account. */
        AccountDocument: {
            /** @description The account. */
            data: components["schemas"]["AccountResource"];
        };
        /** @description A page of accounts. */
        AccountList: {
            /** @description The accounts of this page. */
            data: components["schemas"]["AccountResource"][];
            /** @description Links to other pages. */
            links: components["schemas"]["PageOfLinks"];
            /** @description The position of this page in the list; absent if the list is filtered and not a search. */
            meta?: components["schemas"]["PageMeta"];
        };
        /** @description The special folders of an account: those that `fields[users]` names, by default both. */
        AccountRelationships: {
            /** @description The user's home folder. */
            home_folder?: components["schemas"]["ToResource"];
            /** @description The user's inbox folder. */
            inbox_folder?: components["schemas"]["ToResource"];
        };
        /** @description An account. */
        AccountResource: {
            /** @description The attributes; absent if `fields[users]` names none of them. */
            attributes?: components["schemas"]["AccountAttributes"];
            /**
             * Format: uuid
             * @description The UUID form of the user's id.
             */
            id: string;
            /** @description The relationships; absent if `fields[users]` names none of them. */
            relationships?: components["schemas"]["AccountRelationships"];
            /** @description Always `users`. */
            type: string;
        };
        /** @description The basic data of an account. */
        AccountView: {
            /** @description The e-mail address; `null` if the account has none. */
            email: components["schemas"]["Email"] | null;
            /** @description The user's id. */
            id: components["schemas"]["Id"];
            /** @description The username, as the user wrote it. */
            username: string;
        };
        /** @description The outcome of an action by id. */
        ActedOn: {
            /** @description The caller's status with the user after the action, never `followed`; `null` if there is neither a connection nor a visible request. */
            connection_status: components["schemas"]["ConnectionStatus"] | null;
        };
        /** @description The user of an action by username. */
        ActedWith: {
            /** @description The username, as it was sent. */
            username: string;
        };
        /** @description The result of an action on a game, which toggles one list. */
        ActionView: {
            /** @description The action: `log`, `like`, `backlog` or `wishlist`. */
            action: string;
            /** @description The game's id in this community. */
            game: components["schemas"]["Id"];
            /** @description `true` if the action added the game to the played games and so removed it from the backlog, otherwise absent. */
            removedFromBacklog?: boolean;
            /** @description The caller's id. */
            user: components["schemas"]["Id"];
            /** @description Whether the list holds the game now. */
            value: boolean;
        };
        /** @description The attributes of an entry of the audit trail: those that `fields[audit-entries]` names, by default all. */
        AuditAttributes: {
            /** @description The action: `create`, `update`, `change_password`, `reset_second_factor`, `soft_delete`, `hard_delete`, `create_folder`, `update_folder` or `delete_folder`. */
            action?: string;
            /** @description When the action happened: RFC 3339, UTC. */
            at?: string;
            /** @description The attributes that changed, by name: `{"before": ..., "after": ...}` with strings, booleans or `null`. It can hold names and e-mail addresses, but never a password. */
            changes?: Record<string, never>;
        };
        /** @description An entry of the audit trail: one action of another user. */
        AuditEntry: {
            /** @description The attributes; absent if `fields[audit-entries]` names none of them. */
            attributes?: components["schemas"]["AuditAttributes"];
            /** @description The id of the entry. */
            id: string;
            /** @description The relationships; absent if `fields[audit-entries]` names none of them. */
            relationships?: components["schemas"]["AuditRelationships"];
            /** @description Always `audit-entries`. */
            type: string;
        };
        /** @description A page of the audit trail of a user: what other users did to the account and its folders, newest first. Entries are kept for a year (365 days). */
        AuditList: {
            /** @description The entries of this page. */
            data: components["schemas"]["AuditEntry"][];
            /** @description Links to other pages. The list is not counted, so `last` is always `null`. */
            links: components["schemas"]["PageOfLinks"];
        };
        /** @description The users of an entry of the audit trail. */
        AuditRelationships: {
            /** @description The user who acted. */
            actor?: components["schemas"]["ToResource"];
            /** @description The user whose account or folder was changed. */
            target?: components["schemas"]["ToResource"];
        };
        /** @description The author of a post: the user object without counters and without the relation to the caller. A soft-deleted author has status `d` and no profile but the username. */
        AuthorView: {
            /** @description URL of the primary avatar, or of a Gravatar if the user has uploaded none. */
            avatar: string;
            /** @description The same as `avatar`. */
            avatar_url: string;
            /** @description A longer text about the user, which may hold line breaks; empty if unset. */
            bio: string;
            /**
             * Format: date
             * @description The date of birth, `YYYY-MM-DD`; `null` if unset, or if the caller may not see it.
             */
            birthday: string | null;
            /** @description Always `false`: there are no private messages. */
            can_send_pm_to: boolean;
            /**
             * Format: int64
             * @description Always 0.
             */
            categories_counter: number;
            /** @description Whether the user is staff or a superuser. */
            community_badge: boolean;
            /** @description The company that the user works for; empty if unset. */
            company_name: string;
            /** @description The user's role in the company; empty if unset. */
            company_role: string;
            /** @description URL of the cover; `null` if there is none. */
            cover: string | null;
            /** @description When the account was created: RFC 3339, UTC. */
            date_joined: string;
            /**
             * Format: date
             * @description The same as `birthday`.
             */
            date_of_birth: string | null;
            /** @description Whether the user is soft-deleted. */
            deleted: boolean;
            /** @description A few words to show below the name; empty if unset. */
            description: string;
            /** @description The e-mail address; `null` if unset, or if the caller may not see it. */
            email: components["schemas"]["Email"] | null;
            /** @description Whether the user has confirmed the e-mail address. */
            email_isvalid: boolean;
            /**
             * Format: int64
             * @description Always `null`.
             */
            ext_id: number | null;
            /** @description The gender; `null` if the caller may not see it. */
            gender: components["schemas"]["Gender"] | null;
            /** @description The user's id. */
            id: components["schemas"]["Id"];
            /** @description A place in words; empty if unset, `null` if the caller may not see it. */
            location: string | null;
            /** @description The coordinates of `location`, as the client sent them; empty if unset, `null` if the caller may not see them. */
            location_lat_lng: string | null;
            /** @description The coordinates of the user's position, as the client sent them; empty if unset, `null` if the caller may not see them. */
            position_lat_lng: string | null;
            /** @description The full name; empty if unset. */
            real_name: string;
            /** @description Whether the user is approved: `status` is `a`. */
            reg_approved: boolean;
            /**
             * Format: int64
             * @description Always 0.
             */
            reputation: number;
            /** @description `admin` for a superuser, `moderator` for staff; `null` for any other user. */
            role: components["schemas"]["Role"] | null;
            /** @description `a` approved, `b` deactivated by staff, `d` soft-deleted. */
            status: components["schemas"]["Status"];
            /** @description Always empty. */
            tags: string[];
            /** @description The username, as the user wrote it. */
            username: string;
            /** @description An `http` or `https` URL; empty if unset. */
            website: string;
        };
        /** @description Names one of the caller's avatars. */
        AvatarChoice: {
            /** @description The id of the avatar. */
            avatar_id: components["schemas"]["Id"];
        };
        /** @description A picture as text. In a multipart body it is the file `avatar`. */
        AvatarUpload: {
            /** @description The file in base64, such as `image/png;base64,...`. The part up to the comma may be missing, and its media type is ignored. The empty text counts as no file. */
            avatar_base64?: string;
        };
        /** @description One of a user's avatars. */
        AvatarView: {
            /** @description URL of the picture, a square of 512 pixels. */
            avatar: string;
            /** @description When the avatar was uploaded: RFC 3339, UTC. */
            date_uploaded: string;
            /** @description The avatar's id. */
            id: components["schemas"]["Id"];
            /** @description Whether this is the primary avatar, the one that other users see. */
            primary: boolean;
            /** @description The id of the user whom the avatar belongs to. */
            user: components["schemas"]["Id"];
        };
        /** @description The ban of a user, and how many users have flagged them. */
        BanView: {
            /** @description When staff banned the user: RFC 3339, UTC; `null` if the user is not banned. */
            blocked_at: string | null;
            /**
             * Format: int32
             * @description The days for which the user is banned; `null` if the user is not banned, or is for good.
             */
            days_blocked: number | null;
            /** @description When the ban ends by itself: RFC 3339, UTC; `null` if the user is not banned, or is for good. */
            expire_at: string | null;
            /**
             * Format: int64
             * @description The number of users who have flagged the user. It lags a little.
             */
            flags_received: number;
            /**
             * Format: int32
             * @description The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic; `null` without one.
             */
            moderation_type: number | null;
        };
        /** @description The short form of a user in autocompletion. */
        BriefUserView: {
            /** @description URL of the primary avatar, or of a Gravatar if the user has uploaded none. */
            avatar: string;
            /**
             * Format: int64
             * @description Always `null`.
             */
            ext_id: number | null;
            /** @description The user's id. */
            id: components["schemas"]["Id"];
            /** @description The full name; empty if unset. */
            real_name: string;
            /** @description The username, as the user wrote it. */
            username: string;
        };
        /** @description Names the other user. */
        ByUsername: {
            /** @description The username of the other user. Case does not matter; an e-mail address is not accepted. */
            username: string;
        };
        /** @description The basic data of the caller's account, and the caller's picture. */
        CallerView: components["schemas"]["AccountView"] & {
            /** @description URL of the uploaded avatar, or of a Gravatar of 120 pixels if there is none. */
            gravatar: string;
        };
        /** @description A pending change of the e-mail address. */
        ChangeEmailOut: {
            /** @description The code to send to the new address. It is valid once, for 24 hours, and only with this address. Missing in a community that sends mail: the code is in the mail. */
            validation_code?: string;
        };
        /** @description The result of setting a password, in plain JSON. */
        ChangePasswordOut: {
            /** @description Always `password set`. */
            status: string;
        };
        /** @description Names a choice of the poll. */
        ChoiceOfPoll: {
            /** @description The id of the choice. */
            choice: components["schemas"]["Id"];
        };
        /** @description A choice of a poll. */
        ChoiceView: {
            /** @description When the choice was created: RFC 3339, UTC. */
            added_at: string;
            /** @description The text of the choice. */
            choice: string;
            /**
             * Format: int64
             * @description The number of votes for the choice. It follows a vote after a moment.
             */
            count_votes: number;
            /** @description Always `false`. */
            deleted: boolean;
            /** @description The choice's id, which a vote names. */
            id: components["schemas"]["Id"];
            /** @description The position in the poll, from 0. */
            order: number;
            /**
             * Format: int64
             * @description The same as `count_votes`.
             */
            vote_count: number;
            /** @description Whether the caller has voted for the choice; `false` for an anonymous caller. */
            voted: boolean;
        };
        /** @description Whether a post is shown without its content. Clients of the first version of the API expect a text. */
        Collapsed: boolean | string;
        /** @description The author of a comment. */
        CommentAuthorView: components["schemas"]["AuthorView"] | components["schemas"]["NobodyView"];
        /** @description The fields of a comment to change. */
        CommentChange: {
            /** @description Plain text or HTML, at most 5,000 characters, 500 tags, and 8 KiB after it is cleaned. It may not be blank. If absent, the text stays as it is. */
            text?: string;
        };
        /** @description A comment on a post, or a reply to one. */
        CommentView: {
            /** @description When the comment was written: RFC 3339, UTC. */
            added_at: string;
            /** @description The author. A deleted comment does not tell its author: `id` is 0, and the other fields are empty. */
            author: components["schemas"]["CommentAuthorView"];
            /** @description Whether staff have hidden the comment, and the caller does not see its text. */
            collapsed: boolean;
            /**
             * Format: int64
             * @description The number of replies. It lags a little.
             */
            comment_count: number;
            /** @description Whether the comment is deleted. It is shown as long as it has replies. */
            deleted: boolean;
            /** @description The id of the discussion; absent if the comment is on a post. */
            discussion?: components["schemas"]["Id"];
            /**
             * Format: int64
             * @description The number of users who have flagged the comment. It lags a little.
             */
            flag_count: number;
            /** @description `true` while the comment is held for review: no one but the author and staff sees it. Absent otherwise. */
            held_for_review?: boolean;
            /** @description The text as HTML, cleaned when it was stored: no script survives. Empty for a deleted comment. */
            html: string;
            /** @description The comment's id. */
            id: components["schemas"]["Id"];
            /** @description The id of the reply that this one answers; `null` if none was named. */
            in_reply_to: components["schemas"]["Id"] | null;
            /** @description The newest three replies, oldest first. They lag a little. Absent from replies and in notifications. */
            latest_comments?: components["schemas"]["CommentView"][];
            /** @description The id of the comment that this one is a reply to; `null` for a comment on the post itself. */
            parent: components["schemas"]["Id"] | null;
            /** @description The id of the post; absent if the comment is on a discussion. */
            post?: components["schemas"]["Id"];
            /** @description The reaction of the caller's vote; `null` without one. */
            reaction: components["schemas"]["ReactionView"] | null;
            /** @description How many votes have each reaction. They lag a little. Empty in notifications with many long texts. */
            reactions_count: components["schemas"]["ReactionCountView"][];
            /** @description The beginning of the text without markup, at most 300 characters, as HTML: `<`, `>`, `&` and quotes are escaped. */
            summary: string;
            /** @description The text as in `html`, or as in `summary` if it goes on after that. */
            summary_html: string;
            /** @description Whether the text goes on after the summary. */
            summary_truncated: boolean;
            /** @description The same as `html`. */
            text: string;
            /** @description Always `comment`. */
            type: string;
            /**
             * Format: int64
             * @description The number of votes for the comment. It lags a little.
             */
            vote_count: number;
            /** @description Whether the caller has voted for the comment. */
            voted: boolean;
        };
        /** @description Errors of the community API: all wrong fields of the request, or one error for the request. */
        CommunityErrors: {
            /** @description The errors, at least one. */
            errors: ({
                /** @description The field or query parameter. Nested fields are named with a point: `poll.choices`. */
                field: string;
                /** @description What is wrong with the field. */
                messages: {
                    /** @description What is wrong, as a code for programs, such as `not_found` or `unique`. */
                    code: string;
                    /** @description What is wrong, as a sentence for people. */
                    message: string;
                }[];
            } | {
                /** @description What is wrong, as a code for programs, such as `not_found` or `unique`. */
                code: string;
                /** @description What is wrong, as a sentence for people. */
                message: string;
            })[];
        };
        /** @description A connection request from one user to another. */
        ConnectionRequestView: {
            /** @description When the request was sent: RFC 3339, UTC. */
            created: string;
            /** @description The user who sent the request. */
            from_user: components["schemas"]["UserView"];
            /** @description The request's id. */
            id: components["schemas"]["Id"];
            /** @description When the recipient rejected the request: RFC 3339, UTC. `null` if they have not, and always `null` in the list of sent requests. */
            rejected: string | null;
            /** @description The user who received the request. */
            to_user: components["schemas"]["UserView"];
            /** @description When the recipient marked the request as seen: RFC 3339, UTC. `null` if they have not, and always `null` in the list of sent requests. */
            viewed: string | null;
        };
        /**
         * @description The caller's relation to a user: `connected`; `sent_connection_request`, the caller has requested a connection; `received_connection_request`, the user has; `followed`, the caller follows the user.
         * @enum {string}
         */
        ConnectionStatus: "connected" | "sent_connection_request" | "received_connection_request" | "followed";
        /** @description What is moderated. */
        ContributionView: components["schemas"]["PostView"] | components["schemas"]["CommentView"];
        /** @description The number of unseen notifications. */
        CountOut: {
            /** @description The number of unseen notifications, counted up to 64. */
            count: number;
        };
        /** @description A user's counters. They follow a change after a moment and are exact once events have settled. */
        CountersView: {
            /**
             * Format: int64
             * @description The number of connection requests in the user's list of received requests; `null` for any other caller.
             */
            connection_requests_received: number | null;
            /**
             * Format: int64
             * @description The number of connection requests in the user's list of sent requests; `null` for any other caller.
             */
            connection_requests_sent: number | null;
            /**
             * Format: int64
             * @description The number of users with whom this user is connected.
             */
            connections: number;
            /**
             * Format: int64
             * @description The number of discussions that the user has published.
             */
            discussions: number;
            /**
             * Format: int64
             * @description The number of users who follow this user.
             */
            followers: number;
            /**
             * Format: int64
             * @description The number of users whom this user follows.
             */
            followings: number;
            /**
             * Format: int64
             * @description The number of the user's posts and discussions that have a poll.
             */
            polls: number;
            /**
             * Format: int64
             * @description The number of posts that the user has published.
             */
            posts: number;
        };
        /** @description The credentials of a login. */
        Credentials: {
            /** @description The code of the user's authenticator app, or a recovery code, if the user has a second factor. */
            otp?: string | number;
            /**
             * Format: password
             * @description The password.
             */
            password: string | number;
            /** @description The username or the e-mail address, without regard to case. */
            username: string | number;
        };
        /** @description The figures of a day in UTC. */
        DailyFigures: {
            /** @description The figures; absent if `fields[daily-figures]` names none of them. */
            attributes?: components["schemas"]["FiguresOfDay"];
            /** @description The day: `YYYY-MM-DD`. */
            id: string;
            /** @description Always `daily-figures`. */
            type: string;
        };
        /** @description The state of the last archive that the caller has asked for. */
        DataArchiveView: {
            /** @description Whether the archive is being generated. */
            computing: boolean;
            /** @description When the archive was last downloaded. */
            downloaded_at: string | null;
            /** @description Always `null`: no mail is sent. */
            email_sent_at: string | null;
            /** @description When the archive was generated. It can be downloaded from then on, until 7 days after the request. */
            generated_at: string | null;
            /** @description When the caller asked for the archive; `null` if they have not in the last 7 days. */
            requested_at: string | null;
            /** @description Always `false`: no mail is sent. */
            send_email: boolean;
        };
        /** @description The keys of a browser. */
        DeviceKeys: {
            /**
             * Format: push-secret
             * @description The authentication secret: 16 bytes in base64url.
             */
            auth: string;
            /**
             * Format: push-key
             * @description The public key: an uncompressed point of P-256 in base64url.
             */
            p256dh: string;
        };
        /** @description A registered device. */
        DeviceOut: {
            /** @description The id of the device, a fingerprint of its endpoint: 32 hexadecimal digits. */
            id: string;
        };
        /** @description Errors of the directory API, in the shape of JSON:API. */
        DirectoryErrors: {
            /** @description The errors, at least one. */
            errors: {
                /** @description What is wrong, as a code for programs, such as `not_found` or `unique`. */
                code: string;
                /** @description What is wrong, as a sentence for people. */
                detail: string;
                /** @description The part of the request that is wrong; absent if the error concerns no single part. */
                source?: {
                    /** @description The name of a header, in lower case. */
                    header?: string;
                    /** @description The name of a query parameter. */
                    parameter?: string;
                    /** @description A JSON pointer into the body, such as `/data/attributes/username`. */
                    pointer?: string;
                };
                /** @description The HTTP status as text. All errors of a response have the same status. */
                status: string;
                /** @description The name of the status. */
                title: string;
            }[];
        };
        /** @description The fields of a discussion to change. Absent fields stay as they are. */
        DiscussionChange: {
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            addressing?: components["schemas"]["Id"][] | null;
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            categories?: components["schemas"]["Id"][] | null;
            /** @description The place of the post; `null` removes it. An object whose fields are all `null` counts as absent. */
            location?: components["schemas"]["NewLocation"] | null;
            /** @description At most 20 ids of media of the author. `null` empties the list. If the community takes media of the host application (`KITH_FOREIGN_MEDIA`), other ids are kept as they are. */
            medias?: components["schemas"]["Id"][] | null;
            /** @description The fields of the poll to change; `null` changes nothing. */
            poll?: components["schemas"]["PollChange"] | null;
            /** @description Plain text or HTML, at most 10,000 characters, 500 tags, and 64 KiB after it is cleaned. `null` and the empty text clear it. */
            text?: string | null;
            /** @description The title, one line of 1 to 150 characters. */
            title?: string;
        };
        /** @description An e-mail address. */
        Email: string;
        /** @description A new e-mail address. */
        EmailChange: {
            /** @description In a community that sends no mail: if true, the address stays as it is until it is confirmed with the code in the response. False by default. */
            confirm?: components["schemas"]["Flag"];
            /**
             * Format: email
             * @description The new address, unique without regard to case.
             */
            new_email: string;
        };
        /** @description A new e-mail address and its confirmation code. */
        EmailConfirmation: {
            /**
             * Format: email
             * @description The address that the code was created for.
             */
            new_email: string;
            /** @description The code in the mail to the new address, or without mail in the response of `change_email`. */
            validation_code: string;
        };
        /** @description A link as an embedded object. */
        EmbedView: {
            /** @description The id of the media. */
            embed_id: components["schemas"]["Id"];
            /** @description Always `sc_link`. */
            embed_type: string;
            /** @description The id of the media. */
            id: components["schemas"]["Id"];
            /** @description What is shown of the link. */
            metadata: components["schemas"]["LinkView"];
            /** @description The URL of the link. */
            url: string;
        };
        /** @description A page of an empty list. */
        EmptyPage: {
            /**
             * Format: int64
             * @description Always 0.
             */
            count: number;
            /** @description Always `null`. */
            next: string | null;
            /** @description Always `null`. */
            previous: string | null;
            /** @description Always empty. */
            results: components["schemas"]["NoEntry"][];
        };
        /** @description A feature of the original product, which kith has or lacks. */
        FeatureView: {
            /** @description Whether kith has the feature. */
            enabled: boolean;
            /**
             * Format: int64
             * @description The feature's id.
             */
            id: number;
            /** @description The name. */
            name: string;
        };
        /** @description An entry of the home feed: a post, in the field that is named after its kind. */
        FeedUnitView: {
            /** @description Always empty. */
            activities: string[];
            /** @description The discussion; absent if the entry is a post. */
            discussion?: components["schemas"]["PostView"];
            /** @description Always `false`. */
            has_boost: boolean;
            /** @description The post; absent if the entry is a discussion. */
            post?: components["schemas"]["PostView"];
            /** @description With the parameter `seen=1`, whether the caller has seen the post; otherwise `false`. */
            seen: boolean;
            /** @description The kind of the entry, which is also the name of the field that holds it. */
            type: components["schemas"]["PostKind"];
        };
        /** @description A page of the figures of days, newest first. */
        FiguresList: {
            /** @description The days of this page. */
            data: components["schemas"]["DailyFigures"][];
            /** @description Links to other pages. The list is not counted, so `last` is always `null`. */
            links: components["schemas"]["PageOfLinks"];
        };
        /** @description What happened on a day: the figures that `fields[daily-figures]` names, by default all. */
        FiguresOfDay: {
            /**
             * Format: int64
             * @description Users who registered, logged in or refreshed a token on the day; absent if none is known.
             */
            active_users?: number;
            /**
             * Format: int64
             * @description Changes that could not be processed on the day and wait for a replay by the operator.
             */
            parked_changes?: number;
            /**
             * Format: int64
             * @description Posts and discussions that were published on the day and not deleted on it.
             */
            posts?: number;
            /**
             * Format: int64
             * @description Users who registered on the day and were not deleted on it.
             */
            registrations?: number;
        };
        /** @description The file that will be sent to an upload address. */
        FileToUpload: {
            /**
             * Format: int32
             * @description Its size in bytes. The address takes a file of exactly this size.
             */
            size: number;
        };
        /**
         * @description A boolean, in any of the spellings that forms use. The empty string is `false`.
         * @enum {unknown}
         */
        Flag: true | false | 0 | 1 | "" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON" | "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF";
        /** @description The caller's own flag. All fields are `null` without one. */
        FlagStatusView: {
            /** @description When the caller flagged: RFC 3339, UTC. */
            added_at: string | null;
            /**
             * Format: int32
             * @description The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic.
             */
            flag_type: number | null;
            /** @description The reason in words. */
            flag_type_description: string | null;
        };
        /** @description A flag, as staff see it. */
        FlagView: {
            /** @description When the user flagged: RFC 3339, UTC. */
            added_at: string;
            /**
             * Format: int32
             * @description The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic.
             */
            flag_type: number;
            /** @description The reason in words. */
            flag_type_description: string;
            /** @description The user who flagged. */
            user: components["schemas"]["AuthorView"];
        };
        /** @description A flagged or held post, discussion or comment, and what staff have decided about it. */
        FlaggedContributionView: {
            /** @description The discussion, post or comment, whole. */
            contribution: components["schemas"]["ContributionView"];
            /** @description `discussion`, `post` or `comment`. */
            contribution_type: string;
            /**
             * Format: int64
             * @description The number of users who have flagged it. It lags a little.
             */
            flag_count: number;
            /** @description Why the contribution is held for review: `new_account`, `word` or `links`. Absent from those that are not held. */
            hold_reason?: string;
            /** @description When it was last flagged: RFC 3339, UTC; `null` if only staff have moderated it. */
            last_flagged_at: string | null;
            /** @description When staff decided: RFC 3339, UTC; `null` while they have not. */
            moderation_at: string | null;
            /** @description Who decided; `null` while staff have not, or if that account was deleted. */
            moderation_by: components["schemas"]["AuthorView"] | null;
            /** @description `ignored` or `hidden`, or `held` for review; `null` while staff have not decided. */
            moderation_status: string | null;
            /**
             * Format: int32
             * @description The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic; `null` without one.
             */
            moderation_type: number | null;
        };
        /** @description The attributes of a folder: those that `fields[folders]` names, by default all. */
        FolderAttributes: {
            /** @description The title, at most 200 characters, unique within the parent. The special folders are `inbox` and `home`. */
            title?: string;
        };
        /** @description A document with changes to a folder. */
        FolderChange: {
            /** @description The folder. */
            data: components["schemas"]["FolderChangeResource"];
        };
        /** @description The attributes of a folder to change. */
        FolderChangeAttributes: {
            /** @description One line of 1 to 200 characters, not all blank, unique within the parent. Absent keeps the title. */
            title?: string;
        };
        /** @description Changes to a folder: a new title, a new parent, or both. The inbox and home folders cannot be changed. */
        FolderChangeResource: {
            /** @description The attributes to change. */
            attributes?: components["schemas"]["FolderChangeAttributes"];
            /**
             * Format: uuid
             * @description The folder's id, as in the path.
             */
            id: string;
            /** @description The relationships to change. The folder moves with everything below it, to a folder of the same owner. */
            relationships?: components["schemas"]["IntoFolder"];
            /** @description Always `folders`. */
            type: string;
        };
        /** @description A document with one folder. */
        FolderDocument: {
            /** @description The folder. */
            data: components["schemas"]["FolderResource"];
        };
        /** @description The type and id of a folder. */
        FolderIdentifier: {
            /**
             * Format: uuid
             * @description The folder's id.
             */
            id: string;
            /** @description Always `folders`. */
            type: string;
        };
        /** @description A page of the folders directly inside a folder. */
        FolderList: {
            /** @description The folders of this page. */
            data: components["schemas"]["FolderResource"][];
            /** @description Links to other pages. */
            links: components["schemas"]["PageOfLinks"];
            /** @description The position of this page in the list. */
            meta: components["schemas"]["PageMeta"];
        };
        /** @description The relationships of a folder: those that `fields[folders]` names, by default all. */
        FolderRelationships: {
            /** @description The folder that contains this one; its `data` is `null` for the inbox and home folders. */
            parent?: components["schemas"]["ToResource"];
        };
        /** @description A folder of a user. */
        FolderResource: {
            /** @description The attributes; absent if `fields[folders]` names none of them. */
            attributes?: components["schemas"]["FolderAttributes"];
            /**
             * Format: uuid
             * @description The folder's id, a UUID that also names the owner.
             */
            id: string;
            /** @description The relationships; absent if `fields[folders]` names none of them. */
            relationships?: components["schemas"]["FolderRelationships"];
            /** @description Always `folders`. */
            type: string;
        };
        /** @description An empty object. */
        FollowOut: Record<string, never>;
        /** @description A game of the games database. */
        Game: {
            /** @description The id of the background picture in the games database. `null` and the empty text keep the known one. */
            backdrop_id?: string | null | number;
            /** @description The id of the cover in the games database. `null` and the empty text keep the known one. */
            cover_id?: string | null | number;
            /** @description The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`. */
            igdb: string | number;
            /** @description The name of the game, 1 to 200 characters. The first action of any user on a game sets its name; later names are ignored. */
            name: string | number;
            /** @description The part of the game's address that names it. `null` and the empty text keep the known one. */
            slug?: string | null | number;
        };
        /** @description Names a game. */
        GameId: {
            /** @description The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`. */
            igdb: string | number;
        };
        /** @description A game in a list of a user. */
        GameView: {
            /** @description The id of the background picture in the games database, as the user sent it; `null` if unset. */
            backdrop_id: string | null;
            /** @description The id of the cover in the games database, as the user sent it; `null` if unset. */
            cover_id: string | null;
            /** @description The game's id in this community. */
            id: components["schemas"]["Id"];
            /** @description The game's id in the games database. */
            igdb: string;
            /** @description The name that the first user to act on the game gave it. */
            name: string;
            /** @description The part of the game's address that names it, as the user sent it; `null` if unset. */
            slug: string | null;
        };
        /**
         * @description A gender.
         * @enum {string}
         */
        Gender: "Male" | "Female" | "Unspecified";
        /** @description The result of a health check that passed. A failed check is an error response. */
        HealthOut: {
            /** @description `ok` from `/health/`, `ready` from `/health/ready/`. */
            status: string;
        };
        /**
         * Format: int64
         * @description A positive integer below 2^53. Newer things have larger ids.
         */
        Id: number;
        /** @description The type and id of a resource. */
        Identifier: {
            /**
             * Format: uuid
             * @description The id of the resource.
             */
            id: string;
            /** @description The type: `users` or `folders`. */
            type: string;
        };
        /** @description The place of a folder. */
        IntoFolder: {
            /** @description The folder that contains this one. */
            parent: components["schemas"]["ToFolder"];
        };
        /** @description The answer to `is_blocked`. */
        IsBlocked: {
            /** @description Whether the caller blocks the user. */
            is_blocked: boolean;
        };
        /** @description The answer to `is_connection`. */
        IsConnection: {
            /** @description Whether the caller is connected with the user. */
            is_connection: boolean;
        };
        /** @description The answer to `is_followed`. */
        IsFollowed: {
            /** @description Whether the caller follows the user. */
            is_followed: boolean;
        };
        /** @description The answer to `is_follower`. */
        IsFollower: {
            /** @description Whether the user follows the caller. */
            is_follower: boolean;
        };
        /** @description The answer to `is_hidden`. */
        IsHidden: {
            /** @description Whether the caller hides the user. */
            is_hidden: boolean;
        };
        /** @description The answer to `is_hidden_by`. */
        IsHiddenBy: {
            /** @description Whether the user hides the caller. */
            is_hidden_by: boolean;
        };
        /** @description An entry of a user's journal of games. */
        JournalEntryView: {
            /**
             * Format: date
             * @description The day that the entry is about, `YYYY-MM-DD`.
             */
            date: string;
            /** @description What the user did with the game: `F` finished, `S` started, `P` played, `A` abandoned or `R` replayed it. */
            entry_type: string;
            /** @description The game. */
            game: components["schemas"]["GameView"];
            /** @description The entry's id. */
            id: components["schemas"]["Id"];
            /** @description Whether the user liked the game; `null` if unset. */
            liked: boolean | null;
            /** @description The platform that the user played on; `null` if unset. */
            platform: string | null;
            /** @description The number of stars, `0.0` to `5.0` in halves; `null` if unset. */
            rating: string | null;
            /** @description A review in plain text, which may hold line breaks; `null` if unset. */
            review: string | null;
            /** @description Whether the review gives the story away; `null` if unset. */
            spoilers: boolean | null;
            /** @description The id of the user whose journal it is. */
            user: components["schemas"]["Id"];
        };
        /** @description The game of an entry, in the names of the web front end. The names of a game in lists are taken too. */
        JournalGame: {
            /** @description The id of the background picture in the games database. */
            backdropId?: string | null;
            /** @description The id of the cover in the games database. */
            coverId?: string | null;
            /** @description The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`. */
            id: string;
            /** @description The name of the game, 1 to 200 characters. */
            name: string;
            /** @description The part of the game's address that names it. */
            slug?: string | null;
        };
        /** @description The entries of a journal about one month. */
        JournalMonthView: {
            /** @description The entries, latest day first. */
            entries: components["schemas"]["JournalEntryView"][];
            /**
             * Format: int32
             * @description The month, 1 to 12.
             */
            month: number;
        };
        /** @description The entries of a journal about one year. */
        JournalYearView: {
            /** @description The months that have entries, latest first. */
            months: components["schemas"]["JournalMonthView"][];
            /**
             * Format: int32
             * @description The year.
             */
            year: number;
        };
        /** @description What is shown of a link. The page is never fetched. */
        LinkView: {
            /** @description Always empty. */
            description: string;
            /** @description Always empty. */
            images: string[];
            /** @description The title of the media, or else the host of the URL. */
            title: string;
            /** @description The URL of the link. */
            url: string;
        };
        /** @description A page of a list. */
        ListOfAvatarView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["AvatarView"][];
        };
        /** @description A page of a list. */
        ListOfBriefUserView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["BriefUserView"][];
        };
        /** @description A page of a list. */
        ListOfCommentView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["CommentView"][];
        };
        /** @description A page of a list. */
        ListOfConnectionRequestView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["ConnectionRequestView"][];
        };
        /** @description A page of a list. */
        ListOfFeatureView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["FeatureView"][];
        };
        /** @description A page of a list. */
        ListOfFeedUnitView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["FeedUnitView"][];
        };
        /** @description A page of a list. */
        ListOfFlagView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["FlagView"][];
        };
        /** @description A page of a list. */
        ListOfFlaggedContributionView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["FlaggedContributionView"][];
        };
        /** @description A page of a list. */
        ListOfModeratedUserView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["ModeratedUserView"][];
        };
        /** @description A page of a list. */
        ListOfPostView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["PostView"][];
        };
        /** @description A page of a list. */
        ListOfPreferenceView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["PreferenceView"][];
        };
        /** @description A page of a list. */
        ListOfReactionView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["ReactionView"][];
        };
        /** @description A page of a list. */
        ListOfSuggestionView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["SuggestionView"][];
        };
        /** @description A page of a list. */
        ListOfUserFeedUnitView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["UserFeedUnitView"][];
        };
        /** @description A page of a list. */
        ListOfUserView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["UserView"][];
        };
        /** @description A page of a list. */
        ListOfVoteView: {
            /**
             * Format: int64
             * @description The number of rows in the whole list.
             */
            count: number;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            previous: string | null;
            /** @description The rows of this page. Some lists leave out rows after a page is read, so a page can be shorter than `limit` or empty while `next` still leads on. */
            results: components["schemas"]["VoteView"][];
        };
        /** @description The location of a post. */
        LocationView: {
            /**
             * Format: double
             * @description Latitude in degrees, -90 to 90.
             */
            lat: number;
            /**
             * Format: double
             * @description Longitude in degrees, -180 to 180.
             */
            lng: number;
            /** @description The place in words; empty if unset. */
            location: string;
        };
        /** @description Loyalty points. */
        LoyaltyPoints: {
            /**
             * Format: int64
             * @description Always 0.
             */
            points: number;
        };
        /** @description A code from a mail. */
        MailedCode: {
            /** @description The code in the mail. */
            validation_code: string;
        };
        /** @description The lists that hold the game. Either all fields are present or none. */
        MarksSchema: {
            /** @description Whether the caller's backlog holds the game. */
            backlog?: boolean;
            /** @description Whether the caller's list of liked games holds the game. */
            liked?: boolean;
            /** @description Whether the caller's list of played games holds the game. */
            played?: boolean;
            /** @description Whether the caller's wishlist holds the game. */
            wishlist?: boolean;
        };
        /** @description Which of the caller's lists hold a game; an empty object if no user has acted on the game yet. */
        MarksView: components["schemas"]["MarksSchema"];
        /** @description Names the other user, or none. */
        MaybeByUsername: {
            /** @description The username of the other user. If it is absent, `null` or empty, the call applies to all users. */
            username?: string | null;
        };
        /** @description The caller: the user object, with what the caller may do. */
        MeView: components["schemas"]["UserView"] & {
            /** @description What the caller may do. */
            permission: components["schemas"]["PermissionView"];
            /** @description The number of unseen notifications, counted up to 64. */
            unseen_interactions_counter: number;
            /** @description Always 0: there are no banners. */
            unseen_notification_banners_counter: number;
        };
        /** @description A chunk of a picture, which is the file `image` of a multipart body. */
        MediaChunk: {
            /** @description The upload that the chunk continues. Absent for the first chunk. */
            upload_id?: string | null;
        };
        /** @description What to change of a media. Absent fields stay as they are. In a multipart body, the file `image` replaces the picture. */
        MediaEdit: {
            /** @description A title, one line of at most 100 characters. */
            title?: string | null;
            /** @description The URL of a link: `http` or `https`, at most 500 characters. */
            url?: string;
        };
        /** @description A media of a post: with its content if kith has it, otherwise the id that the host application gave it. */
        MediaOfPostView: components["schemas"]["MediaView"] | components["schemas"]["Id"];
        /** @description How far an upload in chunks has come. */
        MediaUploadView: {
            /** @description Until when the upload can be continued: RFC 3339, UTC. */
            expires: string;
            /** @description The number of bytes that have come, as text. */
            offset: string;
            /** @description The upload's id, as text. Send it with the next chunk, and to complete the upload. */
            upload_id: string;
        };
        /** @description A picture or a link. */
        MediaView: {
            /** @description When it was added: RFC 3339, UTC. */
            added_at: string;
            /** @description The link as an embedded object; `null` for a picture. */
            embed: components["schemas"]["EmbedView"] | null;
            /** @description The media's id. */
            id: components["schemas"]["Id"];
            /** @description The URL of the picture, at most 1,200 pixels wide; `null` for a link. */
            image: string | null;
            /**
             * Format: int32
             * @description The height of the picture, in pixels; `null` for a link.
             */
            image_height: number | null;
            /** @description The media type of the picture, `image/jpeg` or `image/png`; `null` for a link. */
            image_mimetype: string | null;
            /** @description A smaller picture; `null` for a link. */
            image_thumbnail: components["schemas"]["ThumbnailView"] | null;
            /**
             * Format: int32
             * @description The width of the picture, in pixels; `null` for a link.
             */
            image_width: number | null;
            /** @description The place among the media of the post, from 0. */
            order: number;
            /** @description The title; empty if it has none. */
            title: string;
            /** @description `image` or `url`. */
            type: string;
            /** @description The URL of a link; `null` for a picture. */
            url: string | null;
        };
        /** @description A menu without items. */
        Menu: {
            /**
             * Format: int64
             * @description The menu's id.
             */
            id: number;
            /** @description Always empty. */
            items: components["schemas"]["NoEntry"][];
            /** @description The menu's name. */
            name: string;
        };
        /** @description A flagged or banned user. */
        ModeratedUserView: components["schemas"]["UserView"] & components["schemas"]["BanView"];
        /** @description What staff decide about a contribution. */
        ModerationDecision: {
            /** @description What is done. */
            action: string;
            /** @description What the id is of. */
            contribution_type: string;
            /**
             * Format: int32
             * @description The reason, which the author is told: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic. A word is taken too: `spam`, `advertising`, `aggressive`, `vulgar`, `poor` or `offtopic`.
             */
            moderation_type?: number;
            /** @description The user whom `scold_flagger` is about, who must have flagged the contribution. */
            user?: components["schemas"]["Id"];
        };
        /** @description What staff have decided about a contribution. */
        ModerationStatusView: {
            /**
             * Format: int32
             * @description The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic; `null` without one.
             */
            flag_type: number | null;
            /** @description The reason in words; `null` without one. */
            flag_type_description: string | null;
            /** @description `open`, `ignored`, `hidden`, `deleted`, or `held` for review. */
            status: string;
        };
        /** @description A page of the caller's notifications, with the ids that lead to the pages around it. */
        MyNotificationsOut: {
            /** @description The page in one line, such as "3 new followers, 1 message". */
            collapsed: string;
            /** @description Whether anything on the page is unseen. */
            is_new: boolean;
            /** @description The id of the last notification on the page, to be passed as `next_id`; `null` if there are no older ones. */
            next_id: components["schemas"]["Id"] | null;
            /** @description The id of the first notification on the page, to be passed as `prev_id`; `null` if there are no newer ones. */
            prev_id: components["schemas"]["Id"] | null;
            /** @description The results, newest first. */
            results: components["schemas"]["ResultView"][];
        };
        /** @description A username, at most 150 characters. */
        NameToFind: string;
        /** @description A document with a new account. */
        NewAccount: {
            /** @description The account. */
            data: components["schemas"]["NewAccountResource"];
        };
        /** @description The attributes of a new account. */
        NewAccountAttributes: {
            /** @description The e-mail address, at most 254 characters; unique without regard to case. `null` or empty for none. */
            email?: string | null;
            /** @description The first name: one line of at most 150 characters. */
            first_name?: string | null;
            /** @description Whether the account is active: `true` by default. */
            is_active?: boolean;
            /** @description Whether the user is staff: `false` by default. Only superusers can grant this. */
            is_staff?: boolean;
            /** @description Whether the user is a superuser: `false` by default. Only superusers can grant this. */
            is_superuser?: boolean;
            /** @description The last name: one line of at most 150 characters. */
            last_name?: string | null;
            /** @description 1 to 150 ASCII letters, digits, `.`, `+`, `@`, `-` and `_`; unique without regard to case. It cannot be an integer, a UUID, a reserved word or the e-mail address of another user. */
            username: string;
        };
        /** @description A new account. It has no password until one is set, so no one can log in to it. */
        NewAccountResource: {
            /** @description The attributes. Only `username` is required. */
            attributes: components["schemas"]["NewAccountAttributes"];
            /** @description Always `users`. */
            type: string;
        };
        /** @description A choice of a poll. */
        NewChoice: {
            /** @description The text of the choice, one line of 1 to 150 characters. */
            choice: string;
        };
        /** @description A new comment. */
        NewComment: {
            /** @description The id of the discussion. Either this or `post` is required. */
            discussion?: components["schemas"]["Id"] | null;
            /** @description The id of the reply that this one answers: a reply to the same `parent`, or the parent itself. */
            in_reply_to?: components["schemas"]["Id"] | null;
            /** @description The id of the comment to reply to, which is not a reply itself; `null` for a comment on the post. */
            parent?: components["schemas"]["Id"] | null;
            /** @description The id of the post. Either this or `discussion` is required. */
            post?: components["schemas"]["Id"] | null;
            /** @description Plain text or HTML, at most 5,000 characters, 500 tags, and 8 KiB after it is cleaned. It may not be blank. */
            text: string;
        };
        /** @description The subscription of a browser, as `JSON.stringify` writes it. Other properties are ignored. */
        NewDevice: {
            /**
             * Format: push-endpoint
             * @description An `https` URL of a push service of a browser, at most 1,000 characters.
             */
            endpoint: string;
            /** @description The keys with which pushes are encrypted for the browser. */
            keys: components["schemas"]["DeviceKeys"];
        };
        /** @description A new discussion. */
        NewDiscussion: {
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            addressing?: components["schemas"]["Id"][] | null;
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            categories?: components["schemas"]["Id"][] | null;
            /** @description The place of the post; `null` removes it. An object whose fields are all `null` counts as absent. */
            location?: components["schemas"]["NewLocation"] | null;
            /** @description At most 20 ids of media of the author. `null` empties the list. If the community takes media of the host application (`KITH_FOREIGN_MEDIA`), other ids are kept as they are. */
            medias?: components["schemas"]["Id"][] | null;
            /** @description The poll; it cannot be added later. */
            poll?: components["schemas"]["NewPoll"] | null;
            /** @description Plain text or HTML, at most 10,000 characters, 500 tags, and 64 KiB after it is cleaned. `null` and the empty text clear it. */
            text?: string | null;
            /** @description The title, one line of 1 to 150 characters. */
            title: string;
        };
        /** @description The reason for a flag. */
        NewFlag: {
            /**
             * Format: int32
             * @description 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic.
             */
            flag_type: number;
        };
        /** @description A document with a new folder. */
        NewFolder: {
            /** @description The folder. */
            data: components["schemas"]["NewFolderResource"];
        };
        /** @description The attributes of a new folder. */
        NewFolderAttributes: {
            /** @description One line of 1 to 200 characters, not all blank. No two folders of one parent have the same title; titles that differ in case are different. */
            title: string;
        };
        /** @description A new folder. It belongs to the owner of its parent. */
        NewFolderResource: {
            /** @description The attributes. */
            attributes: components["schemas"]["NewFolderAttributes"];
            /** @description The relationships. */
            relationships: components["schemas"]["IntoFolder"];
            /** @description Always `folders`. */
            type: string;
        };
        /** @description A new entry of the caller's journal. `null` counts as absent. */
        NewJournalEntry: {
            /**
             * Format: date
             * @description The day that the entry is about, `YYYY-MM-DD`.
             */
            date: string | number;
            /** @description `F` finished (the default), `S` started, `P` played, `A` abandoned or `R` replayed it. */
            entry_type?: string | null | number;
            /** @description The game. */
            game: components["schemas"]["JournalGame"];
            /** @description Whether the user liked the game: `true` also adds it to the liked games. */
            liked?: components["schemas"]["Flag"] | null;
            /** @description The platform that the user played on, at most 64 characters. */
            platform?: string | null | number;
            /**
             * Format: double
             * @description The number of stars, 0 to 5 in steps of 0.5. Unless it is 0, the game is also rated.
             */
            rating?: number | null;
            /** @description A review in plain text, at most 5,000 characters; line breaks and tabs are allowed. */
            review?: string | null | number;
            /** @description Whether the review gives the story away. */
            spoilers?: components["schemas"]["Flag"] | null;
        };
        /** @description A place. */
        NewLocation: {
            /**
             * Format: double
             * @description The latitude in degrees, -90 to 90. Required, unless every field is `null`.
             */
            lat?: number | null;
            /**
             * Format: double
             * @description The longitude in degrees, -180 to 180. Required, unless every field is `null`.
             */
            lng?: number | null;
            /** @description The place in words, at most 100 characters. */
            location?: string | null;
        };
        /** @description A picture, in a multipart body as the file `image`, or a link. */
        NewMedia: {
            /** @description A title, one line of at most 100 characters. */
            title?: string | null;
            /** @description `image` or `url`; by default `url` if the body has a `url`. */
            type?: string | null;
            /** @description The URL of a link: `http` or `https`, at most 500 characters. */
            url?: string;
        };
        /** @description A custom notification. */
        NewNotice: {
            /** @description The text, at most 1,000 characters; line breaks and tabs are allowed. */
            description?: string | null;
            /** @description `connections` (the default; also `null` and the empty text) reaches the users connected with `user`, or the followers of `user` in the community mode `follow`. `user` reaches that user alone. */
            recipients_type?: string | null;
            /** @description The title, one line of 1 to 200 characters. */
            title: string;
            /** @description A word of the host application's own, at most 50 characters. */
            type?: string | null;
            /** @description The id of the user on whose behalf the notification is sent. */
            user: components["schemas"]["Id"];
        };
        /** @description A new password for an account. */
        NewPassword: {
            /**
             * Format: password
             * @description 8 to 128 characters, no control characters, and not easy to guess.
             */
            password: string;
        };
        /** @description A poll: a question with 2 to 20 choices. */
        NewPoll: {
            /** @description The choices, no two alike. They cannot change later. */
            choices: components["schemas"]["NewChoice"][];
            /**
             * Format: date-time
             * @description When the poll stops taking votes: a time in the future, RFC 3339, at most `9999-12-30T22:00:00.999Z`. `null` and the empty text mean never.
             */
            expiration_at?: string | null;
            /** @description Whether a user may vote for more than one choice; `false` if absent. */
            multiple_choices?: components["schemas"]["Flag"];
            /** @description The question, one line of 1 to 200 characters. */
            title: string;
        };
        /** @description A new post. It needs a text, an image in its text, media or a poll. */
        NewPost: {
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            addressing?: components["schemas"]["Id"][] | null;
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            categories?: components["schemas"]["Id"][] | null;
            /** @description The place of the post; `null` removes it. An object whose fields are all `null` counts as absent. */
            location?: components["schemas"]["NewLocation"] | null;
            /** @description At most 20 ids of media of the author. `null` empties the list. If the community takes media of the host application (`KITH_FOREIGN_MEDIA`), other ids are kept as they are. */
            medias?: components["schemas"]["Id"][] | null;
            /** @description The poll; it cannot be added later. */
            poll?: components["schemas"]["NewPoll"] | null;
            /** @description Plain text or HTML, at most 10,000 characters, 500 tags, and 64 KiB after it is cleaned. `null` and the empty text clear it. */
            text?: string | null;
        };
        /** @description A rating of a game. */
        NewRating: {
            /** @description The id of the background picture in the games database. `null` and the empty text keep the known one. */
            backdrop_id?: string | null | number;
            /** @description The id of the cover in the games database. `null` and the empty text keep the known one. */
            cover_id?: string | null | number;
            /** @description The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`. */
            igdb: string | number;
            /** @description The name of the game, 1 to 200 characters. The first action of any user on a game sets its name; later names are ignored. */
            name: string | number;
            /**
             * Format: double
             * @description The number of stars, 0 to 5 in steps of 0.5.
             */
            rating: number;
            /** @description The part of the game's address that names it. `null` and the empty text keep the known one. */
            slug?: string | null | number;
        };
        /** @description A new account of another user. */
        NewUser: {
            /**
             * Format: email
             * @description The e-mail address, unique without regard to case.
             */
            email: string;
            /**
             * Format: password
             * @description The password: 8 to 128 characters, no control characters, and not easy to guess.
             */
            password: string;
            /** @description ASCII letters, digits, `-` and `_`. Unique without regard to case. Not a word that occurs in paths, an integer, a UUID or another user's e-mail address. */
            username: string;
        };
        /** @description An entry that does not occur. */
        NoEntry: Record<string, never>;
        /** @description An object without fields. */
        NoFields: Record<string, never>;
        /** @description The author of a deleted comment, who is not told. */
        NobodyView: {
            /** @description Always empty. */
            avatar: string;
            /** @description Always empty. */
            avatar_url: string;
            /** @description Always `true`. */
            deleted: boolean;
            /**
             * Format: int64
             * @description Always 0.
             */
            id: number;
            /** @description Always empty. */
            real_name: string;
            /** @description Always empty. */
            username: string;
        };
        /** @description An empty array. */
        Nothing: string[];
        /** @description A count of nothing. */
        NothingCounted: {
            /**
             * Format: int64
             * @description Always 0.
             */
            count: number;
        };
        /** @description A count of nothing, by category. */
        NothingUnseen: {
            /**
             * Format: int64
             * @description Always 0.
             */
            count: number;
            /** @description Always empty. */
            count_by_category: components["schemas"]["NoEntry"][];
            /**
             * Format: int64
             * @description Always 0.
             */
            total: number;
        };
        /** @description One notification: the common fields, and the fields of its kind. */
        NotificationView: Record<string, never> & {
            /** @description When the event happened: RFC 3339, UTC. */
            active_at: string;
            /** @description Whether the notification is unseen. */
            is_new: boolean;
            /** @description The id of the notification, an integer as text. Marking it as read marks this notification alone. */
            sid: string;
            /** @description The kind: `user_follow`, `connection_request`, `connection_accept`, `contribution`, `comment`, `nested_comment`, `vote_up`, `mention`, `follow`, `custom_notification`, `blocked_user`, `unblocked_user`, `undeleted_for`, `kindly_notice_flag`, or `collapsed_for_`, `deleted_for_` or `kindly_notice_` and `advertising`, `aggressive`, `vulgar`, `poor` or `offtopic`. */
            type: string;
        };
        /** @description A page of the caller's notifications, with the URLs of the pages around it. */
        NotificationsOut: {
            /** @description The URL of the page of older notifications; `null` if there are none. */
            next: string | null;
            /** @description The URL of the page of newer notifications; `null` if there are none. */
            previous: string | null;
            /** @description The results, newest first. */
            results: components["schemas"]["ResultView"][];
        };
        /** @description An error of the token endpoints, in the shape of RFC 6749. */
        OAuthErrors: {
            /** @description What is wrong, as a code of RFC 6749 such as `invalid_grant`. */
            error: string;
            /** @description What is wrong, as a sentence for people. */
            error_description: string;
        };
        /** @description The flag to take back. */
        OldFlag: {
            /**
             * Format: int32
             * @description Takes only a flag of this type back; by default, of any type.
             */
            flag_type?: number;
        };
        /** @description The caller's rating of a game; an empty object if there is none. */
        OwnRatingView: components["schemas"]["RatingSchema"];
        /** @description The position of a page in the list. */
        PageMeta: {
            /** @description The number of the page, of all pages and of all rows. */
            pagination: components["schemas"]["PageNumbers"];
        };
        /** @description The number of the page, of all pages and of all rows. */
        PageNumbers: {
            /**
             * Format: int64
             * @description The number of rows in the whole list. For a search it is the number found within the bounds of the search.
             */
            count: number;
            /**
             * Format: int64
             * @description The number of this page, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description The number of pages, at least 1.
             */
            pages: number;
        };
        /** @description Links to other pages of the list: absolute URLs that keep the other parameters of the request. Follow them as they are. */
        PageOfLinks: {
            /** @description URL of the first page. */
            first: string;
            /** @description URL of the last page; `null` if the list is not counted. */
            last: string | null;
            /** @description URL of the next page; `null` on the last page. */
            next: string | null;
            /** @description URL of the previous page; `null` on the first page. */
            prev: string | null;
        };
        /** @description The current and the new password. */
        PasswordChange: {
            /**
             * Format: password
             * @description The new password: 8 to 128 characters, no control characters, and not easy to guess.
             */
            new_password: string;
            /**
             * Format: password
             * @description The current password.
             */
            password: string;
        };
        /** @description A code from a recovery mail and a new password. */
        PasswordReset: {
            /**
             * Format: password
             * @description The new password: 8 to 128 characters, no control characters, and not easy to guess.
             */
            password: string;
            /** @description The code in the mail. */
            validation_code: string;
        };
        /** @description What the caller may do. It depends on the caller's status, on the community mode, and, where the community requires a confirmed e-mail address, on whether the caller's is. */
        PermissionView: {
            /** @description Whether the community has friendships, so that the caller may accept connection requests. */
            accept_connection: boolean;
            /** @description Whether the caller may contribute; `true` for an approved user. */
            create_contribute: boolean;
            /** @description Always `false`: there are no courses. */
            create_course: boolean;
            /** @description Always `false`: there are no events. */
            create_event: boolean;
            /** @description Always `false`: there are no groups. */
            create_group: boolean;
            /** @description Always `false`: there are no live streams. */
            create_live_stream: boolean;
            /** @description Whether the caller may publish polls; `true` for an approved user. */
            create_poll: boolean;
            /** @description Whether the caller may publish posts and discussions; `true` for an approved user. */
            create_post: boolean;
            /** @description Whether the community has follows. */
            follow_user: boolean;
            /** @description Whether the caller may add a location to a post; `true` for an approved user. */
            locate_post: boolean;
            /** @description Whether the community has friendships, so that the caller may request connections. */
            request_connection: boolean;
        };
        /** @description The caller's picture. */
        PictureView: {
            /** @description URL of the primary avatar, or of a Gravatar if the caller has uploaded none. */
            avatar: string;
        };
        /** @description The address of the back office. */
        Platform: {
            /** @description Always empty. */
            platform_url: string;
            /** @description Always `null`. */
            token_details: components["schemas"]["NoEntry"] | null;
        };
        /** @description The fields of a poll to change. Absent fields stay as they are. */
        PollChange: {
            /** @description Whether the poll is closed: a closed poll takes no votes. An expired poll is shown as closed; sending that back changes nothing. */
            closed?: components["schemas"]["Flag"];
            /**
             * Format: date-time
             * @description When the poll stops taking votes: a time in the future, RFC 3339, at most `9999-12-30T22:00:00.999Z`, or the stored one. `null` and the empty text mean never.
             */
            expiration_at?: string | null;
            /** @description The question, one line of 1 to 200 characters. */
            title?: string;
        };
        /** @description The poll of a post, with its results. */
        PollView: {
            /** @description When the poll was created: RFC 3339, UTC. */
            added_at: string;
            /** @description The 2 to 20 choices, in the order in which they were created. */
            choices: components["schemas"]["ChoiceView"][];
            /** @description Whether the poll takes no votes, because an edit closed it or because it has expired. */
            closed: boolean;
            /** @description When the poll stops taking votes: RFC 3339, UTC. `null` if it does not expire. */
            expiration_at: string | null;
            /** @description Always `false`. */
            hidden: boolean;
            /** @description The poll's id. */
            id: components["schemas"]["Id"];
            /** @description When the poll was last changed, or else created: RFC 3339, UTC. */
            modified_at: string;
            /** @description Whether a user may vote for more than one choice. */
            multiple_choices: boolean;
            /** @description The question. */
            title: string;
            /** @description The caller's own votes; empty for an anonymous caller. */
            votes: components["schemas"]["PollVoteView"][];
        };
        /** @description A vote of the caller's for a choice of a poll. */
        PollVoteView: {
            /** @description The id of the choice. */
            choice: components["schemas"]["Id"];
            /** @description The vote's id. */
            id: components["schemas"]["Id"];
            /** @description The id of the user who voted: the caller. */
            user: components["schemas"]["Id"];
        };
        /** @description The fields of a post to change. Absent fields stay as they are. */
        PostChange: {
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            addressing?: components["schemas"]["Id"][] | null;
            /** @description At most 10 ids, which belong to the host application. `null` empties the list. */
            categories?: components["schemas"]["Id"][] | null;
            /** @description The place of the post; `null` removes it. An object whose fields are all `null` counts as absent. */
            location?: components["schemas"]["NewLocation"] | null;
            /** @description At most 20 ids of media of the author. `null` empties the list. If the community takes media of the host application (`KITH_FOREIGN_MEDIA`), other ids are kept as they are. */
            medias?: components["schemas"]["Id"][] | null;
            /** @description The fields of the poll to change; `null` changes nothing. */
            poll?: components["schemas"]["PollChange"] | null;
            /** @description Plain text or HTML, at most 10,000 characters, 500 tags, and 64 KiB after it is cleaned. `null` and the empty text clear it. */
            text?: string | null;
        };
        /**
         * @description A discussion has a title, a post has none.
         * @enum {string}
         */
        PostKind: "discussion" | "post";
        /** @description A post or a discussion. */
        PostView: {
            /** @description When the post was published: RFC 3339, UTC. */
            added_at: string;
            /** @description Ids that the post is addressed to, as they were sent. The host application gives them their meaning. */
            addressing: components["schemas"]["Id"][];
            /** @description The author. */
            author: components["schemas"]["AuthorView"];
            /** @description Ids of categories, as they were sent. The host application gives them their meaning. */
            categories: components["schemas"]["Id"][];
            /** @description Whether staff have hidden the post, and the caller sees none of its content: `true`, or else the empty text. */
            collapsed: components["schemas"]["Collapsed"];
            /**
             * Format: int64
             * @description The number of comments on the post and of replies to them, without deleted ones. It lags a little.
             */
            comment_count: number;
            /** @description Always `false`: deleted posts are not shown. */
            deleted: boolean;
            /**
             * Format: int64
             * @description The number of users who have flagged the post. It lags a little.
             */
            flag_count: number;
            /** @description Whether the caller follows the post; absent where `voted` is. */
            followed?: boolean;
            /**
             * Format: int64
             * @description The same as `followers`.
             */
            follower_count: number;
            /**
             * Format: int64
             * @description The number of users who follow the post. It lags a little.
             */
            followers: number;
            /** @description `true` while the post is held for review: no one but the author and staff sees it. Absent otherwise. */
            held_for_review?: boolean;
            /** @description The text as HTML, cleaned when it was stored: no script survives. */
            html: string;
            /** @description The post's id. */
            id: components["schemas"]["Id"];
            /** @description When the post was last edited, or else published: RFC 3339, UTC. */
            last_activity_at: string;
            /** @description When the post was last edited: RFC 3339, UTC. `null` if it never was. */
            last_edited_at: string | null;
            /** @description The location of the post; `null` if it has none. */
            location: components["schemas"]["LocationView"] | null;
            /** @description `images` if there are `medias`, otherwise empty. */
            media_type: string;
            /** @description The media: an object each, or the id of one that the host application keeps. */
            medias: components["schemas"]["MediaOfPostView"][];
            /** @description The poll; `null` if the post has none. */
            poll: components["schemas"]["PollView"] | null;
            /** @description The reaction of the caller's vote; `null` without one. */
            reaction: components["schemas"]["ReactionView"] | null;
            /** @description How many votes have each reaction. They lag a little. Empty in notifications with many long texts. */
            reactions_count: components["schemas"]["ReactionCountView"][];
            /**
             * Format: int64
             * @description The number of votes for the post. It lags a little.
             */
            score: number;
            /**
             * Format: int64
             * @description Always 0: posts are not shared.
             */
            share_count: number;
            /** @description A readable name for URLs, at most 60 characters, made once from the title, or else from the summary, or else the `type`. An edit keeps it. */
            slug: string;
            /** @description The beginning of the text without markup, at most 300 characters, as HTML: `<`, `>`, `&` and quotes are escaped. */
            summary: string;
            /** @description The text as in `html`, or as in `summary` if it goes on after that. */
            summary_html: string;
            /** @description Whether the text goes on after the summary. */
            summary_truncated: boolean;
            /** @description Whether the caller has suspended notifications about the post; absent where `voted` is. */
            suspended?: boolean;
            /** @description The title of a discussion; empty for a post. */
            title: string;
            /** @description The kind. */
            type: components["schemas"]["PostKind"];
            /**
             * Format: int64
             * @description The number of users who have seen the post. It lags a little.
             */
            view_count: number;
            /**
             * Format: int64
             * @description The same as `score`.
             */
            vote_count: number;
            /** @description Whether the caller has voted for the post; `false` for an anonymous caller. Absent in notifications and in the queue of the moderators. */
            voted?: boolean;
        };
        /** @description The new value of a preference. */
        PreferenceChange: {
            /** @description A text of at most 255 characters, a colour such as `#1f5f8b`, an `http` or `https` URL, or a path such as `/post/{id}/`, as the type of the preference says. `null` and the empty text restore the default. */
            value: string | null;
        };
        /** @description A preference of the community. */
        PreferenceView: {
            /** @description What the preference is for. */
            help: string;
            /**
             * Format: int64
             * @description The preference's id.
             */
            id: number;
            /** @description The name, unique in all sections. */
            name: string;
            /** @description The section that the preference belongs to, such as `configurations`. */
            section: string;
            /** @description The type of the value: `boolean`, `integer`, `string`, `color`, `url` or `url_template`. */
            type: string;
            /** @description The value: a boolean, an integer or a text, as `type` says. */
            value: unknown;
        };
        /** @description The fields of a profile to change. Absent fields stay as they are. */
        ProfileChange: {
            /** @description A text about the user, at most 255 characters; line breaks and tabs are allowed. `null` and the empty text clear it. */
            bio?: string | null | number;
            /**
             * Format: email
             * @description Unique without regard to case. A new address is unconfirmed, or where the community sends mail awaits the code that is mailed to it. Cannot be cleared.
             */
            email?: string | number;
            /** @description A place in words, at most 50 characters. `null` and the empty text clear it. */
            location?: string | null | number;
            /** @description The Twitter name, at most 15 characters. `null` and the empty text clear it. */
            twitter?: string | null | number;
            /** @description Unique without regard to case. It may not be an integer, a UUID, a reserved word, or another user's e-mail address. Cannot be cleared. */
            username?: string | number;
        };
        /** @description A user's profile, with the user's game lists, followings and followers. The four game lists cover at most 1,000 games together, and at most about 5 MB: the first in the order of `igdb` as text. */
        ProfileView: {
            /** @description The games that the user wants to play, in the order of `igdb` as text. */
            backlog: components["schemas"]["GameView"][];
            /** @description A text about the user, which may hold line breaks; `null` if unset. */
            bio: string | null;
            /** @description The e-mail address; `null` if there is none, or if the caller may not see it. */
            email: components["schemas"]["Email"] | null;
            /** @description The user's favorite games, at most 5, in the order in which they were added. */
            favorites: components["schemas"]["GameView"][];
            /** @description Ids of the users who follow this user: the newest 1,000, newest first. */
            followers: components["schemas"]["Id"][];
            /**
             * Format: int64
             * @description The number of users who follow this user. It follows a change after a moment.
             */
            followers_count: number;
            /** @description Ids of the users whom this user follows: the newest 1,000, newest first. */
            following: components["schemas"]["Id"][];
            /** @description `true` if the caller follows the user, otherwise absent. */
            followingUser?: boolean;
            /**
             * Format: int64
             * @description The number of users whom this user follows. It follows a change after a moment.
             */
            following_count: number;
            /** @description URL of the uploaded avatar, or of a Gravatar of 120 pixels if there is none. */
            gravatar: string;
            /** @description The user's id. */
            id: components["schemas"]["Id"];
            /** @description The games that the user likes, in the order of `igdb` as text. */
            liked: components["schemas"]["GameView"][];
            /** @description A place in words; `null` if unset. */
            location: string | null;
            /** @description The caller's account; absent for an anonymous caller. */
            me?: components["schemas"]["AccountView"];
            /** @description The games that the user has played, in the order of `igdb` as text. */
            played: components["schemas"]["GameView"][];
            /** @description The user's Twitter name; `null` if unset. */
            twitter: string | null;
            /** @description The username, as the user wrote it. */
            username: string;
            /** @description The games that the user wants to have, in the order of `igdb` as text. */
            wishlist: components["schemas"]["GameView"][];
        };
        /** @description The subscription of a browser, as SelfCommunity's client writes it. Other properties are ignored. */
        PublishedDevice: {
            /**
             * Format: push-secret
             * @description The authentication secret: 16 bytes in base64, of either alphabet.
             */
            auth: string;
            /** @description `CHROME`, `FIREFOX` or `OPERA`. Not read if `registration_id` is a whole endpoint. */
            browser?: string | null;
            /**
             * Format: push-key
             * @description The public key: an uncompressed point of P-256 in base64, of either alphabet.
             */
            p256dh: string;
            /**
             * Format: push-registration
             * @description The last segment of the endpoint, or the whole endpoint, at most 1,000 characters.
             */
            registration_id: string;
        };
        /** @description The rating. Either all fields are present or none. */
        RatingSchema: {
            /** @description The game's id in this community. */
            game?: components["schemas"]["Id"];
            /** @description The number of stars, `0.0` to `5.0` in halves. */
            rating?: string;
            /** @description The caller's id. */
            user?: components["schemas"]["Id"];
        };
        /** @description A user's rating of a game. */
        RatingView: {
            /** @description The game's id in this community. */
            game: components["schemas"]["Id"];
            /** @description The number of stars, `0.0` to `5.0` in halves. */
            rating: string;
            /** @description The id of the user who rated it. */
            user: components["schemas"]["Id"];
        };
        /** @description How many votes have a reaction. */
        ReactionCountView: {
            /**
             * Format: int64
             * @description The number of votes, at least 1.
             */
            count: number;
            /** @description The reaction. */
            reaction: components["schemas"]["ReactionView"];
        };
        /** @description A reaction: how a vote is meant. */
        ReactionView: {
            /** @description Always `true`. */
            active: boolean;
            /**
             * Format: int32
             * @description The id; 1 is `like`.
             */
            id: number;
            /** @description A `data:` URL of a picture of its emoji, as SVG. */
            image: string;
            /** @description The name. */
            label: string;
            /**
             * Format: int32
             * @description Whether it is friendly (1), neither (0) or unfriendly (-1).
             */
            sentiment: number;
        };
        /** @description The posts that the caller has read. In JSON the bare array is accepted too. */
        ReadPosts: {
            /** @description At most 100 ids of posts and discussions. */
            object: components["schemas"]["Id"][];
        };
        /** @description The e-mail address of the account to recover. */
        Recovery: {
            /**
             * Format: email
             * @description The address.
             */
            email: string;
        };
        /** @description Codes for the day that the app is lost. */
        RecoveryCodes: {
            /** @description 10 codes, each of which is good once, in place of a code of the app. */
            recovery_codes: string[];
        };
        /** @description A new account. */
        Registration: {
            /**
             * Format: email
             * @description The e-mail address, unique without regard to case.
             */
            email: string | number;
            /**
             * Format: password
             * @description The new password: 8 to 128 characters, no control characters, and not easy to guess.
             */
            password: string | number;
            /** @description ASCII letters, digits, `-` and `_`. Unique without regard to case. Not a reserved word, an integer, a UUID or another user's e-mail address. */
            username: string | number;
        };
        /** @description The notifications of one kind within one hour of the clock, in UTC, and about one contribution if they are about any. */
        ResultView: Record<string, never> & {
            /** @description The notifications, newest first. A group that does not fit on a page goes on, under the same `sid`, on the next. */
            aggregated: components["schemas"]["NotificationView"][];
            /** @description Whether any of the notifications is unseen. */
            is_new: boolean;
            /** @description The id of the group, an integer as text. Marking it as read marks all notifications of the group. */
            sid: string;
        };
        /** @description Nothing: the answer says no more than its status. */
        RevokedView: Record<string, never>;
        /**
         * @description The role of a user who manages others: `admin` of superusers, `moderator` of staff.
         * @enum {string}
         */
        Role: "admin" | "moderator";
        /** @description Whether the caller's logins need a code. */
        SecondFactor: {
            /** @description Whether it is on. */
            enabled: boolean;
            /** @description How many recovery codes are left, at most 10. */
            recovery_codes_left: number;
        };
        /** @description A code of the second factor. */
        SecondFactorCode: {
            /** @description The code that the app shows. */
            code: string;
        };
        /** @description A code of the second factor that is turned off. */
        SecondFactorRemoval: {
            /** @description The code that the app shows, or a recovery code. Needed unless only a set-up is cancelled. */
            code?: string;
        };
        /** @description The secret of an authenticator app, to be confirmed with its first code. */
        SecondFactorSetUp: {
            /** @description The same as a URL that an app on this device opens. */
            otpauth_url: string;
            /** @description The URL as a QR code for the app's camera: an SVG picture. */
            qr: string;
            /** @description The secret, in base32, for users who type it into the app. */
            secret: string;
        };
        /** @description The posts that the caller has seen. */
        SeenPosts: {
            /** @description At most 100 ids of posts and discussions. If absent, the newest 100 entries of the home feed are marked; `null` counts as an empty list. */
            posts?: components["schemas"]["Id"][] | null;
        };
        /** @description A session: the account, and the token that authenticates its requests. */
        SessionView: {
            /** @description A JSON Web Token for the header `Authorization: Bearer <token>`. It lasts 12 hours unless the deployment sets another lifetime. */
            token: string;
            /** @description The account. */
            user: components["schemas"]["AccountView"];
        };
        /** @description The settings to change. Absent settings stay as they are. */
        SettingsChange: {
            /** @description Who sees the lists of followers, followings and connections: `everyone`, `members`, `connections` or `self`. */
            connections_visibility?: string;
            /**
             * Format: int32
             * @description E-mails about everything else: 0 off, 1 on.
             */
            email_notification_not_qa?: number;
            /**
             * Format: int32
             * @description Push notifications: 0 off, 1 on.
             */
            mobile_notifications_scmty?: number;
            /** @description Who sees the birthday, the gender and the location: `everyone`, `members`, `connections` or `self`. Coordinates are shown to connections at most. */
            profile_visibility?: string;
            /**
             * Format: int32
             * @description E-mails about questions and answers: -1 never, 0 at once, 1 once a day.
             */
            qa_frequency?: number;
            /**
             * Format: int32
             * @description Toast notifications in the web front end: 0 off, 1 on.
             */
            show_toast_notifications?: number;
            /**
             * Format: int32
             * @description A sound with each toast notification: 0 off, 1 on.
             */
            toast_notifications_emit_sound?: number;
        };
        /** @description A user's settings. */
        SettingsView: {
            /** @description Who sees the lists of followers, followings and connections, beside the user and staff. */
            connections_visibility: string;
            /**
             * Format: int32
             * @description A mail at most once a day about unseen notifications: 0 off, 1 on.
             */
            email_notification_not_qa: number;
            /**
             * Format: int32
             * @description Web pushes: 0 off, 1 on.
             */
            mobile_notifications_scmty: number;
            /** @description Who sees the birthday, the gender and the location, beside the user and staff. Coordinates are shown to connections at most. */
            profile_visibility: string;
            /**
             * Format: int32
             * @description E-mails about questions and answers: -1 never, 0 at once, 1 once a day.
             */
            qa_frequency: number;
            /**
             * Format: int32
             * @description Toasts in the web front end: 0 off, 1 on.
             */
            show_toast_notifications: number;
            /**
             * Format: int32
             * @description A sound with each toast: 0 off, 1 on.
             */
            toast_notifications_emit_sound: number;
        };
        /** @description Names notifications by sid. In JSON the bare array is accepted too. */
        Sids: {
            /** @description At most 100 sids, of results or of single notifications. */
            sids: components["schemas"]["Id"][];
        };
        /** @description Errors of the site API, in the shapes of Django REST framework: messages by field, `non_field_errors` for the input as a whole, or `detail` for any other error. */
        SiteErrors: {
            /** @description A code for programs: `reauthentication_required`, `outcome_unknown`, `idempotency_key_reused` or `idempotency_in_progress`. */
            code?: string;
            /** @description What is wrong, as a sentence for people. */
            detail?: string;
            /** @description What is wrong with the input as a whole, as sentences for people. */
            non_field_errors?: string[];
        } & {
            [key: string]: string[] | string;
        };
        /** @description The name and version of the service, with links to its pages. */
        StartOut: {
            /** @description The URL of the console. */
            console: string;
            /** @description The URL of the API reference. */
            docs: string;
            /** @description The URL of the health check. */
            health: string;
            /** @description Always `kith`. */
            name: string;
            /** @description The URL of the OpenAPI document. */
            openapi: string;
            /** @description The version of the service. */
            version: string;
        };
        /**
         * @description The status of an account: `a` approved, `b` deactivated by staff, `d` soft-deleted. `u` does not occur.
         * @enum {string}
         */
        Status: "a" | "b" | "d" | "u";
        /** @description The status of the friendship between the caller and a user. */
        StatusOut: {
            /** @description The caller's status with the user, never `followed`; `null` if there is neither a connection nor a visible request. */
            connection_status: components["schemas"]["ConnectionStatus"] | null;
        };
        /** @description The caller's relation to each of several users. */
        StatusesOut: {
            /** @description From user id to status: `connected`, `sent_connection_request`, `received_connection_request`, `followed` (the caller follows the user), or `null` for none of these and for a user who does not exist. */
            connection_statuses: {
                [key: string]: string | null;
            };
        };
        /** @description An entry that a search suggests. */
        SuggestionView: {
            /**
             * Format: int64
             * @description How well the entry matches; always 1, since the order is that of the search.
             */
            score: number;
            /** @description What is suggested, always `user`: there are no categories and no groups. */
            type: string;
            /** @description The user. */
            user: components["schemas"]["UserView"];
        };
        /** @description Whether the caller has suspended notifications about a post. */
        SuspensionView: {
            /** @description Whether it is so. */
            suspended: boolean;
        };
        /** @description A picture of at most 400 by 400 pixels. */
        ThumbnailView: {
            /** @description The average colour of the picture, such as `#1f7a4d`. */
            color: string;
            /**
             * Format: int32
             * @description The height, in pixels.
             */
            height: number;
            /** @description The URL of the thumbnail. */
            url: string;
            /**
             * Format: int32
             * @description The width, in pixels.
             */
            width: number;
        };
        /** @description A relationship to a folder. */
        ToFolder: {
            /** @description The related folder. */
            data: components["schemas"]["FolderIdentifier"];
        };
        /** @description A relationship to one resource. */
        ToResource: {
            /** @description The related resource; `null` if there is none. */
            data: components["schemas"]["Identifier"] | null;
        };
        /** @description A grant of tokens: a password, or a refresh token. */
        TokenRequest: {
            /** @description `password` or `refresh_token`. */
            grant_type: string;
            /** @description With `password`: the code of the user's authenticator app, or a recovery code, if the user has a second factor. */
            otp?: string;
            /**
             * Format: password
             * @description With `password`: the password.
             */
            password?: string;
            /** @description With `refresh_token`: the refresh token of the last answer. */
            refresh_token?: string;
            /** @description With `password`: the username or the e-mail address, without regard to case. */
            username?: string;
        };
        /** @description A token to revoke. */
        TokenRevocation: {
            /** @description A refresh token or an access token. */
            token: string;
            /** @description Ignored: kith tells the two kinds of token apart. */
            token_type_hint?: string;
        };
        /** @description An access token, and the refresh token for the next one. */
        TokenView: {
            /** @description A JSON Web Token for the header `Authorization: Bearer <token>`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds until the access token expires: 900 unless the deployment sets another lifetime.
             */
            expires_in: number;
            /** @description Good for one use, and for a minute more: any use in that minute gets the same new refresh token. It expires after 30 days without use unless the deployment sets another lifetime. */
            refresh_token: string;
            /** @description Always `api`. */
            scope: string;
            /** @description Always `Bearer`. */
            token_type: string;
        };
        /** @description An unseen notification. */
        UnseenId: {
            /** @description Its `sid`, as an integer. */
            id: components["schemas"]["Id"];
        };
        /** @description The unseen notifications of the caller. */
        UnseenOut: {
            /** @description The number of entries in `unseen`. */
            total: number;
            /** @description At most 64 unseen notifications, newest first. */
            unseen: components["schemas"]["UnseenId"][];
        };
        /** @description The upload to complete. */
        UploadToComplete: {
            /** @description The MD5 digest of the file, 32 hexadecimal digits. */
            md5?: string | null;
            /** @description `image` or `eimage`, which mean the same here. */
            type?: string | null;
            /** @description The id of the upload. */
            upload_id: string;
        };
        /** @description A signed address for one upload of up to 20 MB. Send the file there with `PUT`; the avatar appears a moment later. */
        UploadView: {
            /** @description When the address stops working, 15 minutes after it was issued: RFC 3339, UTC. */
            expires: string;
            /** @description Headers to send with the file, by name. Empty: the only one that is needed is `Content-Length`, which HTTP clients send by themselves. */
            headers: {
                [key: string]: unknown;
            };
            /** @description The id that the avatar will have. A file that fails the checks makes no avatar. */
            id: components["schemas"]["Id"];
            /** @description The URL to send the file to with `PUT`. */
            url: string;
        };
        /** @description The fields of a profile to change. Absent fields stay as they are. */
        UserChange: {
            /** @description A text about the user, at most 5,000 characters; line breaks and tabs are allowed. `null` and the empty text clear it. */
            bio?: string | null;
            /**
             * Format: date
             * @description The date of birth, as `YYYY-MM-DD`, not in the future. `null` and the empty text clear it.
             */
            birthday?: string | null;
            /** @description The user's company, at most 100 characters. `null` and the empty text clear it. */
            company_name?: string | null;
            /** @description The user's role there, at most 100 characters. `null` and the empty text clear it. */
            company_role?: string | null;
            /**
             * Format: date
             * @description Another name for `birthday`. If both are sent, the one that differs from the stored date counts.
             */
            date_of_birth?: string | null;
            /** @description A few words below the name, at most 50 characters. `null` and the empty text clear it. */
            description?: string | null;
            /** @description `Male`, `Female` or `Unspecified`. `null` and the empty text mean `Unspecified`. */
            gender?: string | null;
            /** @description A place in words, at most 100 characters. `null` and the empty text clear it. */
            location?: string | null;
            /** @description Coordinates of the location, at most 100 characters; kith does not interpret them. `null` and the empty text clear it. */
            location_lat_lng?: string | null;
            /** @description Coordinates of the user's position, at most 100 characters; kith does not interpret them. `null` and the empty text clear it. */
            position_lat_lng?: string | null;
            /** @description The full name, at most 255 characters. `null` and the empty text clear it. */
            real_name?: string | null;
            /** @description Unique without regard to case. It may not be an integer, a UUID, a reserved word, or another user's e-mail address. */
            username?: string;
            /** @description An `http` or `https` URL. `null` and the empty text clear it. */
            website?: string | null;
        };
        /** @description An entry of a user's feed: the post itself, and the same post once more as in a [`FeedUnitView`], for clients that read all feeds alike. */
        UserFeedUnitView: components["schemas"]["PostView"] & {
            /** @description Always empty. */
            activities: string[];
            /** @description The same object; absent if it is a post. */
            discussion?: components["schemas"]["PostView"];
            /** @description Always `false`. */
            has_boost: boolean;
            /** @description The same object; absent if it is a discussion. */
            post?: components["schemas"]["PostView"];
            /** @description With the parameter `seen=1`, whether the caller has seen the post; otherwise `false`. */
            seen: boolean;
        };
        /** @description Names users by id. In JSON the bare array is accepted too. */
        UserIds: {
            /** @description At most 100 user ids. */
            users: components["schemas"]["Id"][];
        };
        /** @description What staff decide about a user. */
        UserModeration: {
            /**
             * Format: int32
             * @description The days of 24 hours for which the user is banned; without it, and without the parameter of this name, for good.
             */
            days_blocked?: number | null;
            /**
             * Format: int32
             * @description The reason, which the user is told: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic. The words are taken too.
             */
            moderation_type?: number | null;
            /** @description `b` bans the user, `a` lifts the ban. */
            status: string;
        };
        /** @description Whether a user is banned. */
        UserModerationStatusView: components["schemas"]["BanView"] & {
            /** @description `a` approved, `b` banned or deactivated by staff. */
            status: components["schemas"]["Status"];
        };
        /** @description A session of the caller, from a login to its end. */
        UserSessionView: {
            /** @description The client as it names itself in `User-Agent`, at most 200 characters; empty if it does not. */
            client: string;
            /** @description When the user logged in. */
            created_at: string;
            /** @description Whether this request belongs to the session. */
            current: boolean;
            /** @description The session's id. */
            id: components["schemas"]["Id"];
            /** @description When a token was last issued in the session. Requests with a token do not change it. */
            last_used_at: string;
            /** @description The network address from which the session was last used. Of IPv6 the first 64 bits. */
            network: string;
        };
        /** @description Names the user to follow or unfollow. */
        UserToFollow: {
            /** @description The username of the other user. Case does not matter; an e-mail address is not accepted. */
            username: string | number;
        };
        /** @description A user, as the caller may see them. */
        UserView: {
            /** @description URL of the primary avatar, or of a Gravatar if the user has uploaded none. */
            avatar: string;
            /** @description The same as `avatar`. */
            avatar_url: string;
            /** @description A longer text about the user, which may hold line breaks; empty if unset. */
            bio: string;
            /**
             * Format: date
             * @description The date of birth, `YYYY-MM-DD`; `null` if unset, or if the caller may not see it.
             */
            birthday: string | null;
            /** @description Always `false`: there are no private messages. */
            can_send_pm_to: boolean;
            /**
             * Format: int64
             * @description Always 0.
             */
            categories_counter: number;
            /** @description Whether the user is staff or a superuser. */
            community_badge: boolean;
            /** @description The company that the user works for; empty if unset. */
            company_name: string;
            /** @description The user's role in the company; empty if unset. */
            company_role: string;
            /**
             * Format: int64
             * @description The number of connection requests in the user's list of received requests. Present only if the user is the caller.
             */
            connection_requests_received_counter?: number;
            /**
             * Format: int64
             * @description The number of connection requests in the user's list of sent requests. Present only if the user is the caller.
             */
            connection_requests_sent_counter?: number;
            /** @description The caller's relation to the user, the first that applies; `null` if none does, for an anonymous caller, and for the caller themself. */
            connection_status: components["schemas"]["ConnectionStatus"] | null;
            /**
             * Format: int64
             * @description The number of users with whom this user is connected.
             */
            connections_counter: number;
            /** @description URL of the cover; `null` if there is none. */
            cover: string | null;
            /** @description When the account was created: RFC 3339, UTC. */
            date_joined: string;
            /**
             * Format: date
             * @description The same as `birthday`.
             */
            date_of_birth: string | null;
            /** @description Whether the user is soft-deleted. Such users are not shown, so always `false`. */
            deleted: boolean;
            /** @description A few words to show below the name; empty if unset. */
            description: string;
            /**
             * Format: int64
             * @description The number of discussions that the user has published.
             */
            discussions_counter: number;
            /** @description The e-mail address; `null` if unset, or if the caller may not see it. */
            email: components["schemas"]["Email"] | null;
            /** @description Whether the user has confirmed the e-mail address. */
            email_isvalid: boolean;
            /**
             * Format: int64
             * @description Always `null`.
             */
            ext_id: number | null;
            /**
             * Format: int64
             * @description The number of users who follow this user.
             */
            followers_counter: number;
            /**
             * Format: int64
             * @description The number of users whom this user follows.
             */
            followings_counter: number;
            /** @description The gender; `null` if the caller may not see it. */
            gender: components["schemas"]["Gender"] | null;
            /** @description The user's id. */
            id: components["schemas"]["Id"];
            /** @description A place in words; empty if unset, `null` if the caller may not see it. */
            location: string | null;
            /** @description The coordinates of `location`, as the client sent them; empty if unset, `null` if the caller may not see them. */
            location_lat_lng: string | null;
            /**
             * Format: int64
             * @description The number of the user's posts and discussions that have a poll.
             */
            polls_counter: number;
            /** @description The coordinates of the user's position, as the client sent them; empty if unset, `null` if the caller may not see them. */
            position_lat_lng: string | null;
            /**
             * Format: int64
             * @description The number of posts that the user has published.
             */
            posts_counter: number;
            /** @description The full name; empty if unset. */
            real_name: string;
            /** @description Whether the user is approved: `status` is `a`. */
            reg_approved: boolean;
            /**
             * Format: int64
             * @description Always 0.
             */
            reputation: number;
            /** @description `admin` for a superuser, `moderator` for staff; `null` for any other user. */
            role: components["schemas"]["Role"] | null;
            /** @description `a` approved, `b` deactivated by staff. */
            status: components["schemas"]["Status"];
            /** @description Always empty. */
            tags: string[];
            /** @description The username, as the user wrote it. */
            username: string;
            /** @description An `http` or `https` URL; empty if unset. */
            website: string;
        };
        /** @description Usernames to look up. In JSON the bare array is accepted too. */
        Usernames: {
            /** @description At most 100 usernames. */
            usernames: components["schemas"]["NameToFind"][];
        };
        /** @description The public key for web push. */
        VapidOut: {
            /** @description An uncompressed point of P-256 in base64url, of 87 characters. */
            public_key: string;
        };
        /** @description How a vote is meant. */
        Vote: {
            /** @description The id of a reaction of the community; by default `like`, or that of the vote. `null` counts as absent. */
            reaction?: components["schemas"]["Id"] | null;
        };
        /** @description A vote of one user. */
        VoteView: {
            /** @description How the vote is meant. */
            reaction: components["schemas"]["ReactionView"];
            /** @description The user who voted. */
            user: components["schemas"]["AuthorView"];
            /** @description When the user voted: RFC 3339, UTC. */
            voted_at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    show_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The name, the version and links, as JSON or as a web page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartOut"];
                    "text/html": string;
                };
            };
        };
    };
    show_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    show_restoration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    show_unsubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    show_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    retrieve_actions: {
        parameters: {
            query: {
                /** @description The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`. */
                igdb: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether each of the caller's lists holds the game. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarksView"];
                };
            };
        };
    };
    list_favorites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's favorite games. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GameView"][];
                };
            };
        };
    };
    add_favorite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Game"];
            };
        };
        responses: {
            /** @description The game is one of the favorites. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoFields"];
                };
            };
        };
    };
    remove_favorite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GameId"];
            };
        };
        responses: {
            /** @description The game is not one of the favorites. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoFields"];
                };
            };
        };
    };
    list_journal: {
        parameters: {
            query: {
                /** @description The user whose journal it is. Case does not matter. */
                username: string;
                /** @description Entries to return: 20 by default, at most 50. Larger values count as 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The years that have entries, latest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalYearView"][];
                };
            };
        };
    };
    add_journal_entry: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewJournalEntry"];
            };
        };
        responses: {
            /** @description The new entry. */
            200: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntryView"];
                };
            };
        };
    };
    retrieve_rating: {
        parameters: {
            query: {
                /** @description The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`. */
                igdb: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's rating. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRatingView"];
                };
            };
        };
    };
    rate_game: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRating"];
            };
        };
        responses: {
            /** @description The rating. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingView"];
                };
            };
        };
    };
    add_to_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list: `log` toggles `played`, `like` toggles `liked`; `backlog` and `wishlist` are named like their lists. */
                action: "log" | "like" | "backlog" | "wishlist";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Game"];
            };
        };
        responses: {
            /** @description The list holds the game. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_action: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The list: `log` toggles `played`, `like` toggles `liked`; `backlog` and `wishlist` are named like their lists. */
                action: "log" | "like" | "backlog" | "wishlist";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Game"];
            };
        };
        responses: {
            /** @description The list after the toggle: `value` says whether it holds the game. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionView"];
                };
            };
        };
    };
    remove_from_list: {
        parameters: {
            query?: {
                /** @description The id of the game in the games database, unless the body has it. */
                igdb?: string;
            };
            header?: never;
            path: {
                /** @description The list: `log` toggles `played`, `like` toggles `liked`; `backlog` and `wishlist` are named like their lists. */
                action: "log" | "like" | "backlog" | "wishlist";
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["GameId"];
            };
        };
        responses: {
            /** @description The list does not hold the game. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    follow_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserToFollow"];
            };
        };
        responses: {
            /** @description The caller follows the user. The array is always empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
        };
    };
    login_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description The user and a token, valid for 12 hours by default. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    logout_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    logout_user_everywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All tokens of the caller are revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    retrieve_profile_alias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. Case does not matter. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile, as the caller may see it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
        };
    };
    update_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's current username, or the new one of the body. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProfileChange"];
            };
        };
        responses: {
            /** @description The profile after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
        };
    };
    list_activity: {
        parameters: {
            query?: {
                /** @description Entries to return: 20 by default, at most 50. Larger values count as 50. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The username. Case does not matter. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entries, latest day first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntryView"][];
                };
            };
        };
    };
    list_ratings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. Case does not matter. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user's ratings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingView"][];
                };
            };
        };
    };
    register_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description The new user and a token, valid for 12 hours by default. */
            200: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    unfollow_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserToFollow"];
            };
        };
        responses: {
            /** @description The caller does not follow the user. The array is always empty. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
        };
    };
    retrieve_caller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallerView"];
                };
            };
        };
    };
    retrieve_profile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The username. Case does not matter. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile, as the caller may see it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description The new user. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    recover_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recovery"];
            };
        };
        responses: {
            /** @description The mail is on its way, if there is such a user. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description The password is set. Log in with it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    restore_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailedCode"];
            };
        };
        responses: {
            /** @description The user has the former address again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    search_account: {
        parameters: {
            query?: {
                /** @description The username, without regard to case. The empty text counts as absent. */
                username?: string;
                /** @description The e-mail address, without regard to case. The empty text counts as absent. */
                email?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    open_unsubscription: {
        parameters: {
            query?: {
                /** @description The code from the link. */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    turn_digests_off: {
        parameters: {
            query?: {
                /** @description The code from the link. */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user gets no more digests. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verify_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailedCode"];
            };
        };
        responses: {
            /** @description The address is confirmed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    check_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailedCode"];
            };
        };
        responses: {
            /** @description The code is good. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    show_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    list_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    list_popular_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    list_comments: {
        parameters: {
            query?: {
                /** @description The id of the post. Either this or `discussion` is required. */
                post?: number;
                /** @description The id of the discussion. Either this or `post` is required. */
                discussion?: number;
                /** @description The id of a comment on the post: lists the replies to it. */
                parent?: number;
                /** @description `added_at` (default): oldest first; `-added_at`: newest first; `connection` and `-connection`: newest first, with comments of users whom the caller follows or is connected with at the top of each page. */
                ordering?: "added_at" | "-added_at" | "connection" | "-connection";
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip, at most 100. Follow `next` to go further. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of comments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfCommentView"];
                };
            };
        };
    };
    create_comment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            /** @description The new comment. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentView"];
                };
            };
        };
    };
    retrieve_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentView"];
                };
            };
        };
    };
    update_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CommentChange"];
            };
        };
        responses: {
            /** @description The comment after the edit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentView"];
                };
            };
        };
    };
    delete_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comment is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patch_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CommentChange"];
            };
        };
        responses: {
            /** @description The comment after the edit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentView"];
                };
            };
        };
    };
    list_comment_flags: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of flags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFlagView"];
                };
            };
        };
    };
    add_comment_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The caller has set this flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_comment_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The flag is set, replaced or taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_comment_flag: {
        parameters: {
            query?: {
                /** @description Takes only a flag of this type back, 0 to 4; by default, of any type. */
                flag_type?: number;
            };
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OldFlag"];
            };
        };
        responses: {
            /** @description The caller has set no such flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    comment_flag_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's flag; its fields are `null` without one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagStatusView"];
                };
            };
        };
    };
    restore_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comment is restored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_comment_votes: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description Leaves votes with other reactions out of a page after it is read, so that it can be shorter than `limit`. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of votes. `count` lags a little. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfVoteView"];
                };
            };
        };
    };
    add_comment_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The caller has voted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_comment_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The vote is added, changed or taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_comment_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the comment. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The caller has not voted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    retrieve_menu: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of the menu: `base`, `not_logged` or `user`. */
                id: "base" | "not_logged" | "user";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The menu. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Menu"];
                };
            };
        };
    };
    retrieve_vapid_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The public key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VapidOut"];
                };
            };
        };
    };
    register_device: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDevice"];
            };
        };
        responses: {
            /** @description The device is registered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceOut"];
                };
            };
        };
    };
    remove_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the web. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller has no such device any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    register_published_device: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishedDevice"];
            };
        };
        responses: {
            /** @description The device is registered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceOut"];
                };
            };
        };
    };
    remove_published_device: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The last segment of the endpoint, or the id of the device. */
                registration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller has no such device any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    publish_discussion: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDiscussion"];
            };
        };
        responses: {
            /** @description The new discussion. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
        };
    };
    list_suspended_discussions: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of those about which the caller has suspended notifications. `count` is their number, counted up to 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfPostView"];
                };
            };
        };
    };
    list_uncommented_discussions: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of posts without comments. `count` is the number of all posts of both kinds, counted up to 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfPostView"];
                };
            };
        };
    };
    retrieve_discussion: {
        parameters: {
            query?: {
                /** @description Has no effect: `voted` is in each post. */
                voted?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The discussion. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
        };
    };
    update_discussion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DiscussionChange"];
            };
        };
        responses: {
            /** @description The discussion after the edit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
        };
    };
    delete_discussion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The discussion is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_discussion_contributors: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. `count` is the number of users found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    list_discussion_flags: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of flags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFlagView"];
                };
            };
        };
    };
    add_discussion_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The caller has set this flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_discussion_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The flag is set, replaced or taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_discussion_flag: {
        parameters: {
            query?: {
                /** @description Takes only a flag of this type back, 0 to 4; by default, of any type. */
                flag_type?: number;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OldFlag"];
            };
        };
        responses: {
            /** @description The caller has set no such flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    discussion_flag_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's flag; its fields are `null` without one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagStatusView"];
                };
            };
        };
    };
    add_discussion_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_discussion_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is toggled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_discussion_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_discussion_poll_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoiceOfPoll"];
            };
        };
        responses: {
            /** @description The caller has voted for the choice. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_discussion_poll_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoiceOfPoll"];
            };
        };
        responses: {
            /** @description The vote is toggled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_discussion_poll_vote: {
        parameters: {
            query?: {
                /** @description The id of the choice, unless the body has it. */
                choice?: number;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChoiceOfPoll"];
            };
        };
        responses: {
            /** @description The caller has not voted for the choice. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_related_discussions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    add_discussion_suspension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suspension is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_discussion_suspension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suspension is toggled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_discussion_suspension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suspension is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    is_discussion_suspended: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the caller has suspended notifications about it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspensionView"];
                };
            };
        };
    };
    list_discussion_votes: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description Leaves votes with other reactions out of a page after it is read, so that it can be shorter than `limit`. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of votes. `count` lags a little. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfVoteView"];
                };
            };
        };
    };
    add_discussion_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The caller has voted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_discussion_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The vote is added, changed or taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_discussion_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the discussion. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The caller has not voted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All preferences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfPreferenceView"];
                };
            };
        };
    };
    retrieve_preference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the dynamic_preference. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The preference. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceView"];
                };
            };
        };
    };
    update_preference: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the dynamic_preference. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferenceChange"];
            };
        };
        responses: {
            /** @description The preference after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferenceView"];
                };
            };
        };
    };
    list_features: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All features. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFeatureView"];
                };
            };
        };
    };
    list_home_feed: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description `1` adds the caller's own posts. */
                own?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
                /** @description `1` looks up for each post whether the caller has seen it; otherwise `seen` is `false`. */
                seen?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
                /** @description Has no effect: `voted` is in each post. */
                voted?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the home feed, newest first. `count` is the number of written entries, with `own=1` and of the caller's own posts, counted up to 100: posts of other authors that are looked up are not counted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFeedUnitView"];
                };
            };
        };
    };
    list_all_posts: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description `1` looks up for each post whether the caller has seen it; otherwise `seen` is `false`. */
                seen?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
                /** @description Has no effect: `voted` is in each post. */
                voted?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of all posts, newest first. `count` is the number of posts, counted up to 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFeedUnitView"];
                };
            };
        };
    };
    list_home_feed_alias: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description `1` adds the caller's own posts. */
                own?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
                /** @description `1` looks up for each post whether the caller has seen it; otherwise `seen` is `false`. */
                seen?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
                /** @description Has no effect: `voted` is in each post. */
                voted?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the home feed, newest first. `count` is the number of written entries, with `own=1` and of the caller's own posts, counted up to 100: posts of other authors that are looked up are not counted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFeedUnitView"];
                };
            };
        };
    };
    list_similar_posts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    mark_posts_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadPosts"];
            };
        };
        responses: {
            /** @description The posts are marked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    count_unseen_posts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NothingUnseen"];
                };
            };
        };
    };
    list_legal_pages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoEntry"][];
                };
            };
        };
    };
    list_legal_page_acks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoEntry"][];
                };
            };
        };
    };
    create_media: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMedia"];
            };
        };
        responses: {
            /** @description The new media. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaView"];
                };
            };
        };
    };
    upload_media_chunk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MediaChunk"];
            };
        };
        responses: {
            /** @description How far the upload has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaUploadView"];
                };
            };
        };
    };
    complete_media_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadToComplete"];
            };
        };
        responses: {
            /** @description The new media. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaView"];
                };
            };
        };
    };
    retrieve_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the media. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The media. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaView"];
                };
            };
        };
    };
    update_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the media. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MediaEdit"];
            };
        };
        responses: {
            /** @description The media after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaView"];
                };
            };
        };
    };
    delete_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the media. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The media is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    click_media: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the media. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is such a media, in a post or among the caller's own. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_flagged_contributions: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description Lists only what is in this state: `open`, `ignored` or `hidden`, by default all of them; or what is `held` for review, oldest first, without filters. */
                moderation_status?: "open" | "ignored" | "hidden" | "held";
                /** @description Lists only these. */
                contribution_type?: "discussion" | "post" | "comment";
                /** @description Lists only the contribution with this id. */
                contribution_id?: number;
                /** @description Lists only what has so many flags. */
                min_flags?: number;
                /** @description Starts of words, all of which must occur in the author's names. */
                author?: string;
                /** @description Lists only what the user with this username has flagged. */
                flagged_by?: string;
                /** @description Lists only what has this in its title or text, without regard to case. */
                content?: string;
                /** @description Lists only what staff have decided about for this reason, a number or a word. */
                moderation_type?: string;
                /** @description The order: `-flag_count` by default. */
                order_by?: "-flag_count" | "flag_count" | "-last_flagged_at" | "last_flagged_at" | "-last_moderated_at" | "last_moderated_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of contributions. `count` stops at 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFlaggedContributionView"];
                };
            };
        };
    };
    moderate_contribution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the contribution. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModerationDecision"];
            };
        };
        responses: {
            /** @description The decision is made. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_flags_of_contribution: {
        parameters: {
            query: {
                /** @description What the id is of: `discussion`, `post` or `comment`. */
                contribution_type: "discussion" | "post" | "comment";
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the contribution. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of flags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFlagView"];
                };
            };
        };
    };
    retrieve_moderation_status: {
        parameters: {
            query: {
                /** @description What the id is of: `discussion`, `post` or `comment`. */
                contribution_type: "discussion" | "post" | "comment";
            };
            header?: never;
            path: {
                /** @description The id of the contribution. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The decision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationStatusView"];
                };
            };
        };
    };
    list_moderated_users: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description Starts of words, all of which must occur in the user's names. Finds users who are not flagged too. */
                search?: string;
                /** @description Lists only users who are not banned (`a`), or only banned ones (`b`). */
                status?: "a" | "b";
                /** @description Lists only users who are banned for some days (`days`), or for good (`forever`). */
                days_blocked?: "days" | "forever";
                /** @description The order by the number of flags: `-flags_received`, the default, or `flags_received`. */
                order_by?: "-flags_received" | "flags_received";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. `count` stops at 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfModeratedUserView"];
                };
            };
        };
    };
    moderate_user: {
        parameters: {
            query?: {
                /** @description The days of 24 hours for which the user is banned; without it, the ban is for good. It may be in the body too. */
                days_blocked?: number;
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserModeration"];
            };
        };
        responses: {
            /** @description The user is banned, or is not. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_user_flags: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of flags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFlagView"];
                };
            };
        };
    };
    retrieve_user_moderation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ban, and the number of flags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserModerationStatusView"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Lists what is older than the notification with this id. Empty and 0 count as absent. */
                next_id?: number;
                /** @description Lists what is newer than the notification with this id. Ignored if `next_id` is given. */
                prev_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of results, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationsOut"];
                };
            };
        };
    };
    list_banners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    count_undisposed_banners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NothingCounted"];
                };
            };
        };
    };
    count_unseen_banners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NothingCounted"];
                };
            };
        };
    };
    notify_users: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewNotice"];
            };
        };
        responses: {
            /** @description The notification is accepted for delivery. */
            204: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Sids"];
            };
        };
        responses: {
            /** @description The notifications are marked. */
            204: {
                headers: {
                    /** @description `respond-async` if the rest is marked a moment later. */
                    "Preference-Applied"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    count_unseen_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The number of unseen notifications, at most 64. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountOut"];
                };
            };
        };
    };
    publish_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPost"];
            };
        };
        responses: {
            /** @description The new post. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
        };
    };
    list_suspended_posts: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of those about which the caller has suspended notifications. `count` is their number, counted up to 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfPostView"];
                };
            };
        };
    };
    list_uncommented_posts: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of posts without comments. `count` is the number of all posts of both kinds, counted up to 100. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfPostView"];
                };
            };
        };
    };
    retrieve_post: {
        parameters: {
            query?: {
                /** @description Has no effect: `voted` is in each post. */
                voted?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The post. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
        };
    };
    update_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PostChange"];
            };
        };
        responses: {
            /** @description The post after the edit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostView"];
                };
            };
        };
    };
    delete_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The post is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_post_contributors: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. `count` is the number of users found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    list_post_flags: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of flags. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfFlagView"];
                };
            };
        };
    };
    add_post_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The caller has set this flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_post_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The flag is set, replaced or taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_post_flag: {
        parameters: {
            query?: {
                /** @description Takes only a flag of this type back, 0 to 4; by default, of any type. */
                flag_type?: number;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OldFlag"];
            };
        };
        responses: {
            /** @description The caller has set no such flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_flag_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's flag; its fields are `null` without one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagStatusView"];
                };
            };
        };
    };
    add_post_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_post_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is toggled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_post_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_post_poll_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoiceOfPoll"];
            };
        };
        responses: {
            /** @description The caller has voted for the choice. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_post_poll_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoiceOfPoll"];
            };
        };
        responses: {
            /** @description The vote is toggled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_post_poll_vote: {
        parameters: {
            query?: {
                /** @description The id of the choice, unless the body has it. */
                choice?: number;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChoiceOfPoll"];
            };
        };
        responses: {
            /** @description The caller has not voted for the choice. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_related_posts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    add_post_suspension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suspension is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_post_suspension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suspension is toggled. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_post_suspension: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suspension is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    is_post_suspended: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the caller has suspended notifications about it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuspensionView"];
                };
            };
        };
    };
    list_post_votes: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description Leaves votes with other reactions out of a page after it is read, so that it can be shorter than `limit`. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of votes. `count` lags a little. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfVoteView"];
                };
            };
        };
    };
    add_post_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The caller has voted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_post_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The vote is added, changed or taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_post_vote: {
        parameters: {
            query?: {
                /** @description The id of a reaction, unless the body has it. */
                reaction?: number;
            };
            header?: never;
            path: {
                /** @description The id of the post. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Vote"];
            };
        };
        responses: {
            /** @description The caller has not voted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_reactions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All reactions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfReactionView"];
                };
            };
        };
    };
    retrieve_reaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the reaction. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reaction. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReactionView"];
                };
            };
        };
    };
    suggest_results: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description The start of any word of the username or the real name. If it has several words, all must match. Case and accents do not matter. */
                search?: string;
                /** @description The start of any word of the username. */
                username?: string;
                /** @description The start of any word of the real name. */
                real_name?: string;
                /** @description The exact gender. The empty text counts as absent. */
                gender?: "Male" | "Female" | "Unspecified";
                /** @description The start of any word of the location. */
                location?: string;
                /** @description The start of any word of the description. */
                description?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of suggestions. `count` is the number found within the bounds of the search. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfSuggestionView"];
                };
            };
        };
    };
    suggest_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    suggest_polls: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmptyPage"];
                };
            };
        };
    };
    suggest_users: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of suggested users. It can be shorter than `limit`; `count` leaves out users who are left out of this page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    retrieve_data_archive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state of the last archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataArchiveView"];
                };
            };
        };
    };
    request_data_archive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state of the archive, which is being generated. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataArchiveView"];
                };
            };
        };
    };
    download_data_archive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description The start of any word of the username or the real name. If it has several words, all must match. Case and accents do not matter. */
                search?: string;
                /** @description The start of any word of the username. */
                username?: string;
                /** @description The start of any word of the real name. */
                real_name?: string;
                /** @description The exact gender. The empty text counts as absent. */
                gender?: "Male" | "Female" | "Unspecified";
                /** @description The start of any word of the location. */
                location?: string;
                /** @description The start of any word of the description. */
                description?: string;
                /** @description The order of the list, `id` by default; `-` in front reverses it. `date_joined` is the same order as `id`. */
                ordering?: "id" | "-id" | "date_joined" | "-date_joined" | "username" | "-username";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users in the requested order. `count` is the number of approved users, those whom the caller hides included; for a search, the number of users found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    autocomplete_users: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description Another name for `search`. If both are given, both must match. */
                user?: string;
                /** @description The start of any word of the username or the real name. If it has several words, all must match. Case and accents do not matter. */
                search?: string;
                /** @description The start of any word of the username. */
                username?: string;
                /** @description The start of any word of the real name. */
                real_name?: string;
                /** @description The exact gender. The empty text counts as absent. */
                gender?: "Male" | "Female" | "Unspecified";
                /** @description The start of any word of the location. */
                location?: string;
                /** @description The start of any word of the description. */
                description?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the matching users in short form. `count` is the number found within the bounds of the search. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfBriefUserView"];
                };
            };
        };
    };
    list_avatars: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the caller's avatars, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfAvatarView"];
                };
            };
        };
    };
    create_avatar: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarUpload"];
            };
        };
        responses: {
            /** @description The new avatar. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvatarView"];
                };
            };
        };
    };
    delete_avatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarChoice"];
            };
        };
        responses: {
            /** @description The avatar is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    make_avatar_primary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvatarChoice"];
            };
        };
        responses: {
            /** @description The avatar is the primary. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    create_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileToUpload"];
            };
        };
        responses: {
            /** @description The upload address, and the id that the avatar will have. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadView"];
                };
            };
        };
    };
    list_blocked_users: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of blocked users, newest block first. `count` goes up to 1,000; the list itself has no limit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    list_received_requests_alias: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of received requests, newest first. `count` is the number of all received requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfConnectionRequestView"];
                };
            };
        };
    };
    list_sent_requests_alias: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sent requests, newest first. `count` is the number of all sent requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfConnectionRequestView"];
                };
            };
        };
    };
    connection_statuses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserIds"];
            };
        };
        responses: {
            /** @description A status for each id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusesOut"];
                };
            };
        };
    };
    list_hidden_users: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of hidden users, newest first. `count` goes up to 1,000; the list itself has no limit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    list_hidden_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids of hidden users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Id"][];
                };
            };
        };
    };
    match_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Usernames"];
            };
        };
        responses: {
            /** @description The users found, each once, in the order of the names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"][];
                };
            };
        };
    };
    retrieve_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's user object and permissions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
        };
    };
    retrieve_picture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The URL of the caller's picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureView"];
                };
            };
        };
    };
    act_by_username: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The action on the friendship. `request` asks for a connection, or accepts the other user's request; `accept` and `reject` answer a received request; `cancel_reject` takes back a rejection; `cancel_request` takes back the caller's request; `remove` ends the connection. */
                action: "request" | "accept" | "reject" | "cancel_reject" | "cancel_request" | "remove";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ByUsername"];
            };
        };
        responses: {
            /** @description The action is done. The username is repeated as it was sent, without space around it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActedWith"];
                };
            };
        };
    };
    list_received_requests: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of received requests, newest first. `count` is the number of all received requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfConnectionRequestView"];
                };
            };
        };
    };
    mark_requests_seen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MaybeByUsername"];
            };
        };
        responses: {
            /** @description The requests are marked. The body is the caller's user object. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    list_sent_requests: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of sent requests, newest first. `count` is the number of all sent requests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfConnectionRequestView"];
                };
            };
        };
    };
    request_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail is on its way, or the address is confirmed already. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    mark_posts_seen: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SeenPosts"];
            };
        };
        responses: {
            /** @description The posts are marked. The body is the caller's user object. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    list_my_notifications: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Lists what is older than the notification with this id. Empty and 0 count as absent. */
                next_id?: number;
                /** @description Lists what is newer than the notification with this id. Ignored if `next_id` is given. */
                prev_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of results, with ids that lead to the pages around it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyNotificationsOut"];
                };
            };
        };
    };
    list_unseen_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids of unseen notifications, and their number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnseenOut"];
                };
            };
        };
    };
    retrieve_permission: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One boolean for each permission. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PermissionView"];
                };
            };
        };
    };
    retrieve_platform_url: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Platform"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSessionView"][];
                };
            };
        };
    };
    end_other_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All other sessions have ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the session. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    retrieve_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether it is on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
        };
    };
    begin_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret. No other response has it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorSetUp"];
                };
            };
        };
    };
    remove_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecondFactorRemoval"];
            };
        };
        responses: {
            /** @description The second factor is off. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    confirm_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description The recovery codes. No other response has them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    list_unseen_notifications_alias: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ids of unseen notifications, and their number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnseenOut"];
                };
            };
        };
    };
    search_users: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description The start of any word of the username or the real name. If it has several words, all must match. Case and accents do not matter. */
                search?: string;
                /** @description The start of any word of the username. */
                username?: string;
                /** @description The start of any word of the real name. */
                real_name?: string;
                /** @description The exact gender. The empty text counts as absent. */
                gender?: "Male" | "Female" | "Unspecified";
                /** @description The start of any word of the location. */
                location?: string;
                /** @description The start of any word of the description. */
                description?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the matching users. `count` is the number found within the bounds of the search. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    list_addressing_tags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoEntry"][];
                };
            };
        };
    };
    retrieve_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, as the caller may see them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    replace_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The caller's user object after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    delete_user: {
        parameters: {
            query?: {
                /** @description `1` deletes the account with everything that belongs to it and frees its username and e-mail address; `0`, the default, is a soft deletion. */
                hard?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description The caller's user object after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    add_block: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The block is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_block: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The block is toggled. The body is the user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    remove_block: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The block is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_followed_categories: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoEntry"][];
                };
            };
        };
    };
    change_email: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            /** @description The code is on its way, or in the response. The address has not changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeEmailOut"];
                };
            };
            /** @description Without mail and `confirm`: the address is changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description The password is changed and the other tokens are revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    confirm_email: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailConfirmation"];
            };
        };
        responses: {
            /** @description The address is set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    act_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
                /** @description The action on the friendship. `request` asks for a connection, or accepts the other user's request; `accept` and `reject` answer a received request; `cancel_reject` takes back a rejection; `cancel_request` takes back the caller's request; `remove` ends the connection. */
                action: "request" | "accept" | "reject" | "cancel_reject" | "cancel_request" | "remove";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The action is done. The body holds the status after it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActedOn"];
                };
            };
        };
    };
    mark_request_seen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request is marked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    connection_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status of the friendship between the caller and the user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusOut"];
                };
            };
        };
    };
    list_connections: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description `1` keeps only users to whom the caller has an edge of the same kind (whom the caller follows, or is connected with), `0` only the others. An anonymous caller has no edges. */
                mutual?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the users with whom the user is connected, newest first. `count` is the number of all connections, or with `mutual` of those who match among the newest 500. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    retrieve_counters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user's counters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountersView"];
                };
            };
        };
    };
    list_user_feed: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description `1` looks up for each post whether the caller has seen it; otherwise `seen` is `false`. */
                seen?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
                /** @description Has no effect: `voted` is in each post. */
                voted?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of posts and discussions, newest first. `count` is the number that the user has published. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserFeedUnitView"];
                };
            };
        };
    };
    add_user_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The caller has set this flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_user_flag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFlag"];
            };
        };
        responses: {
            /** @description The flag is set, replaced or taken back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    remove_user_flag: {
        parameters: {
            query?: {
                /** @description Takes only a flag of this type back, 0 to 4; by default, of any type. */
                flag_type?: number;
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OldFlag"];
            };
        };
        responses: {
            /** @description The caller has set no such flag. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    add_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is toggled. The object is always empty. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowOut"];
                };
            };
        };
    };
    remove_follow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The follow is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_followers: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description `1` keeps only users to whom the caller has an edge of the same kind (whom the caller follows, or is connected with), `0` only the others. An anonymous caller has no edges. */
                mutual?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the user's followers, newest first. `count` is the number of all followers, or with `mutual` of those who match among the newest 500. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    remove_follower: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
                /** @description The id of the follower. */
                follower: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user no longer follows the caller. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_followings: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. A page of large objects can have fewer. */
                limit?: number;
                /** @description Rows to skip. One request skips 500: beyond that, in a longer list, the page is empty and `next` skips the rest. */
                offset?: number;
                /** @description An opaque position, taken from `next` or `previous`. It replaces `offset`. */
                cursor?: string;
                /** @description `1` keeps only users to whom the caller has an edge of the same kind (whom the caller follows, or is connected with), `0` only the others. An anonymous caller has no edges. */
                mutual?: "0" | "false" | "False" | "FALSE" | "f" | "F" | "no" | "No" | "NO" | "n" | "N" | "off" | "Off" | "OFF" | "1" | "true" | "True" | "TRUE" | "t" | "T" | "yes" | "Yes" | "YES" | "y" | "Y" | "on" | "On" | "ON";
            };
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the users whom the user follows, newest first. `count` is the number of all of them, or with `mutual` of those who match among the newest 500. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfUserView"];
                };
            };
        };
    };
    add_hide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hide is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    toggle_hide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hide is toggled. The body is the user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
        };
    };
    remove_hide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hide is as the caller wants it. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    is_blocked: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the caller blocks the user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsBlocked"];
                };
            };
        };
    };
    is_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the caller and the user are connected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsConnection"];
                };
            };
        };
    };
    is_followed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the caller follows the user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsFollowed"];
                };
            };
        };
    };
    is_follower: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the user follows the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsFollower"];
                };
            };
        };
    };
    is_hidden: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the caller hides the user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsHidden"];
                };
            };
        };
    };
    is_hidden_by: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the user hides the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IsHiddenBy"];
                };
            };
        };
    };
    retrieve_loyalty_points: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No points. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyPoints"];
                };
            };
        };
    };
    list_providers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoEntry"][];
                };
            };
        };
    };
    list_sessions_of_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSessionView"][];
                };
            };
        };
    };
    end_sessions_of_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All sessions have ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    end_session_of_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
                /** @description The id of the session. */
                session: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    retrieve_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
        };
    };
    update_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description All of the caller's settings after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
        };
    };
    reset_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the user. */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The second factor is off. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    retrieve_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The hash of all assets, from the links of the web pages. */
                version: string;
                /** @description The folder of the asset: `account`, `api`, `base`, `console` or `docs`. */
                page: string;
                /** @description The file name, ending in `.css`, `.js`, `.md` or `.svg`. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content of the asset. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                    "text/css": string;
                    "text/javascript": string;
                    "text/markdown": string;
                };
            };
        };
    };
    list_all_audit: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. */
                "page[size]"?: number;
                /** @description An opaque position that the page begins after, taken from a link. */
                "page[after]"?: string;
                /** @description An opaque position that the page ends before, taken from a link. */
                "page[before]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of audit entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["AuditList"];
                };
            };
        };
    };
    show_console: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The console. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    show_docs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API reference. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    list_figures: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. */
                "page[size]"?: number;
                /** @description An opaque position that the page begins after, taken from a link. */
                "page[after]"?: string;
                /** @description An opaque position that the page ends before, taken from a link. */
                "page[before]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["FiguresList"];
                };
            };
        };
    };
    create_folder: {
        parameters: {
            query?: {
                /** @description The fields of folders to return, separated by commas; all by default. */
                "fields[folders]"?: string;
            };
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.api+json": components["schemas"]["NewFolder"];
            };
        };
        responses: {
            /** @description The new folder. */
            201: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    /** @description The URL of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["FolderDocument"];
                };
            };
        };
    };
    retrieve_folder: {
        parameters: {
            query?: {
                /** @description The fields of folders to return, separated by commas; all by default. */
                "fields[folders]"?: string;
            };
            header?: never;
            path: {
                /** @description The UUID of the folder. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The folder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["FolderDocument"];
                };
            };
        };
    };
    delete_folder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The UUID of the folder. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The folder is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_folder: {
        parameters: {
            query?: {
                /** @description The fields of folders to return, separated by commas; all by default. */
                "fields[folders]"?: string;
            };
            header?: never;
            path: {
                /** @description The UUID of the folder. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.api+json": components["schemas"]["FolderChange"];
            };
        };
        responses: {
            /** @description The folder, with the changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["FolderDocument"];
                };
            };
        };
    };
    check_process: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The service answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
        };
    };
    check_table: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
        };
    };
    list_nodes: {
        parameters: {
            query?: {
                /** @description The number of the page, from 1, within the first 10,000 rows. Follow the links to go further. */
                "page[number]"?: number;
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. */
                "page[size]"?: number;
                /** @description The order of the list: by title, descending with a leading `-`. Upper case comes before lower case. */
                sort?: "title" | "-title";
                /** @description The fields of folders to return, separated by commas; all by default. */
                "fields[folders]"?: string;
            };
            header?: never;
            path: {
                /** @description The UUID of the folder. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of folders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["FolderList"];
                };
            };
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRevocation"];
            };
        };
        responses: {
            /** @description The token is not valid, or not any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedView"];
                };
            };
        };
    };
    issue_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description An access token for 15 minutes and a refresh token, by default. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
        };
    };
    retrieve_document: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_accounts: {
        parameters: {
            query?: {
                /** @description The number of the page, from 1, within the first 10,000 rows. Follow the links to go further. */
                "page[number]"?: number;
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. */
                "page[size]"?: number;
                /** @description An opaque position that the page begins after, taken from a link. */
                "page[after]"?: string;
                /** @description An opaque position that the page ends before, taken from a link. */
                "page[before]"?: string;
                /** @description The order of the list, descending with a leading `-`; `date_joined` by default. `username` ignores case. */
                sort?: "date_joined" | "-date_joined" | "username" | "-username";
                /** @description Starts of words, all of which must occur in the user's names, without regard to case and accents. Empty for no search. */
                "filter[search]"?: string;
                /** @description Only active accounts, or only deactivated ones. The list of deactivated ones has no order by `username`. */
                "filter[is_active]"?: "true" | "false";
                /** @description Only staff, or only others. The list of staff has no order by `username`. */
                "filter[is_staff]"?: "true" | "false";
                /** @description Only superusers, or only others. The list of superusers has no order by `username`. */
                "filter[is_superuser]"?: "true" | "false";
                /** @description The fields of users to return, separated by commas; all by default. */
                "fields[users]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["AccountList"];
                };
            };
        };
    };
    create_account: {
        parameters: {
            query?: {
                /** @description The fields of users to return, separated by commas; all by default. */
                "fields[users]"?: string;
            };
            header?: {
                /** @description A text of your own for this creation, such as a UUID. A request with the same key and body within 24 hours creates nothing: it gets the first response again, with the object as it is by then. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.api+json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description The new user. */
            200: {
                headers: {
                    /** @description `true` if an earlier request with the same `Idempotency-Key` created the object. */
                    "Idempotency-Replayed"?: "true";
                    /** @description The URL of the new resource. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["AccountDocument"];
                };
            };
        };
    };
    retrieve_own_account: {
        parameters: {
            query?: {
                /** @description The fields of users to return, separated by commas; all by default. */
                "fields[users]"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["AccountDocument"];
                };
            };
        };
    };
    retrieve_account: {
        parameters: {
            query?: {
                /** @description The fields of users to return, separated by commas; all by default. */
                "fields[users]"?: string;
            };
            header?: never;
            path: {
                /** @description The UUID of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["AccountDocument"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The UUID of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    update_account: {
        parameters: {
            query?: {
                /** @description The fields of users to return, separated by commas; all by default. */
                "fields[users]"?: string;
            };
            header?: never;
            path: {
                /** @description The UUID of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.api+json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            /** @description The user, with the changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["AccountDocument"];
                };
            };
        };
    };
    list_audit: {
        parameters: {
            query?: {
                /** @description Rows of a page: 20 by default, at most 100. Larger values count as 100. */
                "page[size]"?: number;
                /** @description An opaque position that the page begins after, taken from a link. */
                "page[after]"?: string;
                /** @description An opaque position that the page ends before, taken from a link. */
                "page[before]"?: string;
            };
            header?: never;
            path: {
                /** @description The UUID of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of audit entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.api+json": components["schemas"]["AuditList"];
                };
            };
        };
    };
    set_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The UUID of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
                "application/vnd.api+json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description The password is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePasswordOut"];
                };
            };
        };
    };
}
