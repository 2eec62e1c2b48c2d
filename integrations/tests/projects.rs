//! A new project for each neighbour, built as its owner would build it: what it depends on is the
//! crate and the neighbour, with no other feature of the crate's than it names.
//!
//! A folder of `projects` is a project, and `output.txt` in it what the program prints; with
//! `UPDATE=1` in the environment, the test writes that anew.

use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

/// A workspace outside of the repository's, made anew, with the versions of the repository's lock
/// file, so that nothing is looked up.
fn workspace(projects: &[PathBuf]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("projects");
    let root = Path::new(PACKAGE).parent().expect("the repository's folder");
    let path = root.to_str().expect("a path that a manifest can hold");
    let mut members = Vec::new();
    for project in projects {
        let name = project.file_name().and_then(OsStr::to_str).expect("the name of a neighbour");
        members.push(name);
        let copy = folder.join(name);
        fs::create_dir_all(copy.join("src")).expect("a folder for the project");
        for file in ["Cargo.toml", "src/main.rs"] {
            fs::copy(project.join(file), copy.join(file)).expect("copied");
        }
    }
    let manifest = format!(
        "[workspace]\nmembers = {members:?}\nresolver = \"3\"\n
[patch.crates-io]\nyuanrong-errors = {{ path = {path:?} }}\n
[profile.dev]\ndebug = false\nincremental = false\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("written");
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    folder
}

/// What the program of a project prints.
fn run(project: &Path) -> String {
    let cargo = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--target-dir", "../target"])
        .env_remove("CARGO_BUILD_TARGET")
        .current_dir(project)
        .output()
        .expect("cargo runs");
    let failure = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success(), "{}: {failure}", project.display());
    String::from_utf8(cargo.stdout).expect("text")
}

#[test]
#[ignore = "builds every neighbour anew"]
fn each_neighbour_works_in_a_project_of_its_own() {
    let projects = fs::read_dir(Path::new(PACKAGE).join("projects")).expect("the projects");
    let mut projects: Vec<PathBuf> =
        projects.map(|entry| entry.expect("an entry of it").path()).collect();
    projects.sort();
    let folder = workspace(&projects);
    for project in &projects {
        let name = project.file_name().expect("a name");
        let output = run(&folder.join(name));
        let file = project.join("output.txt");
        if env::var_os("UPDATE").is_some() {
            fs::write(&file, &output).expect("written");
        }
        let expected = fs::read_to_string(&file).expect("what the program prints");
        assert_eq!(output, expected, "{}", project.display());
    }
}
