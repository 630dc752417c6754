//! The content of a post, read from a request body (`docs/api/community.md`, "Post fields").

use jiff::Timestamp;
use shared::dialect::Fields;
use shared::domain::post::html;
use shared::domain::post::poll::{CHOICE_MAX, CHOICES_MAX, CHOICES_MIN, TITLE_MAX as POLL_TITLE_MAX};
use shared::domain::post::{CATEGORIES_MAX, Location, MEDIAS_MAX, TITLE_MAX};
use shared::domain::text::{self, LOCATION_MAX};
use shared::domain::{Content, Error, Id, Poll, PostKind, PostWithCounters, Problem, Result};

/// Reads the content of a new post, or applies the body to the post `before` an edit: absent fields stay as they are.
pub fn read(mut fields: Fields, kind: PostKind, before: Option<&PostWithCounters>, now: Timestamp) -> Result<Content> {
    let mut content = before.map(|before| before.post.content.clone()).unwrap_or_default();
    match (kind, before) {
        (PostKind::Discussion, None) => content.title = fields.required("title", title).unwrap_or_default(),
        (PostKind::Discussion, Some(_)) => fields.change("title", &mut content.title, title),
        (PostKind::Post, _) => {}
    }
    fields.change("text", &mut content.html, html::clean);
    for (name, target, max) in [
        ("categories", &mut content.categories, CATEGORIES_MAX),
        ("medias", &mut content.medias, MEDIAS_MAX),
        ("addressing", &mut content.addressing, CATEGORIES_MAX),
    ] {
        if let Some(ids) = fields.ids(name, max) {
            *target = ids;
        }
    }
    match fields.object("location") {
        None => {}
        // Clients that serialise an optional place send its fields as `null`.
        Some(Some(inner)) if inner.are_null() => {}
        Some(None) => content.location = None,
        Some(Some(mut inner)) => {
            content.location = location(&mut inner);
            fields.absorb("location", inner);
        }
    }
    // `null` does not remove a poll.
    if let Some(Some(mut inner)) = fields.object("poll") {
        match (&content.poll, before) {
            (Some(poll), _) => {
                let is_voted = before.is_some_and(|before| before.counters.choices.values().any(|votes| *votes > 0));
                content.poll = edit_poll(poll, is_voted, &mut inner, now);
            }
            (None, None) => content.poll = new_poll(&mut inner, now),
            (None, Some(_)) => fields.refuse("poll", Problem::new("invalid", "A poll cannot be added later.")),
        }
        fields.absorb("poll", inner);
    }
    let content = fields.complete(Some(content))?;
    if content.is_empty() {
        return Err(Error::field("text", Problem::required()));
    }
    Ok(content)
}

fn title(text: &str) -> Result<String, Problem> {
    text::filled_line(text, TITLE_MAX)
}

fn location(fields: &mut Fields) -> Option<Location> {
    let location = fields.optional("location", |text| text::line(text, LOCATION_MAX)).unwrap_or_default();
    let lat = fields.number("lat", -90.0..=90.0);
    let lng = fields.number("lng", -180.0..=180.0);
    lat.zip(lng).map(|(lat, lng)| Location::new(location, lat, lng))
}

fn new_poll(fields: &mut Fields, now: Timestamp) -> Option<Poll> {
    let title = fields.required("title", |text| text::filled_line(text, POLL_TITLE_MAX));
    let multiple = fields.flag("multiple_choices").unwrap_or(false);
    let expiration_at = fields.optional("expiration_at", |text| future_time(text, now)).flatten();
    let choices = choices(fields);
    let poll = Poll::new(Id::generate(now), title?, choices?, multiple);
    Some(Poll { expiration_at, ..poll })
}

fn choices(fields: &mut Fields) -> Option<Vec<String>> {
    let objects = fields.objects("choices", CHOICES_MAX)?;
    let mut choices: Vec<String> = Vec::new();
    for mut object in objects {
        let choice = object.required("choice", |text| text::filled_line(text, CHOICE_MAX));
        fields.absorb("choices", object);
        let choice = choice?;
        if choices.contains(&choice) {
            fields.refuse("choices", Problem::new("unique", "Ensure that no two choices are alike."));
            return None;
        }
        choices.push(choice);
    }
    if choices.len() < CHOICES_MIN {
        let message = format!("Ensure this field has at least {CHOICES_MIN} elements.");
        fields.refuse("choices", Problem::new("min_length", message));
    }
    Some(choices)
}

/// Changes the end and the closing of a poll, and its question until the first vote. The choices stay, so that a vote
/// never becomes a vote for something else.
fn edit_poll(before: &Poll, is_voted: bool, fields: &mut Fields, now: Timestamp) -> Option<Poll> {
    let mut poll = before.clone();
    fields.change("title", &mut poll.title, |text| {
        let title = text::filled_line(text, POLL_TITLE_MAX)?;
        if is_voted && title != before.title {
            return Err(Problem::new("poll_voted", "The question of a poll cannot change after the first vote."));
        }
        Ok(title)
    });
    // An expired poll is shown as closed. A form that is sent back whole does not close it for good.
    if let Some(closed) = fields.flag("closed").filter(|closed| *closed == before.is_open(now)) {
        poll.closed = closed;
    }
    let unchanged = |text: &str| {
        text::trim(text).parse().ok().is_some_and(|end| before.expiration_at == Some(to_milliseconds(end)))
    };
    let end = fields.optional("expiration_at", |text| {
        if unchanged(text) { Ok(before.expiration_at) } else { future_time(text, now) }
    });
    if let Some(end) = end {
        poll.expiration_at = end;
    }
    if poll != *before {
        poll.modified = Some(now);
    }
    Some(poll)
}

/// A time in the future, to the millisecond; `None` for the empty text.
fn future_time(text: &str, now: Timestamp) -> Result<Option<Timestamp>, Problem> {
    let text = text::trim(text);
    if text.is_empty() {
        return Ok(None);
    }
    let time = text::time(text)?;
    if time <= now {
        return Err(Problem::new("past", "Ensure this is a time in the future."));
    }
    Ok(Some(to_milliseconds(time)))
}

/// Cuts a time to the precision of responses, so that a form that is sent back whole changes nothing.
fn to_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}
