//! The scan of the table, slice by slice, in two passes each.

use serde_json::Value;
use shared::domain::Result;
use shared::domain::counter::CounterOwner;
use shared::runtime::telemetry::{batch, flushed};
use shared::store::{Pass, Position, Row};

use crate::finding::Finding;
use crate::janitor::Janitor;
use crate::report::Report;
use crate::scan_pass::ScanPass;
use crate::settings::Settings;

/// Pages of a scan in a slice, of a megabyte at most: what bounds the memory of a slice of large rows.
const PAGES_MAX: usize = 16;

/// A part of the table.
pub struct Slice {
    rows: Vec<Row>,
    /// The start of the next slice; `None` for the last slice.
    pub next: Option<Position>,
}

/// The result of a first pass.
pub struct Candidates {
    /// Expired rows, which need no second pass.
    expired: Vec<Finding>,
    /// Other findings, each with the row that it was found in.
    candidates: Vec<(Finding, Row)>,
    /// Users, posts and comments with too many source items to count them here.
    large: Vec<CounterOwner>,
}

impl Janitor {
    /// Handles a scheduled invocation of Lambda: processes one slice and logs the report. The event is not read. If a
    /// repair fails, the others are still made and the invocation fails.
    pub async fn invoke(&self, _event: Value) -> Result<(), lambda_runtime::Error> {
        let report = flushed(batch("janitor", None, self.run())).await?;
        report.log();
        if report.failed() > 0 {
            return Err(format!("{} repairs failed", report.failed()).into());
        }
        Ok(())
    }

    /// Releases the digests that are due. Processes the slice after that of the last run, or the first one after the last slice of the table.
    /// Then continues the recounts that are left from earlier slices.
    pub async fn run(&self) -> Result<Report> {
        let maintenance = self.store.maintenance();
        maintenance.begin_run(self.clock.now()).await?;
        self.store.digests().release_due(self.clock.now()).await?;
        let slice = self.slice(maintenance.position().await?.as_ref()).await?;
        let mut report = self.process(&slice, true).await?;
        // Only now, so that a slice is processed again after a crash.
        maintenance.save_position(slice.next.as_ref()).await?;
        report += self.continue_recounts().await?;
        maintenance.end_run(self.clock.now()).await?;
        Ok(report)
    }

    /// Processes the whole table. Without `repair` it only reports. It neither uses nor changes the position of
    /// scheduled runs, and postpones nothing.
    pub async fn run_all(&self, repair: bool) -> Result<Report> {
        let janitor = Self { settings: Settings { source_items: u64::MAX, ..self.settings }, ..self.clone() };
        let (mut report, mut from) = (Report::default(), None);
        loop {
            let slice = janitor.slice(from.as_ref()).await?;
            report += janitor.process(&slice, repair).await?;
            from = slice.next;
            if from.is_none() {
                return Ok(report);
            }
        }
    }

    /// Verifies and repairs what these users, posts and comments have derived: counters, names and threads. As
    /// [`Self::run_all`] it postpones nothing.
    pub async fn verify(&self, owners: &[CounterOwner]) -> Result<Report> {
        let janitor = Self { settings: Settings { source_items: u64::MAX, ..self.settings }, ..self.clone() };
        let mut report = Report::default();
        for owners in owners.chunks(self.settings.rows) {
            let rows = self.store.maintenance().rows_of(owners).await?;
            report += janitor.process(&Slice { rows, next: None }, true).await?;
        }
        Ok(report)
    }

    /// Reads the slice that starts at a position, or the first one for `None`.
    pub async fn slice(&self, from: Option<&Position>) -> Result<Slice> {
        let (mut rows, mut next) = (Vec::new(), from.cloned());
        for page in 1.. {
            let (more, position) =
                self.store.maintenance().rows_after(next.as_ref(), self.settings.rows - rows.len()).await?;
            rows.extend(more);
            next = position;
            if next.is_none() || rows.len() >= self.settings.rows || page == PAGES_MAX {
                break;
            }
        }
        Ok(Slice { rows, next })
    }

    /// Makes both passes over a slice and repairs what they find. If there are candidates, it pauses between them, or waits
    /// for `fanout` where that is known.
    async fn process(&self, slice: &Slice, repair: bool) -> Result<Report> {
        let first = self.first_pass(slice).await?;
        self.store.counters().postpone(&first.large).await?;
        if !first.candidates.is_empty() {
            match &self.progress {
                Some(progress) => progress.catch_up().await?,
                None => tokio::time::sleep(self.settings.pause).await,
            }
        }
        let findings = self.second_pass(first).await?;
        let report = if repair { self.repair_all(findings).await } else { report_only(findings) };
        Ok(Report { rows: slice.rows.len() as u64, ..report })
    }

    /// The first pass: collects candidates.
    pub async fn first_pass(&self, slice: &Slice) -> Result<Candidates> {
        let ScanPass { found, large } = self.scan_pass(&slice.rows, Pass::First).await?;
        // The deletion of an expired row is conditional on its expiry, so it needs no second pass.
        let (expired, candidates): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(finding, _)| matches!(finding, Finding::Expired(_)));
        Ok(Candidates { expired: expired.into_iter().map(|(finding, _)| finding).collect(), candidates, large })
    }

    /// The second pass: returns the candidates that are found again unchanged, and the expired rows, in the order of
    /// repair.
    pub async fn second_pass(&self, first: Candidates) -> Result<Vec<Finding>> {
        let Candidates { expired: mut confirmed, candidates, .. } = first;
        let (candidates, rows): (Vec<Finding>, Vec<Row>) = candidates.into_iter().unzip();
        let second = self.scan_pass(&self.store.maintenance().reread(&rows).await?, Pass::Second).await?;
        confirmed.extend(
            second.found.into_iter().map(|(finding, _)| finding).filter(|finding| candidates.contains(finding)),
        );
        confirmed.sort_by_key(Finding::repair);
        Ok(confirmed)
    }

    /// Repairs the findings, except those that have changed since. A repair that fails does not stop the others.
    pub async fn repair_all(&self, findings: Vec<Finding>) -> Report {
        let mut report = Report::default();
        for finding in findings {
            let outcome = finding.apply(&self.store, self.clock.now()).await;
            report.repaired(&finding, outcome);
            report.found(finding);
        }
        report
    }
}

fn report_only(findings: Vec<Finding>) -> Report {
    let mut report = Report::default();
    for finding in findings {
        finding.log("found");
        report.found(finding);
    }
    report
}
