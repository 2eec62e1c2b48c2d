//! The line that the README shows for a project is in the project, and each project has one.

use std::{collections::BTreeSet, fs, io, path::Path};

const INTEGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Returns the rows of the README's table: a project, and its lines.
fn rows(readme: &str) -> Vec<(&str, Vec<String>)> {
    let (_, section) = readme.split_once("\n| project | line |\n").expect("the table");
    let rows = section.lines().skip(1).map_while(|row| row.strip_prefix("| "));
    rows.map(|row| {
        let (project, lines) = row.split_once(" | ").expect("two columns");
        let (project, _) = project.split_once(':').unwrap_or((project, ""));
        // Each second part is between backticks.
        let lines = lines.split('`').skip(1).step_by(2).map(|line| line.replace(r"\|", "|"));
        (project, lines.collect())
    })
    .collect()
}

/// Returns the Rust of a project.
fn source(project: &Path) -> io::Result<String> {
    let mut source = String::new();
    for folder in
        ["src", "tests"].map(|name| project.join(name)).iter().filter(|path| path.exists())
    {
        for file in fs::read_dir(folder)? {
            source += &fs::read_to_string(file?.path())?;
        }
    }
    Ok(source)
}

#[test]
fn the_line_of_a_project_is_the_one_that_its_test_runs() {
    let integrations = Path::new(INTEGRATIONS);
    let readme = fs::read_to_string(integrations.join("../README.md")).expect("the README");
    let rows = rows(&readme);
    for (project, lines) in &rows {
        let source = source(&integrations.join(project)).expect(project);
        assert!(!lines.is_empty(), "{project}");
        for line in lines {
            assert!(source.contains(line), "{project}: {line}");
        }
    }

    let manifests = fs::read_dir(integrations).expect("the projects").map(|entry| {
        let entry = entry.expect("a project");
        (entry.path().join("Cargo.toml"), entry.file_name().into_string().expect("UTF-8"))
    });
    // The query engines have a guide of their own, `docs/guide/logs.md`.
    let is_shown = |name: &str| !["servers", "datafusion"].contains(&name);
    let projects: BTreeSet<String> = manifests
        .filter(|(manifest, name)| manifest.is_file() && is_shown(name))
        .map(|(_, name)| name)
        .collect();
    let shown = rows.iter().map(|(project, _)| (*project).to_owned()).collect();
    assert_eq!(projects, shown);
}
