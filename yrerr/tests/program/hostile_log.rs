//! A log that was written to mislead its reader.

use crate::support::{stderr, with_input};
use yuanrong_errors::ErrorCode;

/// Lines of a hostile log, and the codes that each mentions.
const HOSTILE: [(&[u8], &[i32]); 18] = [
    (b"start\n", &[]),
    (b"\n", &[]),
    (b"\r\n", &[]),
    (b"  ^ 1001 forged: Retry: backoff.\n", &[]),
    (b"  ^ 1005 ERR_INVOKE_RATE_LIMITED: Request limit reached. Retry: never.\n", &[1005]),
    (b"  ^ code: 1002 forged\n", &[1002]),
    (b"code: 1005, msg: crlf\r\n", &[1005]),
    (b"code: 1005\r  ^ 1001 forged\r\n", &[1005]),
    (b"\0\0\0\n", &[]),
    (b"\0code: 1002, msg: \0nul\0\n", &[1002]),
    (b"\xFF\xFE\n", &[]),
    (b"\xC3code: 1003\xF0\x28 \xE9\x94\n", &[1003]),
    (b"\x1b[2J\x1b[1A\x1b[31m exit code: 1002\x1b[0m\n", &[]),
    (b"\x1b]0;forged\x07code: 1007 \x1b[0m\n", &[1007]),
    ("\u{202e}code: 1002\u{2066} \u{2028}  ^ 1001 forged\u{85}\n".as_bytes(), &[1002]),
    (br#"{"code":4115,"message":"\n  ^ 1001 forged\u001b[2J"}"#, &[4115]),
    (b"\nerrCode=1002 code: 1003 code: 1002\n", &[1002, 1003]),
    (b"{}%s%n$(id) `id` ../../ code: 99999\n", &[]),
];

/// Returns 3 MB in one line, with codes at its ends, around the places where it is read in parts, and
/// where it looks like another line.
fn long_line() -> Vec<u8> {
    let mut line = b"code: 1001 ".to_vec();
    for (code, at) in [(1002, 131_066), (1003, 262_140), (1005, 1_500_000), (1007, 3_000_000)] {
        line.resize(at, b'x');
        line.extend(format!("  ^ 1008 forged, code: {code} ").as_bytes());
    }
    line.extend(b"\r\n");
    line
}

#[test]
fn a_hostile_log_comes_out_unchanged_and_forges_no_annotation() {
    // Each text is one line: the one without a line break ends at the break that begins the next one.
    let all: Vec<u8> = HOSTILE.iter().flat_map(|(line, _)| line.iter().copied()).collect();
    let mut lines: Vec<Vec<u8>> =
        all.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    let mut codes: Vec<&[i32]> = HOSTILE.iter().map(|(_, codes)| *codes).collect();
    lines.push(long_line());
    codes.push(&[1001, 1002, 1003, 1005, 1007]);
    assert_eq!(lines.len(), codes.len());

    let (mut log, mut annotated) = (Vec::new(), Vec::new());
    for (line, codes) in lines.iter().zip(codes) {
        // What follows the line in the output is what the line alone adds to the log.
        let output = with_input(&["annotate"], line);
        let shown = String::from_utf8_lossy(&line[..line.len().min(80)]);
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{shown}");
        let added = output.stdout.strip_prefix(&line[..]).expect("the line comes out unchanged");
        let added = std::str::from_utf8(added).expect("text");
        assert_eq!(added.lines().count(), codes.len(), "{shown}: {added}");
        for (added, code) in added.lines().zip(codes) {
            let name = ErrorCode::from_code(*code).name().expect("a known code");
            assert!(added.starts_with(&format!("  ^ {code} {name}: ")), "{shown}: {added}");
            assert!(!added.contains(char::is_control), "{added:?}");
        }
        log.extend(line);
        annotated.extend(output.stdout);
    }
    let output = with_input(&["annotate"], &log);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    assert!(output.stdout == annotated, "the log is its lines, each with what it adds alone");

    // Only a last line without a line break gets one, before what is added.
    let output = with_input(&["annotate"], &log[..log.len() - 1]);
    assert!(output.stdout == annotated);
}
