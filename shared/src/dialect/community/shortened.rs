//! The objects in a notification, shortened so that it is small whatever users have written. The objects elsewhere are
//! whole (`docs/api/community.md`, "Summaries").

use crate::dialect::community::author::AuthorView;
use crate::dialect::community::comment::{CommentAuthorView, CommentView};
use crate::dialect::community::media::MediaOfPostView;
use crate::dialect::community::poll::PollView;
use crate::dialect::community::post::PostView;
use crate::dialect::community::reaction::ReactionCountView;
use crate::dialect::community::user::UserView;
use crate::domain::post::excerpt::{json_size, of_html, of_text};

/// The most bytes of JSON of one notification.
const NOTIFICATION_MAX: usize = 10_000;
/// The most bytes of JSON of each text. The first is enough for most notifications; the others are tried in turn where many
/// long texts meet, such as the choices of a poll.
const TEXT_MAX: [usize; 6] = [1_000, 500, 250, 120, 60, 30];

// The most bytes of JSON of an object without its texts and lists: names of fields, punctuation, numbers and times.
const USER: usize = 1_500;
const AUTHOR: usize = 900;
const POST: usize = 1_000;
const POLL: usize = 350;
const CHOICE: usize = 170;
const COMMENT: usize = 1_100;
const LOCATION: usize = 90;
/// The number of votes with a reaction.
const REACTION: usize = 280;
/// Counts of reactions are left out of a notification whose texts are shortened to this or less.
const REACTIONS_MIN: usize = 250;
/// The most media of a post that are whole.
const MEDIA_MAX: usize = 4;
/// Media are left out of a notification whose texts are shortened to this or less.
const MEDIA_MIN: usize = 500;
/// An id and the comma after it.
const ID: usize = 17;

/// An object that can be shortened.
pub(super) trait Shorten {
    /// Shortens each text to `max` bytes of JSON. Returns the size of the object in JSON, or a little more.
    fn shorten(&mut self, max: usize) -> usize;
}

/// Shortens a notification until it fits.
pub(super) fn shorten(notification: &mut impl Shorten) {
    for max in TEXT_MAX {
        if notification.shorten(max) <= NOTIFICATION_MAX {
            break;
        }
    }
}

/// Shortens texts. Returns their size.
fn texts<'a>(texts: impl IntoIterator<Item = &'a mut String>, max: usize) -> usize {
    let shortened = texts.into_iter().map(|text| {
        if json_size(text) > max {
            *text = of_text(text, max);
        }
        json_size(text)
    });
    shortened.sum()
}

/// Empties texts that are too long and mean something else without their end, such as URLs. Returns their size.
fn indivisible<'a>(texts: impl IntoIterator<Item = &'a mut String>, max: usize) -> usize {
    let kept = texts.into_iter().map(|text| {
        if json_size(text) > max {
            text.clear();
        }
        json_size(text)
    });
    kept.sum()
}

/// Leaves out counts of reactions where texts are very short. Returns their size.
fn counts(reactions: &mut Vec<ReactionCountView>, max: usize) -> usize {
    if max <= REACTIONS_MIN {
        reactions.clear();
    }
    reactions.len() * REACTION
}

/// Leaves of all media but the first few their ids alone, and of all where texts are very short. Returns their size.
fn media(medias: &mut [MediaOfPostView], max: usize) -> usize {
    let whole = if max <= MEDIA_MIN { 0 } else { MEDIA_MAX };
    let sizes = medias.iter_mut().enumerate().map(|(n, media)| match media {
        MediaOfPostView::Media(view) if n < whole => serde_json::to_vec(view).map_or(0, |json| json.len() + 1),
        MediaOfPostView::Media(view) => {
            *media = MediaOfPostView::Foreign(view.id);
            ID
        }
        MediaOfPostView::Foreign(_) => ID,
    });
    sizes.sum()
}

/// The size of texts that are never shortened.
fn whole<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    texts.into_iter().map(json_size).sum()
}

impl Shorten for UserView {
    fn shorten(&mut self, max: usize) -> usize {
        let long = [&mut self.real_name, &mut self.bio, &mut self.description].into_iter().chain(&mut self.location);
        let size = texts(long, max) + texts([&mut self.company_name, &mut self.company_role], max);
        let coordinates = self.location_lat_lng.iter_mut().chain(&mut self.position_lat_lng);
        let size = size + indivisible(coordinates.chain([&mut self.website]), max);
        let urls = [&self.avatar, &self.avatar_url].into_iter().chain(&self.cover);
        let email = self.email.as_ref().map(|email| email.as_str());
        USER + size + whole(urls.map(String::as_str).chain(email).chain([self.username.as_str()]))
    }
}

impl Shorten for AuthorView {
    fn shorten(&mut self, max: usize) -> usize {
        let long = [&mut self.real_name, &mut self.bio, &mut self.description].into_iter().chain(&mut self.location);
        let size = texts(long, max) + texts([&mut self.company_name, &mut self.company_role], max);
        let coordinates = self.location_lat_lng.iter_mut().chain(&mut self.position_lat_lng);
        let size = size + indivisible(coordinates.chain([&mut self.website]), max);
        let urls = [&self.avatar, &self.avatar_url].into_iter().chain(&self.cover);
        let email = self.email.as_ref().map(|email| email.as_str());
        AUTHOR + size + whole(urls.map(String::as_str).chain(email).chain([self.username.as_str()]))
    }
}

impl Shorten for PollView {
    fn shorten(&mut self, max: usize) -> usize {
        let choices: usize = self.choices.iter_mut().map(|choice| CHOICE + texts([&mut choice.choice], max)).sum();
        // Posts in notifications have no votes.
        POLL + choices + texts([&mut self.title], max)
    }
}

impl Shorten for PostView {
    fn shorten(&mut self, max: usize) -> usize {
        self.summary_truncated |= json_size(&self.summary) > max;
        self.summary = of_html(&self.summary, max);
        self.html = of_html(&self.html, max);
        self.summary_html = if self.summary_truncated { self.summary.clone() } else { self.html.clone() };
        let place = self.location.as_mut().map(|at| LOCATION + texts([&mut at.location], max));
        let poll = self.poll.as_mut().map(|poll| poll.shorten(max));
        let ids = self.categories.len() + self.addressing.len();
        let written = whole([&self.slug, &self.html, &self.summary, &self.summary_html].map(String::as_str));
        let title = texts([&mut self.title], max);
        let reactions = counts(&mut self.reactions_count, max);
        let objects = place.unwrap_or(0) + poll.unwrap_or(0) + self.author.shorten(max);
        POST + ids * ID + media(&mut self.medias, max) + title + written + objects + reactions
    }
}

impl Shorten for CommentView {
    fn shorten(&mut self, max: usize) -> usize {
        self.summary_truncated |= json_size(&self.summary) > max;
        self.summary = of_html(&self.summary, max);
        self.html = of_html(&self.html, max);
        self.text = self.html.clone();
        self.summary_html = if self.summary_truncated { self.summary.clone() } else { self.html.clone() };
        let author = match &mut self.author {
            CommentAuthorView::Author(author) => author.shorten(max),
            CommentAuthorView::Nobody(_) => 0,
        };
        let written = [&self.html, &self.text, &self.summary, &self.summary_html].map(String::as_str);
        COMMENT + author + whole(written) + counts(&mut self.reactions_count, max)
    }
}
