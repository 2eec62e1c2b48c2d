//! A data folder to break in one place.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use yuanrong_errors_generator::{generate, tsv::Fault};

const COLUMNS: &str = "code variant names message description solution solution_origin hint kind \
                       retry retry_origin retry_reason retry_create retry_stateful \
                       retry_stateless defers origin http also";
const INNER_COLUMNS: &str = "code variant names message description solution solution_origin hint \
                             kind retry retry_origin retry_reason retry_create retry_stateful \
                             retry_stateless origin surfaces_as also";
const CHINESE_COLUMNS: &str = "code message description solution hint retry_reason also";

/// The files of a data folder, each as lines of cells. It starts out correct.
pub(crate) struct Folder {
    files: BTreeMap<&'static str, Vec<Vec<String>>>,
}

impl Folder {
    /// A folder with these codes. Each inner table has two, one of which may also be an SDK code.
    pub(crate) fn new(sdk: &[i32], rest: &[i32]) -> Self {
        let inner = &[-5, 1002][..];
        let mut files = BTreeMap::from([
            ("shared.tsv", vec![cells("code table reason")]),
            ("contacts.tsv", vec![cells("number solution with_contact")]),
            ("zh/contacts.tsv", vec![cells("number solution with_contact")]),
            (
                "ranges.tsv",
                vec![
                    cells("first last message description solution"),
                    cells("-2147483648 2147483647 Any. Any_number. Look."),
                    cells("1000 1999 Kernel. Kernel's. Look."),
                ],
            ),
            (
                "zh/ranges.tsv",
                vec![
                    cells("first message description solution"),
                    cells("-2147483648 一 二 三"),
                    cells("1000 一 二 三"),
                ],
            ),
        ]);
        for (file, columns, codes) in [
            ("sdk.tsv", COLUMNS.replace(" description", ""), sdk),
            ("zh/sdk.tsv", CHINESE_COLUMNS.replace(" description", ""), sdk),
            ("rest.tsv", COLUMNS.to_owned(), rest),
            ("zh/rest.tsv", CHINESE_COLUMNS.to_owned(), rest),
            ("datasystem.tsv", INNER_COLUMNS.to_owned(), inner),
            ("zh/datasystem.tsv", CHINESE_COLUMNS.to_owned(), inner),
            ("functionsystem.tsv", INNER_COLUMNS.to_owned(), inner),
            ("zh/functionsystem.tsv", CHINESE_COLUMNS.to_owned(), inner),
        ] {
            let header: Vec<String> = columns.split_whitespace().map(str::to_owned).collect();
            let row = |code: &i32| header.iter().map(|column| cell(column, *code)).collect();
            let rows: Vec<Vec<String>> = codes.iter().map(row).collect();
            files.insert(file, [vec![header], rows].concat());
        }
        Self { files }
    }

    pub(crate) fn small() -> Self {
        Self::new(&[-1, 1002, 1003], &[4101, 4102, 150_444])
    }

    /// Returns the lines of a file.
    pub(crate) fn lines(&mut self, file: &str) -> &mut Vec<Vec<String>> {
        self.files.get_mut(file).expect("a file of the folder")
    }

    /// Sets a cell. As in an editor, the header is line 1.
    pub(crate) fn set(mut self, file: &str, line: usize, column: &str, cell: &str) -> Self {
        let lines = self.lines(file);
        let index = lines[0].iter().position(|name| name == column).expect("a column of the file");
        cell.clone_into(&mut lines[line - 1][index]);
        self
    }

    /// Adds a line, with spaces between the cells.
    pub(crate) fn add(mut self, file: &str, line: &str) -> Self {
        self.lines(file).push(cells(line));
        self
    }

    /// Writes the files, and returns the folder.
    pub(crate) fn write(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("zh")).expect("the folder is created");
        for (file, lines) in &self.files {
            let text: String = lines.iter().map(|cells| cells.join("\t") + "\n").collect();
            fs::write(folder.join(file), text).expect("the file is written");
        }
        folder
    }

    pub(crate) fn generate(&self, name: &str) -> Result<String, Fault> {
        generate(&self.write(name))
    }

    /// Returns what the build stops with, without the path of the folder.
    #[track_caller]
    pub(crate) fn fault(&self, name: &str) -> String {
        fault(&self.write(name))
    }
}

#[track_caller]
pub(crate) fn fault(folder: &Path) -> String {
    let fault = generate(folder).expect_err("the build must stop").to_string();
    let prefix = format!("{}/", folder.display());
    fault.strip_prefix(&prefix).expect("the fault begins with the file").to_owned()
}

fn cells(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

/// Returns a correct cell.
fn cell(column: &str, code: i32) -> String {
    let name = code.to_string().replace('-', "Minus");
    match column {
        "code" => code.to_string(),
        "variant" => format!("Code{name}"),
        "names" => format!("ERR_{name},ERR_{name}_TOO"),
        "message" => format!("Message of {code}."),
        "description" | "solution" => format!("The {column} of {code}."),
        "kind" => "internal".to_owned(),
        "retry" => "never".to_owned(),
        "solution_origin" | "retry_origin" => "advised".to_owned(),
        "retry_reason" => "this is a test".to_owned(),
        "origin" => "documented".to_owned(),
        _ => String::new(),
    }
}
