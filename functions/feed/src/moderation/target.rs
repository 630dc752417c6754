//! The contribution that a request names by its type and id.

use shared::dialect::Params;
use shared::domain::{
    Contribution, CountedComment, Error, Id, Moderation, PostKind, PostWithCounters, Problem, Result, UserId,
};
use shared::store::Store;

/// The type of a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContributionType {
    Post(PostKind),
    Comment,
}

/// A contribution that exists.
pub enum Found {
    Post(Box<PostWithCounters>),
    Comment(Box<CountedComment>),
}

impl ContributionType {
    /// Parses the name of a type.
    pub fn parse(name: &str) -> Result<Self, Problem> {
        match name {
            "discussion" => Ok(Self::Post(PostKind::Discussion)),
            "post" => Ok(Self::Post(PostKind::Post)),
            "comment" => Ok(Self::Comment),
            _ => Err(Problem::new("invalid_choice", "Take one of discussion, post, comment.")),
        }
    }

    /// Reads the type from the query.
    pub fn from_params(params: &Params) -> Result<Self> {
        const NAME: &str = "contribution_type";
        let name = params.get(NAME).filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| Error::field(NAME, Problem::required()))?;
        Self::parse(name).map_err(|problem| Error::field(NAME, problem))
    }

    /// Reads the contribution with this id. A deleted comment is one as long as it is there.
    pub async fn find(self, store: &Store, id: Id) -> Result<Found> {
        match self {
            Self::Post(kind) => {
                let found = store.posts().get(id, true).await?.filter(|found| found.post.kind == kind);
                found.map(|found| Found::Post(Box::new(found))).ok_or_else(Error::not_found)
            }
            Self::Comment => {
                let place = store.comments().place(id).await?.ok_or_else(Error::not_found)?;
                let found = store.comments().get_consistently(place.at).await?;
                found.map(|found| Found::Comment(Box::new(found))).ok_or_else(Error::not_found)
            }
        }
    }
}

impl Found {
    /// What it is.
    pub fn contribution(&self) -> Contribution {
        match self {
            Self::Post(found) => Contribution::Post(found.post.id),
            Self::Comment(found) => Contribution::Comment(found.comment.at),
        }
    }

    /// Who has written it.
    pub fn author(&self) -> UserId {
        match self {
            Self::Post(found) => found.post.author,
            Self::Comment(found) => found.comment.author,
        }
    }

    /// What staff have decided about it.
    pub fn decision(&self) -> Option<&Moderation> {
        match self {
            Self::Post(found) => found.post.moderation.as_ref(),
            Self::Comment(found) => found.comment.moderation.as_ref(),
        }
    }
}
