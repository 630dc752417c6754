//! The post that a request about comments names: `post` or `discussion`.

use shared::dialect::{Fields, Params};
use shared::domain::{Error, Id, PostKind, PostWithCounters, Problem, Result};
use shared::store::Store;

/// A post, in the field or parameter that is named after its kind.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub kind: PostKind,
    pub post: Id,
}

impl Target {
    /// Reads the target from a body. Errors are recorded in the fields.
    pub fn from_fields(fields: &mut Fields) -> Option<Self> {
        let ids = [PostKind::Post, PostKind::Discussion].map(|kind| (kind, fields.optional_id(kind.name())));
        one_of(ids).map_err(|(name, problem)| fields.refuse(name, problem)).ok()
    }

    /// Reads the target from the query.
    pub fn from_params(params: &Params) -> Result<Self> {
        let ids =
            [(PostKind::Post, id_param(params, "post")?), (PostKind::Discussion, id_param(params, "discussion")?)];
        one_of(ids).map_err(|(name, problem)| Error::field(name, problem))
    }

    /// Reads the post. Reads consistently only if an eventually consistent read does not find it.
    pub async fn find(self, store: &Store) -> Result<Option<PostWithCounters>> {
        let found = match store.posts().get(self.post, false).await? {
            None => store.posts().get(self.post, true).await?,
            found => found,
        };
        Ok(found.filter(|found| found.post.kind == self.kind))
    }
}

fn one_of(ids: [(PostKind, Option<Id>); 2]) -> Result<Target, (&'static str, Problem)> {
    match ids {
        [(kind, Some(post)), (_, None)] | [(_, None), (kind, Some(post))] => Ok(Target { kind, post }),
        [(_, None), (_, None)] => Err(("post", Problem::new("required", "Name a post or a discussion."))),
        _ => Err(("discussion", Problem::new("invalid", "Name a post or a discussion, not both."))),
    }
}

/// An optional id in the query; the empty text counts as absent.
pub fn id_param(params: &Params, name: &'static str) -> Result<Option<Id>> {
    let invalid = || Error::field(name, Problem::new("invalid", "A valid integer is required."));
    let text = params.get(name).filter(|text| !text.is_empty());
    text.map(|text| Id::parse(text).ok_or_else(invalid)).transpose()
}
