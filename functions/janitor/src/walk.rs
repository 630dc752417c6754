//! The walk over the table, slice by slice.

use shared::domain::Result;
use shared::store::{Position, Row};

use crate::{Finding, Janitor, Report};

/// A part of the table.
pub struct Slice {
    rows: Vec<Row>,
    /// Where the next one begins; `None`: this was the last.
    pub next: Option<Position>,
}

/// What a first look gives reason to suspect.
pub struct Suspicion {
    certain: Vec<Finding>,
    /// With the rows in which it was seen.
    doubtful: Vec<(Finding, Row)>,
}

impl Janitor {
    /// Deals with one slice: the one after that of the last run, and after the last one the first again.
    pub async fn run(&self) -> Result<Report> {
        let slice = self.slice(self.store.maintenance().position().await?.as_ref()).await?;
        let report = self.deal_with(&slice, true).await?;
        // Not earlier: what a crash cuts off is done again.
        self.store.maintenance().save_position(slice.next.as_ref()).await?;
        Ok(report)
    }

    /// Deals with the whole table; without `repair` it only looks. Where the runs on schedule are does not matter to it,
    /// nor it to them.
    pub async fn run_all(&self, repair: bool) -> Result<Report> {
        let (mut report, mut from) = (Report::default(), None);
        loop {
            let slice = self.slice(from.as_ref()).await?;
            report += self.deal_with(&slice, repair).await?;
            from = slice.next;
            if from.is_none() {
                return Ok(report);
            }
        }
    }

    /// Reads a slice.
    pub async fn slice(&self, from: Option<&Position>) -> Result<Slice> {
        let (mut rows, mut next) = (Vec::new(), from.cloned());
        loop {
            let (more, position) =
                self.store.maintenance().rows_after(next.as_ref(), self.settings.rows - rows.len()).await?;
            rows.extend(more);
            next = position;
            if next.is_none() || rows.len() >= self.settings.rows {
                return Ok(Slice { rows, next });
            }
        }
    }

    /// Looks at a slice, and again after the pause at what gave reason to; repairs what is still the same.
    async fn deal_with(&self, slice: &Slice, repair: bool) -> Result<Report> {
        let suspicion = self.suspect(slice).await?;
        if !suspicion.doubtful.is_empty() {
            tokio::time::sleep(self.settings.pause).await;
        }
        let found = self.confirm(suspicion).await?;
        let report = if repair { self.put_right(found).await } else { tell(&found) };
        Ok(Report { rows: slice.rows.len() as u64, ..report })
    }

    /// The first look.
    pub async fn suspect(&self, slice: &Slice) -> Result<Suspicion> {
        let found = self.look(&slice.rows, false).await?;
        // What has expired does not come back: the condition of its deletion is all that it takes.
        let (expired, doubtful): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(finding, _)| matches!(finding, Finding::Expired(_)));
        Ok(Suspicion { certain: expired.into_iter().map(|(finding, _)| finding).collect(), doubtful })
    }

    /// The second look: what is still wrong, and in the same way.
    pub async fn confirm(&self, suspicion: Suspicion) -> Result<Vec<Finding>> {
        let Suspicion { certain: mut found, doubtful } = suspicion;
        let (suspected, rows): (Vec<Finding>, Vec<Row>) = doubtful.into_iter().unzip();
        let again = self.look(&self.store.maintenance().reread(&rows).await?, true).await?;
        found.extend(again.into_iter().map(|(finding, _)| finding).filter(|finding| suspected.contains(finding)));
        found.sort_by_key(Finding::repair);
        Ok(found)
    }

    /// Repairs what was found, unless it has changed since. One that fails keeps no other from being made.
    pub async fn put_right(&self, found: Vec<Finding>) -> Report {
        let mut report = Report::default();
        for finding in &found {
            report.found(finding);
            report.repaired(finding, finding.put_right(&self.store, self.clock.now()).await);
        }
        report
    }
}

fn tell(found: &[Finding]) -> Report {
    let mut report = Report::default();
    for finding in found {
        report.found(finding);
        finding.tell("found");
    }
    report
}
