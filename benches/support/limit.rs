//! Limits for ratios.

use super::text_table::TextTable;

/// A measured ratio, and the bound that it must keep.
#[derive(Debug)]
pub(crate) struct Limit {
    what: String,
    measured: f64,
    bound: f64,
    at_most: bool,
}

impl Limit {
    pub(crate) fn at_most(bound: f64, what: String, measured: f64) -> Self {
        Self { what, measured, bound, at_most: true }
    }

    pub(crate) fn at_least(bound: f64, what: String, measured: f64) -> Self {
        Self { what, measured, bound, at_most: false }
    }

    pub(crate) fn holds(&self) -> bool {
        if self.at_most { self.measured <= self.bound } else { self.measured >= self.bound }
    }
}

pub(crate) fn limit_table(limits: &[Limit]) -> TextTable {
    let mut table = TextTable::new(["", "measured", "limit", ""]);
    for limit in limits {
        let side = if limit.at_most { "at most" } else { "at least" };
        table.push([
            limit.what.clone(),
            format!("{:.2}", limit.measured),
            format!("{side} {:5.2}", limit.bound),
            if limit.holds() { "holds" } else { "MISSED" }.to_owned(),
        ]);
    }
    table
}
