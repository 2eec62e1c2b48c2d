//! However many rows there are, each key has a slot of its own.

use crate::folder::Folder;
use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
};
use yuanrong_errors_generator::{catalogue::Catalogue, perfect};

/// Returns codes as upstream assigns them: in runs, with gaps.
fn codes_in_runs(count: usize) -> Vec<i32> {
    let starts = (0..).map(|run| 1001 + run * 1013);
    let run = |start| (0..25).filter(|step| step % 7 != 3).map(move |step| start + step);
    starts.flat_map(run).take(count).collect()
}

/// Returns codes without any order, half of them negative.
fn scattered_codes(count: usize) -> Vec<i32> {
    let mut codes = BTreeSet::new();
    let mut state = 1_u64;
    while codes.len() < count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let [.., a, b, c, d] = state.to_be_bytes().map(|byte| byte ^ 0x5A);
        codes.insert(i32::from_be_bytes([d, c, b, a]));
    }
    codes.into_iter().collect()
}

#[test]
fn each_code_has_a_slot_of_its_own() {
    for count in [1, 2, 109, 268, 1_000, 10_000] {
        for codes in [codes_in_runs(count), scattered_codes(count)] {
            let layout = perfect::for_codes(&codes);
            let slots: HashSet<usize> = codes.iter().map(|&code| layout.slot(code)).collect();
            assert_eq!(slots.len(), count);
            assert!(slots.iter().all(|&slot| slot < layout.slots));
            assert!(layout.slots <= 12 * count, "{} slots for {count} codes", layout.slots);
            assert!(layout.multipliers.len() <= count, "{}", layout.multipliers.len());
        }
    }
}

#[test]
fn each_name_has_a_slot_of_its_own() {
    for count in [1, 2, 300, 10_000] {
        let names: Vec<String> = (0..count).map(|index| format!("ERR_NAME_{index}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let layout = perfect::for_names(&names).expect("the names have different keys");
        let slots: HashSet<usize> = names.iter().map(|name| layout.slot(name)).collect();
        assert_eq!(slots.len(), count);
    }
}

#[test]
fn the_project_s_own_tables_need_a_single_multiplier() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let catalogue = Catalogue::read(&data).expect("the project's own tables are correct");
    let mut merged = Vec::new();
    for codes in &catalogue.tables {
        let numbers: Vec<i32> = codes.file.rows.iter().map(|row| row.code.get()).collect();
        assert_eq!(perfect::for_codes(&numbers).multipliers.len(), 1, "{}", codes.table.name);
        merged.extend_from_slice(&codes.merged);
    }
    assert_eq!(perfect::for_codes(&merged).multipliers.len(), 1);
    let unique: HashSet<i32> = merged.iter().copied().collect();
    assert_eq!(unique.len(), merged.len(), "each number means one code");
}

#[test]
fn large_tables_are_written_whole() {
    for count in [268, 1_000, 10_000] {
        let codes = codes_in_runs(count);
        let (sdk, rest) = codes.split_at(count / 3);
        let source = Folder::new(sdk, rest).generate("large").expect("the folder is correct");
        let lines: HashSet<&str> = source.lines().map(str::trim).collect();
        for code in codes {
            let variant = format!("Code{code} = {code},");
            assert!(lines.contains(&*variant), "{variant}");
        }
    }
}
