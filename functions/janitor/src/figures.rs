//! The figures of the days that are over, counted once each.

use shared::domain::Result;
use shared::domain::figures::{day_of, days_over};

use crate::janitor::Janitor;

/// Days that a run counts. A community of before kith counted days has more, which several runs count.
const DAYS_MAX: usize = 100;

impl Janitor {
    /// Counts and stores the figures of days that have none yet, up to 100, the first one first. Returns how many.
    pub async fn count_days(&self) -> Result<usize> {
        let (figures, now) = (self.store.figures(), self.clock.now());
        let Some(first) = figures.next_day().await? else { return Ok(0) };
        let days: Vec<_> = days_over(first, day_of(now)).take(DAYS_MAX).collect();
        if days.is_empty() {
            return Ok(0);
        }
        let parked = self.store.parked_records().list().await?;
        for day in &days {
            figures.put(&figures.count(*day, &parked, now).await?).await?;
        }
        Ok(days.len())
    }
}
