//! `yrerr export --format html`, and the module that the page embeds. `web/test` tries the page in a
//! browser.

use crate::support::{REPOSITORY, parse_json, succeeds, yrerr};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The page must load quickly from a slow disk or over a slow line.
const MOST_BYTES: usize = 600_000;

fn repository(file: &str) -> PathBuf {
    Path::new(REPOSITORY).join(file)
}

/// `UPDATE=1 cargo test -p yrerr` rewrites the page.
#[test]
fn the_html_page_is_up_to_date() {
    let output = yrerr(&["export", "--format", "html"]);
    let page = succeeds(&output);
    assert!(page.len() <= MOST_BYTES, "{} bytes", page.len());
    let file = repository("docs/catalogue.html");
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, page).expect("written");
    }
    let is_current = fs::read_to_string(&file).is_ok_and(|written| written == page);
    assert!(is_current, "docs/catalogue.html is out of date: run `UPDATE=1 cargo test -p yrerr`");
}

#[test]
fn the_html_page_is_whole() {
    let output = yrerr(&["export", "--format", "html"]);
    let page = succeeds(&output);
    assert!(page.starts_with("<!doctype html>\n") && page.ends_with("</html>\n"));
    assert!(!page.contains("{{"), "a part is missing");
    assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none';"));
}

#[test]
fn the_words_of_the_page_are_in_both_languages() {
    let words = fs::read_to_string(repository("yrerr/src/html/words.json")).expect("the words");
    for (key, word) in parse_json(&words).as_object().expect("an object") {
        let texts = ["en", "zh"].map(|lang| word[lang].as_str().unwrap_or_default());
        assert!(texts.iter().all(|text| !text.is_empty()), "{key}");
        let values = texts.map(|text| {
            let mut values: Vec<&str> =
                text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
            values.sort_unstable();
            values
        });
        assert_eq!(values[0], values[1], "{key}");
    }
}

/// `web/build` rebuilds the module, and then sets UPDATE=module to write the digest.
#[test]
fn the_module_of_the_page_is_up_to_date() {
    let digest = format!("{:016x}\n", digest_of_sources());
    let file = repository("yrerr/src/html/module.digest");
    if env::var_os("UPDATE").is_some_and(|value| value == "module") {
        fs::write(&file, &digest).expect("written");
    }
    let is_current = fs::read_to_string(&file).is_ok_and(|written| written == digest);
    assert!(is_current, "yrerr/src/html/module.wasm.gz is out of date: run `web/build`");
}

/// Returns a digest of everything that the module is built from: FNV-1a over the lines of the files.
/// Comments and blank lines do not count.
fn digest_of_sources() -> u64 {
    let mut files = Vec::new();
    for source in [
        "build.rs",
        "build",
        "data",
        "src",
        "web/Cargo.lock",
        "web/Cargo.toml",
        "web/src",
        "yrerr/src/paste",
    ] {
        add_files(&repository(source), &mut files);
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension != "md"));
    files.sort();
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(b"\n") {
            digest = (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for file in files {
        let name = file.strip_prefix(REPOSITORY).expect("a file of the repository");
        let parts = name.iter().map(|part| part.to_str().expect("a name in UTF-8"));
        add(parts.collect::<Vec<_>>().join("/").as_bytes());
        let text = fs::read_to_string(&file).expect("a text");
        let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//");
        // The fields of a table are separated by tabs, and the last one can be empty.
        text.lines().map(|line| line.trim_matches(' ')).filter(is_code).for_each(|line| {
            add(line.as_bytes());
        });
    }
    digest
}

fn add_files(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder") {
            add_files(&entry.expect("an entry").path(), files);
        }
    } else {
        files.push(path.to_owned());
    }
}
