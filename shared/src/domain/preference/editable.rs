//! Preferences that superusers change: texts, colours and URLs.

use super::value::{Changes, Kind, Preference, Value};
use crate::domain::error::Problem;
use crate::domain::text;

/// Maximum length of a text, in characters.
const TEXT_MAX: usize = 255;
/// Maximum length of a URL template, in characters.
const TEMPLATE_MAX: usize = 200;

/// A preference that superusers change.
#[derive(Debug)]
pub struct Editable {
    section: &'static str,
    /// Its name, under which a change is stored.
    pub name: &'static str,
    kind: Kind,
    default: &'static str,
    help: &'static str,
}

type Row = (&'static str, &'static str, &'static str);

const fn row(section: &'static str, kind: Kind, (name, default, help): Row) -> Editable {
    Editable { section, name, kind, default, help }
}

const fn text(section: &'static str, name: &'static str, default: &'static str, help: &'static str) -> Editable {
    row(section, Kind::Text, (name, default, help))
}

const fn color(name: &'static str, default: &'static str, help: &'static str) -> Editable {
    row("colors", Kind::Color, (name, default, help))
}

const fn url(section: &'static str, name: &'static str, help: &'static str) -> Editable {
    row(section, Kind::Url, (name, "", help))
}

const fn template(name: &'static str, default: &'static str, help: &'static str) -> Editable {
    row("configurations", Kind::UrlTemplate, (name, default, help))
}

/// The rows; their places are ids, so add rows at the end.
pub(super) const TABLE: &[Editable] = &[
    text("text", "application_name", "kith", "The name of the community."),
    text("text", "application_slogan1", "", "A slogan."),
    text("text", "application_slogan2", "", "A second slogan."),
    text("text", "application_copyright", "", "The copyright notice in the footer."),
    text("text", "errorpages_title", "", "The title of error pages."),
    text("text", "errorpages_subtitle", "", "The subtitle of error pages."),
    text("style", "font_family", "system-ui, sans-serif", "The font of all texts, as in CSS."),
    url("logo", "navbar_logo", "URL of the logo."),
    url("logo", "navbar_logo_mobile", "URL of the logo on small screens."),
    color("colorback", "#f5f5f5", "The background."),
    color("colorprimary", "#1f5f8b", "The primary colour."),
    color("colorsecondary", "#b5533c", "The secondary colour."),
    color("navbarback", "#ffffff", "The background of the navigation bar."),
    color("font_color", "#1c1c1c", "The colour of texts."),
    color("font_color_secondary", "#5c5c5c", "The colour of secondary texts."),
    url("covers", "cover_1_hp_m1920", "URL of the first picture of the start page."),
    url("covers", "cover_2_hp_m1920", "URL of the second picture of the start page."),
    url("covers", "cover_3_hp_m1920", "URL of the third picture of the start page."),
    url("covers", "cover_4_hp_m1920", "URL of the fourth picture of the start page."),
    url("images", "app_icon", "URL of the icon of the application."),
    url("images", "user_default_cover", "URL of the cover of users who have uploaded none."),
    url("images", "error_404", "URL of the picture of a page that does not exist."),
    url("images", "error_503", "URL of the picture of a page that cannot be shown."),
    url("images", "errorpages_image", "URL of the picture of error pages."),
    url("staff", "staff_badge_icon", "URL of the badge beside names of staff."),
    text("staff", "staff_badge_label", "Staff", "The text of the badge beside names of staff."),
    url("configurations", "app_url", "URL of the front end."),
    template("url_template_categories_list", "/categories/", "The list of categories."),
    template("url_template_category", "/category/{id}/{slug}/", "A category."),
    template("url_template_comment", "/{contribution_type}/{contribution_id}/comment/{id}/", "A comment."),
    template("url_template_discussion", "/discussion/{id}/", "A discussion."),
    template("url_template_incubator", "/incubator/{id}/", "An incubator."),
    template("url_template_live_stream", "/live/{slug}/", "A live stream."),
    template("url_template_notifications", "/notification/", "The notifications of the user."),
    template("url_template_post", "/post/{id}/", "A post."),
    template("url_template_private_message", "/messages/{id}/", "Private messages with a user."),
    template("url_template_profile", "/user/{id}/", "The profile of a user."),
    template("url_template_profile_settings", "/user/{id}/edit/", "The settings of the user."),
    template("url_template_status", "/status/{id}/", "A status."),
    template("url_template_email_settings", "/user/{id}/edit/", "The page that mails link to for their settings."),
    template("url_template_email_unsubscribe", "/user/{id}/edit/", "The page that mails link to for ending them."),
    template("url_template_password_recover", "/recover/", "The page on which a user recovers an account."),
    template("url_template_verify_email", "/user/{id}/edit/", "The page on which a user confirms an address."),
    text("webmaster", "meta_title_home_not_logged", "", "The title of the start page for search engines."),
    text("webmaster", "meta_description", "", "The description of the community for search engines."),
    text("webmaster", "meta_robots", "", "Which pages search engines may list."),
    url("providers", "app_url_on_app_store", "URL of the application in Apple's store."),
    url("providers", "app_url_on_google_play", "URL of the application in Google's store."),
];

impl Editable {
    /// Checks a new value. The empty text restores the default: `None`.
    pub fn parse(&self, value: &str) -> Result<Option<String>, Problem> {
        if value.is_empty() {
            return Ok(None);
        }
        let value = match self.kind {
            Kind::Color => color_of(value),
            Kind::Url => text::website(value),
            Kind::UrlTemplate => template_of(value),
            Kind::Flag | Kind::Number | Kind::Text => text::line(value, TEXT_MAX),
        };
        value.map(Some)
    }

    /// The preference as it applies after these changes.
    pub fn preference(&self, id: u64, changes: &Changes) -> Preference {
        let value = changes.get(self.name).map_or(self.default, String::as_str);
        let value = Value::Text(value.to_owned());
        Preference { id, section: self.section, name: self.name, value, kind: self.kind, help: self.help }
    }
}

/// Checks a colour: `#` and 3, 6 or 8 hexadecimal digits.
fn color_of(value: &str) -> Result<String, Problem> {
    let digits = value.strip_prefix('#').unwrap_or_default();
    let valid = matches!(digits.len(), 3 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if valid { Ok(value.to_owned()) } else { Err(Problem::new("invalid", "Enter a colour such as #1f5f8b.")) }
}

/// Checks a template: a path, or an `http` or `https` URL, whose segments may be parameters such as `{id}`.
fn template_of(value: &str) -> Result<String, Problem> {
    let value = text::line(value, TEMPLATE_MAX)?;
    let is_path = value.starts_with('/') && !value.starts_with("//");
    let is_url = value.starts_with("https://") || value.starts_with("http://");
    let printable = value.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\`^|".contains(&byte));
    if (is_path || is_url) && printable && value.split('/').all(is_plain_or_parameter) {
        Ok(value)
    } else {
        Err(Problem::new("invalid", "Enter a path such as /post/{id}/, or a URL of this form."))
    }
}

fn is_plain_or_parameter(segment: &str) -> bool {
    let parameter = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    match parameter {
        Some(name) => !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
        None => !segment.contains(['{', '}']),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_of(kind: Kind) -> Editable {
        row("text", kind, ("any", "", ""))
    }

    #[test]
    fn the_defaults_are_valid() {
        for row in TABLE {
            assert!(row.parse(row.default).is_ok(), "{row:?}");
        }
    }

    #[test]
    fn values_follow_the_rule_of_their_kind() {
        let tables: &[(Kind, &[&str], &[&str])] = &[
            (Kind::Text, &["Summits", "語"], &["a\nb", &"x".repeat(256)]),
            (Kind::Color, &["#fff", "#1F5f8b", "#1f5f8b80"], &["fff", "#ffff", "#ggg", "red", "#12345é"]),
            (Kind::Url, &["https://example.org/a.png"], &["a.png", "javascript:alert(1)", "http://a b"]),
            (
                Kind::UrlTemplate,
                &["/", "/post/{id}/", "https://example.org/{slug}", "/a-b/{contribution_id}"],
                &[
                    "post/{id}",
                    "//example.org/",
                    "/post/{}/",
                    "/post/{id",
                    "/post/x{id}/",
                    "/{ID}/",
                    "/a b/",
                    "ftp://a",
                    "/\"",
                    "/é",
                ],
            ),
        ];
        for (kind, valid, invalid) in tables {
            for value in *valid {
                assert_eq!(row_of(*kind).parse(value).unwrap().as_deref(), Some(*value), "{kind:?}");
            }
            for value in *invalid {
                assert!(row_of(*kind).parse(value).is_err(), "{kind:?} {value}");
            }
            assert_eq!(row_of(*kind).parse("").unwrap(), None, "{kind:?}");
        }
    }
}
