#!/usr/bin/env bash
# What it costs to build with the crate: for each feature set, and for three peers, the crates that
# are compiled, the seconds of a cold release build and the bytes that a program grows by.
#
# Usage: benches/build_cost.sh [ROUNDS [ROWS]]
#
# 3 rounds if not given; the medians are printed. ROWS is an extended regular expression for the
# titles to measure, such as '^no feature'; the empty crate is always among them.
#
# Each program prints the description and the solution of the number that it is given. phf and strum
# hold the same texts; serde_json reads them from a body; the empty crate has nothing to say. All of
# them are built once a round, in turns, each into a new target folder. Beside the seconds on the
# wall stand those of the processors, which depend less on what else the machine has to do.
set -euo pipefail

crate="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
rounds="${1:-3}"
rows="${2:-}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET
export CARGO_TERM_COLOR=never LC_ALL=C
TIMEFORMAT='%R %U %S'

# Makes a project: its folder, its dependency in Cargo.toml; the program comes from the input.
project() {
    mkdir -p "$work/$1/src"
    cat >"$work/$1/src/main.rs"
    # The versions of this repository, so that two runs build the same.
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

# The rows of both tables, each number once: code, variant, description, solution; for Rust's quotes.
texts() {
    awk -F'\t' '
        FNR == 1 { delete column; for (i = 1; i <= NF; i++) column[$i] = i; next }
        !seen[$column["code"]]++ {
            text = "description" in column ? "description" : "message"
            gsub(/["\\]/, "\\\\&")
            print $column["code"] "\t" $column["variant"] "\t" $column[text] "\t" $column["solution"]
        }' "$crate/data/sdk.tsv" "$crate/data/rest.tsv"
}

readonly number='let number = std::env::args().nth(1).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);'

ours='use yuanrong_errors::ErrorCode;
fn main() {
    '"$number"'
    let code = ErrorCode::from_code(number);
    println!("{} {}", code.description(), code.solution());
}'

# Names of projects, and what they are called in the table.
names=()
titles=()
enter() {
    if [ "$1" = empty ] || [[ $2 =~ $rows ]]; then
        names+=("$1")
        titles+=("$2")
    fi
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
    enter "$1" "$2"
}

mkdir -p "$work/nothing/src"
: >"$work/nothing/src/lib.rs"
printf '[package]\nname = "nothing"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/nothing/Cargo.toml"
project empty 'nothing = { path = "../nothing" }' <<<"fn main() {
    $number
    println!(\"{number} {number}\");
}"
enter empty "an empty crate"

with_features none "no feature"

# The crate as it would be with its table written beforehand, which shows what the script costs.
mkdir "$work/written-crate"
cp -r "$crate"/{README.md,data,docs,examples,src} "$work/written-crate"
sed '/^members\|^default-members\|^exclude/d' "$crate/Cargo.toml" >"$work/written-crate/Cargo.toml"
cargo build --quiet --release --manifest-path "$work/none/Cargo.toml" --target-dir "$work/target"
cp "$work"/target/release/build/yuanrong-errors-*/out/table.rs "$work/written-crate/src/written.rs"
sed -i 's/^include!(.*/include!("written.rs");/' "$work/written-crate/src/table.rs"
project written 'yuanrong-errors = { path = "../written-crate", default-features = false }' <<<"$ours"
enter written "no feature, no script"

with_features default "default features" default
for feature in $(features_of); do
    with_features "only-$feature" "only $feature" "$feature"
done
# shellcheck disable=SC2046 # One argument for each feature.
with_features all-but-cli "all but cli" $(features_of | grep -vx cli)

{
    echo 'static TEXTS: phf::Map<u32, (&str, &str)> = phf::phf_map! {'
    texts | awk -F'\t' '{ printf "    %su32 => (\"%s\", \"%s\"),\n", $1, $3, $4 }'
    echo '};'
    echo "fn main() {
    $number
    let (description, solution) = TEXTS.get(&number).copied().unwrap_or_default();
    println!(\"{description} {solution}\");
}"
} | project phf 'phf = { version = "0.14", features = ["macros"] }'
enter phf "phf, macros"

{
    echo 'use strum::EnumMessage;
#[derive(Clone, Copy, strum::FromRepr, strum::EnumMessage)]
#[repr(u32)]
enum Code {'
    texts | awk -F'\t' '
        # The two tables share the names of some variants.
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
enter strum "strum, derive"

project serde_json 'serde_json = "1"' <<'RUST'
fn main() {
    let body = std::env::args().nth(1).unwrap_or_default();
    let body: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    println!("{} {}", body["description"], body["solution"]);
}
RUST
enter serde_json "serde_json"

# How many crates are compiled besides the program; this also fetches them.
crates() {
    (cd "$work/$1" && cargo tree --quiet --edges normal,build --prefix none --format '{p}') |
        sed 's/ (.*//' | sort -u | grep -vc '^probe '
}

# The seconds of the units of one build, by what is built.
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
    local base_wall base_cpu base_bytes name index wall cpu
    base_wall="$(median <"$work/empty.wall")"
    base_cpu="$(median <"$work/empty.cpu")"
    base_bytes="$(<"$work/empty.bytes")"
    rustc --version
    printf 'medians of %d builds; %d cores\n\n' "$1" "$(nproc)"
    printf '%-24s  %6s  %9s  %6s  %9s  %6s  %11s\n' '' crates seconds ratio 'CPU s' ratio 'bytes added'
    for index in "${!names[@]}"; do
        name="${names[index]}"
        wall="$(median <"$work/$name.wall")"
        cpu="$(median <"$work/$name.cpu")"
        awk -v title="${titles[index]}" -v crates="$(<"$work/$name.crates")" -v wall="$wall" \
            -v cpu="$cpu" -v base_wall="$base_wall" -v base_cpu="$base_cpu" \
            -v added="$(($(<"$work/$name.bytes") - base_bytes))" 'BEGIN {
                printf "%-24s  %6d  %9.2f  %6.1f  %9.2f  %6.1f  %11d\n",
                    title, crates, wall, wall / base_wall, cpu, cpu / base_cpu, added
            }'
    done
    printf '\nno feature, seconds by part:'
    printf ' compiling the build script %s, running it %s, compiling the library %s\n' \
        "$(median <"$work/unit.script")" "$(median <"$work/unit.running")" "$(median <"$work/unit.library")"
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
    # Once more, to see what the time without any feature is made of.
    rm -rf "$work/target"
    cargo build --quiet --offline --release --timings --manifest-path "$work/none/Cargo.toml" \
        --target-dir "$work/target" 2>/dev/null
    units "$work/target" | while read -r what seconds; do echo "$seconds" >>"$work/unit.$what"; done
done
report "$rounds"
