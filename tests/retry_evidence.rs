//! Retry advice against the evidence: what the published pages say, and what openYuanRong's own
//! runtime and servers do. Each row names its source, and is pinned cell by cell.

use yuanrong_errors::{Entry, Operation, Origin, Retry, Table, entries, lookup_in};

use Operation::{Create, InvokeStateful, InvokeStateless};
use Origin::{Documented, Observed};
use Table::{Rest, Sdk};

const ALL: &[Operation] = Operation::ALL;
const OBSERVED_OR_STRONGER: &[Origin] = &[Documented, Observed];

/// Some codes, the operations for which a repeat of them can be right, and who may be named as
/// saying so.
struct Evidence {
    source: &'static str,
    table: Table,
    codes: &'static [u32],
    operations: &'static [Operation],
    origins: &'static [Origin],
}

const EVIDENCE: &[Evidence] = &[
    Evidence {
        source: "the error-code page: internal errors may be retried later",
        table: Sdk,
        codes: &[3003],
        operations: ALL,
        origins: &[Documented],
    },
    Evidence {
        source: "the error-code page: internal errors may be retried later",
        table: Rest,
        codes: &[150_500],
        operations: ALL,
        origins: &[Documented],
    },
    Evidence {
        source: "the error-code page: time-outs may be retried later",
        table: Rest,
        codes: &[121_019],
        operations: ALL,
        origins: &[Documented],
    },
    Evidence {
        source: "the error-code page: time-outs may be retried later, of a `get` too",
        table: Sdk,
        codes: &[4005],
        operations: ALL,
        origins: &[Documented],
    },
    Evidence {
        source: "the error-code page: the solution is to retry after an interval",
        table: Sdk,
        codes: &[1005],
        operations: ALL,
        origins: &[Documented],
    },
    Evidence {
        source: "the page on invoke options: the framework itself retries",
        table: Sdk,
        codes: &[1002, 1003, 1007],
        operations: &[InvokeStateless],
        origins: &[Documented],
    },
    Evidence {
        source: "the page on invoke options: the caller decides",
        table: Sdk,
        codes: &[2002, 3001, 3002, 4202, 4203, 4204],
        operations: &[InvokeStateless],
        origins: &[Documented],
    },
    Evidence {
        source: "the runtime, creating an instance",
        table: Sdk,
        codes: &[1002, 3001, 3002, 4204, 150_464],
        operations: &[Create],
        origins: OBSERVED_OR_STRONGER,
    },
    Evidence {
        source: "the runtime, creating an instance: asked again of the owning scheduler",
        table: Rest,
        codes: &[150_464],
        operations: &[Create],
        origins: OBSERVED_OR_STRONGER,
    },
    Evidence {
        source: "the runtime, calling a stateful instance within a budget",
        table: Sdk,
        codes: &[3001, 3002, 4202, 4203, 4204],
        operations: &[InvokeStateful],
        origins: OBSERVED_OR_STRONGER,
    },
    Evidence {
        source: "the runtime, calling a stateless function without using the budget",
        table: Sdk,
        codes: &[1003, 1007, 1013],
        operations: &[InvokeStateless],
        origins: OBSERVED_OR_STRONGER,
    },
    Evidence {
        source: "the runtime, calling a stateless function within a budget",
        table: Sdk,
        codes: &[1003, 1007, 1009, 2002, 3001, 3002, 4202, 4203, 4204],
        operations: &[InvokeStateless],
        origins: OBSERVED_OR_STRONGER,
    },
    Evidence {
        source: "the REST frontend, on the caller's behalf",
        table: Sdk,
        codes: &[1003, 1007, 1009, 1013, 3001, 3002, 4202, 4203, 4204, 9000],
        operations: &[InvokeStateless],
        origins: OBSERVED_OR_STRONGER,
    },
    Evidence {
        source: "named by the platform as worth a retry",
        table: Rest,
        codes: &[4011, 331_404, 150_435],
        operations: ALL,
        origins: &[Observed],
    },
    Evidence {
        source: "named by the platform as worth a retry within the cluster",
        table: Rest,
        codes: &[211_429, 211_406, 211_411, 211_503, 211_504],
        operations: &[InvokeStateless],
        origins: &[Observed],
    },
];

fn entry(table: Table, code: u32) -> &'static Entry {
    lookup_in(table, code).unwrap_or_else(|| panic!("{table} {code} is missing"))
}

#[test]
fn what_the_evidence_repeats_may_be_repeated() {
    for evidence in EVIDENCE {
        let (table, source) = (evidence.table, evidence.source);
        for &code in evidence.codes {
            let entry = entry(table, code);
            assert!(entry.is_retryable(), "{table} {code}: {source}");
            for &operation in evidence.operations {
                let class = entry.retry_for(operation);
                assert!(class.is_retryable(), "{table} {code} is {class} on {operation}: {source}");
            }
            let origin = entry.retry_origin();
            assert!(evidence.origins.contains(&origin), "{table} {code} is {origin}: {source}");
        }
    }
}

/// What the runtime repeats is listed in full for each operation, so of these codes the others are
/// final there, and no page says otherwise.
#[test]
fn what_the_runtime_does_not_repeat_for_an_operation_is_never_repeated_for_it() {
    for (operation, codes) in [
        (Create, &[1003, 1007, 1009, 1013, 2002, 4202, 4203][..]),
        (InvokeStateful, &[1002, 1003, 1007, 1009, 1013, 2002, 150_464]),
        (InvokeStateless, &[150_464]),
    ] {
        for &code in codes {
            let class = entry(Sdk, code).retry_for(operation);
            assert_eq!(class, Retry::Never, "sdk {code} on {operation}");
        }
    }
}

#[test]
fn what_may_have_run_is_repeated_only_if_it_may_run_twice() {
    for (table, codes) in [
        (Sdk, &[2002, 3001, 3002, 3003, 4005, 4202, 4203, 4204][..]),
        (Rest, &[150_500, 121_019, 331_404, 211_406, 211_411]),
    ] {
        for &code in codes {
            let entry = entry(table, code);
            assert_eq!(entry.retry(), Retry::IfIdempotent, "{table} {code}");
            for &operation in ALL {
                assert_ne!(entry.retry_for(operation), Retry::Backoff, "{table} {code}");
            }
        }
    }
}

#[test]
fn a_lost_instance_sends_a_stateless_call_to_another() {
    for (table, codes) in [(Sdk, &[1003, 1007, 1009, 1013, 9000][..]), (Rest, &[211_503, 211_504])]
    {
        for &code in codes {
            let class = entry(table, code).retry_for(InvokeStateless);
            assert_eq!(class, Retry::OtherInstance, "{table} {code}");
        }
    }
}

#[test]
fn a_rate_is_throttled() {
    for (table, codes) in [(Sdk, &[1005, 1012][..]), (Rest, &[4021, 6037, 200_429, 211_429])] {
        for &code in codes {
            for &operation in ALL {
                let class = entry(table, code).retry_for(operation);
                assert_eq!(class, Retry::Throttled, "{table} {code} on {operation}");
            }
        }
    }
}

/// Repeating does not help until something is deleted or the quota raised.
#[test]
fn a_quota_is_never_repeated() {
    let is_quota = |name: &str| {
        ["OutOfLimit", "ReachMax", "ExceedLimit", "OverLimit"]
            .iter()
            .any(|part| name.contains(part))
    };
    let mut found = 0;
    for entry in entries().filter(|entry| entry.upstream_names().iter().any(|name| is_quota(name)))
    {
        found += 1;
        for &operation in ALL {
            assert_eq!(entry.retry_for(operation), Retry::Never, "{entry}");
        }
    }
    assert!(found > 0, "there are quotas");
}

/// Upstream repeats these in another meaning of the number, which says nothing of the documented
/// one: the row names it, and the reason says that it does not count.
#[test]
fn evidence_for_another_meaning_does_not_count() {
    for (table, code, told) in [
        (Sdk, 3008, "frontend meaning"),
        (Sdk, 3009, "frontend meaning"),
        (Rest, 330_404, "other meaning"),
    ] {
        let entry = entry(table, code);
        for &operation in ALL {
            assert_eq!(entry.retry_for(operation), Retry::Never, "{table} {code}");
        }
        assert!(!entry.also().is_empty(), "{table} {code} says what else it means");
        assert!(entry.retry_reason().contains(told), "{table} {code}");
    }
}
