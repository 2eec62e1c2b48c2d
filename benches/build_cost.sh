#!/usr/bin/env bash
# Measures what it costs to build with the crate, for each feature set and for three peers: the crates
# that are compiled, the time of a cold release build, and the bytes that a program grows by.
#
# Usage: benches/build_cost.sh [ROUNDS [ROWS]]
#
# 3 rounds if not given; the medians are printed. ROWS is a regular expression for the titles of the rows
# to measure besides those that have a limit. Exits with 1 if a limit is missed: without features,
# a build takes at most a third of the time of phf with macros, and of strum with derive.
#
# Each program prints the description and the solution of the number that it is given. phf and strum
# hold the same texts; serde_json reads them from a body; the program alone prints the number. Each
# round builds all of them in turns, each into a new target folder. CPU seconds depend less on other
# work of the machine than wall-clock seconds.
set -euo pipefail

crate="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
rounds="${1:-3}"
rows="${2:-.}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET
export CARGO_TERM_COLOR=never LC_ALL=C
TIMEFORMAT='%R %U %S'

# Creates a project: its folder, its dependency in Cargo.toml; its program is the standard input.
project() {
    mkdir -p "$work/$1/src"
    cat >"$work/$1/src/main.rs"
    # The versions of this repository, so that every run builds the same.
    cp "$crate/Cargo.lock" "$work/$1/Cargo.lock"
    cat >"$work/$1/Cargo.toml" <<TOML
[package]
name = "probe"
version = "0.0.0"
edition = "2024"

[workspace]

[profile.release]
strip = true

[dependencies]
$2
TOML
}

# Prints the rows of all tables, each number once: code, variant, description, solution. Quotes are
# escaped for Rust.
texts() {
    awk -F'\t' '
        FNR == 1 { delete column; for (i = 1; i <= NF; i++) column[$i] = i; next }
        !seen[$column["code"]]++ {
            text = "description" in column ? "description" : "message"
            gsub(/["\\]/, "\\\\&")
            print $column["code"] "\t" $column["variant"] "\t" $column[text] "\t" $column["solution"]
        }' "$crate"/data/{sdk,rest,datasystem,functionsystem}.tsv
}

readonly number='let number = std::env::args().nth(1).and_then(|text| text.parse::<i32>().ok()).unwrap_or(0);'

ours='use yuanrong_errors::ErrorCode;
fn main() {
    '"$number"'
    let code = ErrorCode::from_code(number);
    println!("{} {}", code.description(), code.solution());
}'

# The names of the projects, and their titles in the table.
names=()
titles=()
add() {
    case "$1" in
        alone | none | phf | strum) ;;
        *) [[ "$2" =~ $rows ]] || return 0 ;;
    esac
    names+=("$1")
    titles+=("$2")
}

features_of() {
    awk '/^\[features\]/ { inside = 1; next } /^\[/ { inside = 0 }
         inside && /^[a-z-]+ *= *\[/ { print $1 }' "$crate/Cargo.toml" | grep -vx default
}

with_features() {
    local list
    list="$(printf '"%s", ' "${@:3}")"
    [ $# -gt 2 ] || list=""
    project "$1" "yuanrong-errors = { path = \"$crate\", default-features = false, features = [$list] }" <<<"$ours"
    add "$1" "$2"
}

mkdir -p "$work/empty/src"
: >"$work/empty/src/lib.rs"
printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/empty/Cargo.toml"
project alone 'empty = { path = "../empty" }' <<<"fn main() {
    $number
    println!(\"{number} {number}\");
}"
add alone "the program alone"

with_features none "no feature"
with_features default "default features" default
for feature in $(features_of); do
    with_features "only-$feature" "only $feature" "$feature"
done
# shellcheck disable=SC2046 # One argument for each feature.
with_features all "all features" $(features_of)

{
    echo 'static TEXTS: phf::Map<i32, (&str, &str)> = phf::phf_map! {'
    texts | awk -F'\t' '{ printf "    %si32 => (\"%s\", \"%s\"),\n", $1, $3, $4 }'
    echo '};'
    echo "fn main() {
    $number
    let (description, solution) = TEXTS.get(&number).copied().unwrap_or_default();
    println!(\"{description} {solution}\");
}"
} | project phf 'phf = { version = "0.14", features = ["macros"] }'
add phf "phf, macros"

{
    echo 'use strum::EnumMessage;
#[derive(Clone, Copy, strum::FromRepr, strum::EnumMessage)]
#[repr(i32)]
enum Code {'
    texts | awk -F'\t' '
        # The tables share the names of some variants.
        { name = $2 (named[$2]++ ? $1 : "") }
        { printf "    #[strum(message = \"%s\", detailed_message = \"%s\")]\n    %s = %s,\n", $3, $4, name, $1 }'
    echo "}
fn main() {
    $number
    let code = Code::from_repr(number);
    let description = code.and_then(|code| code.get_message()).unwrap_or_default();
    let solution = code.and_then(|code| code.get_detailed_message()).unwrap_or_default();
    println!(\"{description} {solution}\");
}"
} | project strum 'strum = { version = "0.28", features = ["derive"] }'
add strum "strum, derive"

project serde_json 'serde_json = "1"' <<'RUST'
fn main() {
    let body = std::env::args().nth(1).unwrap_or_default();
    let body: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    println!("{} {}", body["description"], body["solution"]);
}
RUST
add serde_json "serde_json"

# Prints how many crates are compiled besides the program. This also downloads them.
crates() {
    (cd "$work/$1" && cargo tree --quiet --edges normal,build --prefix none --format '{p}') |
        sed 's/ (.*//' | sort -u | grep -vc '^probe '
}

# Prints the seconds that each part of the crate takes in one build.
units() {
    python3 - "$1"/cargo-timings/cargo-timing.html <<'PYTHON'
import json, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
for unit in json.loads(re.search(r"const UNIT_DATA = (\[.*?\]);\n", text, re.S).group(1)):
    if unit["name"] == "yuanrong-errors":
        if unit["mode"] == "run-custom-build":
            what = "running"
        else:
            what = "script" if "build-script" in unit["target"] else "library"
        print(what, unit["duration"])
PYTHON
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { printf "%.2f", value[int((NR + 1) / 2)] }'
}

for name in "${names[@]}"; do
    crates "$name" >"$work/$name.crates"
done

report() {
    local base_wall base_bytes name index status=0
    base_wall="$(median <"$work/none.wall")"
    base_bytes="$(<"$work/alone.bytes")"
    rustc --version
    printf 'medians of %d builds; %d cores; ratio: seconds, compared with no feature\n\n' "$rounds" "$(nproc)"
    printf '%-24s  %6s  %9s  %6s  %9s  %11s\n' '' crates seconds ratio 'CPU s' 'bytes added'
    for index in "${!names[@]}"; do
        name="${names[index]}"
        awk -v title="${titles[index]}" -v crates="$(<"$work/$name.crates")" \
            -v wall="$(median <"$work/$name.wall")" -v cpu="$(median <"$work/$name.cpu")" \
            -v base_wall="$base_wall" -v added="$(($(<"$work/$name.bytes") - base_bytes))" 'BEGIN {
                printf "%-24s  %6d  %9.2f  %6.1f  %9.2f  %11d\n",
                    title, crates, wall, wall / base_wall, cpu, added
            }'
    done
    printf '\nno feature, seconds by part:'
    printf ' compiling the build script %s, running it %s, compiling the library %s\n' \
        "$(median <"$work/unit.script")" "$(median <"$work/unit.running")" "$(median <"$work/unit.library")"
    printf '\nlimits: no feature, seconds as a part of those of a peer\n'
    limit "phf, macros" "$base_wall" "$(median <"$work/phf.wall")" || status=1
    limit "strum, derive" "$base_wall" "$(median <"$work/strum.wall")" || status=1
    return "$status"
}

# Prints whether a build takes at most a third of the time of a peer.
limit() {
    awk -v title="$1" -v ours="$2" -v peer="$3" 'BEGIN {
        ratio = ours / peer
        printf "%-24s  %9.2f  at most 0.33  %s\n", title, ratio, ratio <= 1 / 3 ? "holds" : "MISSED"
        exit ratio > 1 / 3
    }'
}

for ((round = 1; round <= rounds; round++)); do
    for name in "${names[@]}"; do
        printf 'round %d of %d: %s\n' "$round" "$rounds" "$name" >&2
        target="$work/target"
        rm -rf "$target"
        {
            time cargo build --quiet --offline --release --manifest-path "$work/$name/Cargo.toml" \
                --target-dir "$target" 2>"$work/errors" || { cat "$work/errors" >&2; exit 1; }
        } 2>"$work/time" || { cat "$work/time" >&2; exit 1; }
        read -r wall user system <"$work/time"
        echo "$wall" >>"$work/$name.wall"
        awk -v u="$user" -v s="$system" 'BEGIN { print u + s }' >>"$work/$name.cpu"
        stat -c %s "$target/release/probe" >"$work/$name.bytes"
    done
    # Once more, for the parts of the build without features.
    rm -rf "$work/target"
    cargo build --quiet --offline --release --timings --manifest-path "$work/none/Cargo.toml" \
        --target-dir "$work/target" 2>/dev/null
    units "$work/target" | while read -r what seconds; do echo "$seconds" >>"$work/unit.$what"; done
done
report
