//! The catalogue against what openYuanrong publishes and does: its error-code page in both languages,
//! the codes and statuses in its source, and which failures it retries itself.

use std::collections::{BTreeMap, BTreeSet};
#[cfg(feature = "zh")]
use yuanrong_errors::Lang;
use yuanrong_errors::{
    Entry, ErrorCode,
    Operation::{self, Create, InvokeStateful, InvokeStateless},
    Origin, Retry,
    Table::{self, DataSystem, FunctionSystem, Rest, Sdk},
    entries,
};

const ALL: &[Operation] = Operation::ALL;

/// Returns the rows of a file in the folder `published`, without its header.
fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines().skip(1).map(|line| line.split('\t').collect())
}

fn entry(table: Table, code: i32) -> Entry {
    let entry = ErrorCode::in_table(table, code).entry();
    entry.unwrap_or_else(|| panic!("{table} {code} is missing"))
}

fn parsed(table: &str, code: &str) -> Entry {
    entry(table.parse().expect("a table"), code.parse().expect("a number"))
}

#[test]
fn the_published_rows_are_verbatim() {
    let mut documented = 0;
    for row in rows(include_str!("published/documented-codes.tsv")) {
        let [table, code, first, second] = row[..] else { panic!("{row:?}") };
        let entry = parsed(table, code);
        if entry.table() == Sdk {
            let texts = [entry.message(), entry.description(), entry.solution()];
            assert_eq!(texts, [first, first, second], "{table} {code}");
            assert_eq!(entry.solution_origin(), Origin::Documented, "{table} {code}");
        } else {
            assert_eq!([entry.message(), entry.description()], [first, second], "{table} {code}");
            assert_ne!(entry.solution_origin(), Origin::Documented, "{table} {code}");
        }
        assert!(entry.is_documented(), "{table} {code}");
        documented += 1;
    }
    assert_eq!(documented, 109);
    let is_on_page = |entry: &Entry| matches!(entry.table(), Sdk | Rest) && entry.is_documented();
    assert_eq!(entries().filter(is_on_page).count(), 109);
}

#[cfg(feature = "zh")]
#[test]
fn the_published_chinese_rows_are_verbatim() {
    let mut documented = 0;
    for row in rows(include_str!("published/documented-codes-zh.tsv")) {
        let [table, code, message, description, solution] = row[..] else { panic!("{row:?}") };
        let entry = parsed(table, code);
        assert_eq!(entry.message_in(Lang::Zh), message, "{table} {code}");
        if entry.table() == Sdk {
            assert_eq!(entry.solution_in(Lang::Zh), solution, "{table} {code}");
        } else {
            assert_eq!(entry.description_in(Lang::Zh), description, "{table} {code}");
        }
        documented += 1;
    }
    assert_eq!(documented, 109);
}

/// Returns the text of a status without the remarks that follow it in the file; empty for a status
/// that has no text in the source.
fn text_of_status(text: &str) -> &str {
    let remarks = ["UNKNOWN_TYPE", "//", "[number shared", "(text is the one"];
    let end = remarks.iter().filter_map(|remark| text.find(remark)).min();
    text[..end.unwrap_or(text.len())].trim_end()
}

/// Checks that the message of a status is its text in the source, or a sentence of the catalogue's
/// own where the source has no text.
#[track_caller]
fn assert_message_of_status(entry: Entry, texts: &[&str]) {
    let message = entry.message();
    let is_own = texts.iter().all(|text| text.is_empty());
    assert!(if is_own { message.ends_with('.') } else { texts.contains(&message) }, "{entry}");
}

#[test]
fn the_statuses_of_the_data_system_are_verbatim() {
    let mut found = BTreeSet::new();
    for row in rows(include_str!("published/datasystem-statuses.tsv")) {
        let [number, name, text, chinese, _, retried_by, _] = row[..] else { panic!("{row:?}") };
        if number == "0" {
            continue;
        }
        let entry = parsed("datasystem", number);
        assert_eq!(entry.name(), name);
        assert_message_of_status(entry, &[text_of_status(text)]);
        assert_eq!(entry.is_documented(), !chinese.is_empty(), "{name}");
        #[cfg(feature = "zh")]
        if let Some(published) = chinese.strip_prefix("表示") {
            assert_eq!(entry.message_in(Lang::Zh), published, "{name}");
        }
        // What a client of the data system retries itself cannot be hopeless.
        assert!(retried_by.is_empty() || entry.is_retryable(), "{name}");
        found.insert(entry);
    }
    assert_eq!(found.len(), 77);
    assert!(entries().filter(|entry| entry.table() == DataSystem).eq(found));
}

#[test]
fn the_statuses_of_the_function_system_are_verbatim() {
    let mut statuses: BTreeMap<i32, Vec<Vec<&str>>> = BTreeMap::new();
    for row in rows(include_str!("published/functionsystem-statuses.tsv")) {
        let number = row[0].parse().expect("a number");
        // 1000 to 9999 are SDK codes.
        if number != 0 && !(1000..=9999).contains(&number) {
            statuses.entry(number).or_default().push(row);
        }
    }
    let is_used = |row: &&Vec<&str>| row[4] != "0";
    statuses.retain(|_, rows| rows.iter().any(|row| is_used(&row)));
    for (&number, rows) in &statuses {
        let entry = entry(FunctionSystem, number);
        let names: Vec<&str> = rows.iter().map(|row| row[1]).collect();
        let used: Vec<&str> = rows.iter().filter(is_used).map(|row| row[1]).collect();
        let upstream = entry.upstream_names();
        assert!(upstream.iter().all(|name| names.contains(name)), "{entry}: {names:?}");
        assert!(used.iter().all(|name| upstream.contains(name)), "{entry}: {used:?}");
        let texts: Vec<&str> = rows.iter().map(|row| text_of_status(row[2])).collect();
        assert_message_of_status(entry, &texts);
        assert!(!entry.is_documented(), "{entry}");
    }
    let found = statuses.keys().map(|number| entry(FunctionSystem, *number));
    assert!(entries().filter(|entry| entry.table() == FunctionSystem).eq(found));
}

#[test]
fn all_codes_of_the_source_are_there_with_their_names() {
    let mut found = BTreeSet::new();
    for row in rows(include_str!("published/all-codes.tsv")) {
        let [table, code, variant, documented, names, http, _] = row[..] else { panic!("{row:?}") };
        let entry = parsed(table, code);
        let code = format!("{:?}", entry.error_code());
        assert!(code.ends_with(&format!("({variant})")), "{code} is {variant}");
        assert_eq!(entry.is_documented(), documented == "yes", "{code}");
        // Each name is followed by the component that has it, in parentheses.
        let name = |name: &'static str| name.split('(').next().unwrap_or(name).trim();
        let names: BTreeSet<&str> = names.split(';').map(name).collect();
        assert_eq!(names, entry.upstream_names().iter().copied().collect(), "{code}");
        if !http.is_empty() {
            assert_eq!(entry.sent_http_status(), http.parse().ok(), "{code}");
        }
        found.insert(entry);
    }
    assert_eq!(found.len(), 269);
    assert!(entries().filter(|entry| matches!(entry.table(), Sdk | Rest)).eq(found));
}

/// Checks that retries of these codes can be correct for these operations, and that the row names
/// this origin or a stronger one.
#[track_caller]
fn assert_retryable(origin: Origin, table: Table, codes: &[i32], operations: &[Operation]) {
    for &code in codes {
        let entry = entry(table, code);
        assert!(entry.is_retryable(), "{entry}");
        for &operation in operations {
            let class = entry.retry_for(operation);
            assert!(class.is_retryable(), "{entry} is {class} on {operation}");
        }
        // The variants are in order of strength.
        assert!(entry.retry_origin() <= origin, "{entry} names {}", entry.retry_origin());
    }
}

#[test]
fn what_the_published_pages_retry_is_retryable() {
    let assert_retryable = |table, codes: &[i32], operations| {
        assert_retryable(Origin::Documented, table, codes, operations);
    };
    // Error codes: internal errors may be retried later.
    assert_retryable(Sdk, &[3003], ALL);
    assert_retryable(Rest, &[150_500], ALL);
    // Error codes: timeouts may be retried later, that of `get` included.
    assert_retryable(Rest, &[121_019], ALL);
    assert_retryable(Sdk, &[4005], ALL);
    // Error codes: the solution is to retry after an interval.
    assert_retryable(Sdk, &[1005], ALL);
    // Invoke options: the framework itself retries these.
    assert_retryable(Sdk, &[1002, 1003, 1007], &[InvokeStateless]);
    // Invoke options: the caller decides on these.
    assert_retryable(Sdk, &[2002, 3001, 3002, 4202, 4203, 4204], &[InvokeStateless]);
}

#[test]
fn what_the_runtime_and_the_servers_retry_is_retryable() {
    let assert_retryable = |table, codes: &[i32], operations| {
        assert_retryable(Origin::Observed, table, codes, operations);
    };
    // The runtime. It asks the owning scheduler again for 150464.
    assert_retryable(Sdk, &[1002, 3001, 3002, 4204, 150_464], &[Create]);
    assert_retryable(Rest, &[150_464], &[Create]);
    // The runtime, within the caller's budget.
    assert_retryable(Sdk, &[3001, 3002, 4202, 4203, 4204], &[InvokeStateful]);
    let codes = [1003, 1007, 1009, 2002, 3001, 3002, 4202, 4203, 4204];
    assert_retryable(Sdk, &codes, &[InvokeStateless]);
    // The runtime, without using the caller's budget.
    assert_retryable(Sdk, &[1003, 1007, 1013], &[InvokeStateless]);
    // The REST frontend, on the caller's behalf.
    let codes = [1003, 1007, 1009, 1013, 3001, 3002, 4202, 4203, 4204, 9000];
    assert_retryable(Sdk, &codes, &[InvokeStateless]);
    // The platform names these as worth a retry.
    assert_retryable(Rest, &[4011, 331_404, 150_435], ALL);
    // The platform names these as worth a retry within the cluster.
    let codes = [211_429, 211_406, 211_411, 211_503, 211_504];
    assert_retryable(Rest, &codes, &[InvokeStateless]);
}

/// Checks the class of each of these codes for each of these operations.
#[track_caller]
fn assert_class(table: Table, codes: &[i32], operations: &[Operation], class: Retry) {
    for &code in codes {
        let entry = entry(table, code);
        for &operation in operations {
            assert_eq!(entry.retry_for(operation), class, "{entry} on {operation}");
        }
    }
}

/// The runtime's lists are complete for each operation, so it never retries the other codes.
#[test]
fn what_the_runtime_does_not_retry_for_an_operation_is_never_retried_for_it() {
    let not_created = [1003, 1007, 1009, 1013, 2002, 4202, 4203];
    assert_class(Sdk, &not_created, &[Create], Retry::Never);
    let not_stateful = [1002, 1003, 1007, 1009, 1013, 2002, 150_464];
    assert_class(Sdk, &not_stateful, &[InvokeStateful], Retry::Never);
    assert_class(Sdk, &[150_464], &[InvokeStateless], Retry::Never);
}

#[test]
fn what_may_have_run_is_retried_only_if_it_is_idempotent() {
    for (table, codes) in [
        (Sdk, &[2002, 3001, 3002, 3003, 4005, 4202, 4203, 4204][..]),
        (Rest, &[150_500, 121_019, 331_404, 211_406, 211_411]),
    ] {
        for &code in codes {
            let entry = entry(table, code);
            assert_eq!(entry.retry(), Retry::IfIdempotent, "{entry}");
            for &operation in ALL {
                assert_ne!(entry.retry_for(operation), Retry::Backoff, "{entry}");
            }
        }
    }
}

#[test]
fn a_lost_instance_sends_a_stateless_call_to_another() {
    let operations = &[InvokeStateless];
    assert_class(Sdk, &[1003, 1007, 1009, 1013, 9000], operations, Retry::OtherInstance);
    assert_class(Rest, &[211_503, 211_504], operations, Retry::OtherInstance);
}

#[test]
fn an_exceeded_rate_is_throttled() {
    assert_class(Sdk, &[1005, 1012], ALL, Retry::Throttled);
    assert_class(Rest, &[4021, 6037, 200_429, 211_429], ALL, Retry::Throttled);
}

/// A retry does not help until something is deleted or the quota is raised.
#[test]
fn an_exceeded_quota_is_never_retried() {
    let parts = ["OutOfLimit", "ReachMax", "ExceedLimit", "OverLimit"];
    let is_quota = |name: &&str| parts.iter().any(|part| name.contains(part));
    let quotas: Vec<Entry> =
        entries().filter(|entry| entry.upstream_names().iter().any(is_quota)).collect();
    assert!(!quotas.is_empty());
    for entry in quotas {
        assert_class(entry.table(), &[entry.code()], ALL, Retry::Never);
    }
}

/// openYuanrong retries these in another meaning of the number, which says nothing of the
/// documented one. The row names the other meaning, and the reason says that it does not count.
#[test]
fn evidence_for_another_meaning_does_not_count() {
    for (table, code) in [(Sdk, 3008), (Sdk, 3009), (Rest, 330_404)] {
        assert_class(table, &[code], ALL, Retry::Never);
        let entry = entry(table, code);
        assert!(!entry.other_meanings().is_empty(), "{entry}");
        assert!(entry.retry_reason().contains("meaning"), "{entry}");
    }
}
