//! What was found and repaired, counted by kind.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use shared::domain::Result;
use shared::runtime::telemetry::REPAIR;

use crate::{Finding, Repair};

/// How often something was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Wrong at both looks.
    pub found: u64,
    /// Put right. What was found and not put right has changed since, or failed, or was only to be looked at.
    pub repaired: u64,
    /// Could not be put right: the table refused, and the log says why.
    pub failed: u64,
}

/// What a walk found and repaired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that were looked at.
    pub rows: u64,
    /// By kind of repair; kinds that were not found are left out.
    pub tallies: BTreeMap<Repair, Tally>,
}

impl Report {
    /// Whether everything agreed with the facts.
    pub fn is_clean(&self) -> bool {
        self.tallies.is_empty()
    }

    /// Repairs that could not be made.
    pub fn failed(&self) -> u64 {
        self.tallies.values().map(|tally| tally.failed).sum()
    }

    pub(crate) fn found(&mut self, finding: &Finding) {
        self.tallies.entry(finding.repair()).or_default().found += 1;
    }

    pub(crate) fn repaired(&mut self, finding: &Finding, outcome: Result<bool>) {
        let tally = self.tallies.entry(finding.repair()).or_default();
        match outcome {
            Ok(true) => tally.repaired += 1,
            Ok(false) => {}
            Err(error) => {
                tally.failed += 1;
                tracing::error!(repair = %finding.repair(), %error, "not repaired");
            }
        }
    }

    /// One line of the log for all of it, and one for each kind of repair, which CloudWatch makes the metric `repairs` of.
    pub fn log(&self) {
        let sum = |of: fn(&Tally) -> u64| self.tallies.values().map(of).sum::<u64>();
        let (found, repaired) = (sum(|tally| tally.found), sum(|tally| tally.repaired));
        tracing::info!(rows = self.rows, found, repaired, failed = self.failed(), "looked at a slice");
        for (repair, tally) in self.tallies.iter().filter(|(_, tally)| tally.repaired > 0) {
            tracing::info!(target: REPAIR, %repair, repairs = tally.repaired, "repaired");
        }
    }
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        for (repair, tally) in other.tallies {
            let sum = self.tallies.entry(repair).or_default();
            sum.found += tally.found;
            sum.repaired += tally.repaired;
            sum.failed += tally.failed;
        }
    }
}
