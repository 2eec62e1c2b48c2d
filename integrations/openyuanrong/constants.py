"""Looks for error names in the binaries of installed packages that the catalogue does not have.

Usage: constants.py SITE-PACKAGES...
"""

import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
TABLES = ("sdk", "rest", "datasystem", "functionsystem")
PATTERN = re.compile(rb"(?<![A-Za-z0-9_])ERR_[A-Z][A-Z_]{3,60}(?![A-Za-z0-9_])")
# No failures.
SUCCESS = {("ERR_NONE", 0), ("ERR_HEALTH_CHECK_HEALTHY", 6030)}
# What a file has at least to be one of openYuanrong's.
OWN = b"ERR_PARAM_INVALID"


def names_of_catalogue():
    names = {}
    for table in TABLES:
        header, *rows = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
        columns = header.split("\t")
        for row in rows:
            cells = dict(zip(columns, row.split("\t")))
            for name in cells["names"].split(","):
                names[name] = (table, int(cells["code"]))
    return names


def enums_of_protobuf(text):
    """Yields names and numbers of a serialized descriptor: 0a LEN name 10 varint."""
    for match in re.finditer(rb"\x0a(.)((?:ERR|YR)_[A-Z_]+)\x10([\x80-\xff]*[\x00-\x7f])", text, re.S):
        length, name, varint = match.groups()
        if length[0] == len(name):
            yield name.decode(), sum((byte & 127) << 7 * n for n, byte in enumerate(varint))


def main():
    known = names_of_catalogue()
    files, seen, numbered, wrong = 0, set(), set(), []
    unknown = {}
    for folder in sys.argv[1:]:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_symlink() or not path.is_file() or path.stat().st_size > 300 << 20:
                continue
            text = path.read_bytes()
            pairs = set(enums_of_protobuf(text))
            for name, number in pairs - SUCCESS:
                numbered.add((name, number))
                if known.get(name, ("", number))[1] != number:
                    wrong.append(f"{name} is {number} in {path.name}")
            if OWN not in text or path.suffix not in (".so", ""):
                continue
            files += 1
            for name in {match.decode() for match in PATTERN.findall(text)}:
                if name in dict(SUCCESS):
                    continue
                if name in known:
                    seen.add(name)
                else:
                    unknown.setdefault(name, set()).add(path.name)
    print(f"{files} binaries with the SDK's names: {len(seen)} names of the catalogue")
    print(f"{len(numbered)} names with a number in protobuf descriptors, {len(set(wrong))} with another number")
    for line in sorted(set(wrong)):
        print("wrong:", line)
    for name, number in sorted(numbered):
        if name not in known:
            print(f"not in the catalogue: {name} = {number} (protobuf)")
    for name, paths in sorted(unknown.items()):
        print(f"not in the catalogue: {name} ({', '.join(sorted(paths))})")


main()
