//! Reports: findings and repairs, counted by kind.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use shared::domain::Result;
use shared::runtime::telemetry::REPAIR;

use crate::finding::Finding;
use crate::repair::Repair;

/// The numbers of findings and repairs of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepairCounts {
    /// Findings that both passes agree on.
    pub found: u64,
    /// Repairs made. Fewer than `found` if rows have changed since, if repairs failed, or in a dry run.
    pub repaired: u64,
    /// Repairs that failed, each with an error in the log.
    pub failed: u64,
}

/// The findings and repairs of a scan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Rows scanned.
    pub rows: u64,
    /// What was found, slice by slice in the order of repair.
    pub findings: Vec<Finding>,
    /// The numbers by kind of repair, without kinds that were not found.
    pub repairs: BTreeMap<Repair, RepairCounts>,
}

impl Report {
    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.repairs.is_empty()
    }

    /// The number of repairs that failed.
    pub fn failed(&self) -> u64 {
        self.repairs.values().map(|tally| tally.failed).sum()
    }

    pub(crate) fn found(&mut self, finding: Finding) {
        self.repairs.entry(finding.repair()).or_default().found += 1;
        self.findings.push(finding);
    }

    pub(crate) fn repaired(&mut self, finding: &Finding, outcome: Result<bool>) {
        let tally = self.repairs.entry(finding.repair()).or_default();
        match outcome {
            Ok(true) => tally.repaired += 1,
            Ok(false) => {}
            Err(error) => {
                tally.failed += 1;
                tracing::error!(repair = %finding.repair(), %error, "repair failed");
            }
        }
    }

    /// Logs one line about the scan, and one for each kind of repair made, which is also the metric `repairs`.
    pub fn log(&self) {
        let sum = |of: fn(&RepairCounts) -> u64| self.repairs.values().map(of).sum::<u64>();
        let (found, repaired) = (sum(|tally| tally.found), sum(|tally| tally.repaired));
        tracing::info!(rows = self.rows, found, repaired, failed = self.failed(), "scanned a slice");
        for (repair, tally) in self.repairs.iter().filter(|(_, tally)| tally.repaired > 0) {
            tracing::info!(target: REPAIR, %repair, repairs = tally.repaired, "repaired");
        }
    }
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.findings.extend(other.findings);
        for (repair, tally) in other.repairs {
            let sum = self.repairs.entry(repair).or_default();
            sum.found += tally.found;
            sum.repaired += tally.repaired;
            sum.failed += tally.failed;
        }
    }
}
