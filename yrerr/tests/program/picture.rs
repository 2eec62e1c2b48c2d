//! The picture of an annotated log in the README.

use crate::support::REPOSITORY;
use anstyle_svg::Term;
use std::{env, fs, path::Path};
use yrerr::{Options, annotate};

const LOG: &str = "\
I0822 10:15:02.114233 2211 proxy.cpp:412] lease renewed, cost 2 ms
E0822 10:15:03.771304 2211 proxy.cpp:418] create failed, code: 1015, msg: no meta, exit code: 137
E0822 10:15:04.002918 2211 invoke_adaptor.cpp:96] code: 4115, message: function not found
";

/// `UPDATE=1 cargo test -p yrerr` rewrites the picture.
#[test]
fn the_picture_is_up_to_date() {
    let options = Options::new().line_numbers(true).colored(true).width(98);
    let mut out = b"$ kubectl logs -f busproxy-0 | yrerr annotate -n\n".to_vec();
    annotate(LOG.as_bytes(), &mut out, &options).expect("nothing fails in memory");
    let out = String::from_utf8(out).expect("text");
    let picture = Term::new().render_svg(out.trim_end()) + "\n";
    let file = Path::new(REPOSITORY).join("docs/images/annotate.svg");
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, &picture).expect("written");
    }
    let committed = fs::read_to_string(&file).expect("the picture is there");
    let is_current = committed == picture;
    assert!(is_current, "docs/images/annotate.svg is out of date: run `UPDATE=1 cargo test`");
}
