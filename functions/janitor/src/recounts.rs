//! Recounts of users, posts and comments with many source items, step by step over as many runs as it takes.

use shared::domain::{ErrorKind, Result};
use shared::store::{PostponedRecount, RecountStep};

use crate::finding::Finding;
use crate::janitor::Janitor;
use crate::report::Report;

/// Steps that a run makes, of [`Settings::source_items`](crate::Settings) each.
const STEPS_MAX: usize = 30;

impl Janitor {
    /// Continues the postponed recounts, and makes the repairs that they find.
    pub(crate) async fn continue_recounts(&self) -> Result<Report> {
        let (mut report, mut steps) = (Report::default(), 0);
        for mut recount in self.store.counters().postponed().await? {
            while steps < STEPS_MAX {
                match self.continue_recount(&mut recount).await? {
                    RecountStep::Continues => steps += 1,
                    RecountStep::Waits | RecountStep::Over(None) => break,
                    RecountStep::Over(Some(wrong)) => {
                        report += self.repair_all(vec![Finding::Counters(wrong)]).await;
                        break;
                    }
                }
            }
        }
        Ok(report)
    }

    /// Makes a step. A recount that meets an item that cannot be read is over until the next scan, so that it does not
    /// keep others from advancing.
    async fn continue_recount(&self, recount: &mut PostponedRecount) -> Result<RecountStep> {
        let counters = self.store.counters();
        let (limit, pause) = (self.settings.source_items, self.settings.pause);
        match counters.continue_recount(recount, limit, pause, &self.clock).await {
            Err(error) if error.kind == ErrorKind::Internal => {
                tracing::error!(of = ?recount.of(), %error, "source items cannot be counted");
                counters.remove_postponed(recount).await?;
                Ok(RecountStep::Over(None))
            }
            step => step,
        }
    }
}
