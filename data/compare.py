#!/usr/bin/env python3
"""Compares the tables of this folder with the constants of a release of openYuanrong.

Usage: data/compare.py FOLDER...

Each FOLDER is a checkout of one of upstream's repositories, or an installed package. The files in
`SOURCES` are read wherever they are in it. For each table of which a file was found, this prints

  new      the numbers that the table does not have, each as a row to complete
  renamed  the numbers that upstream has by another name, too
  gone     the names that none of the files has any more

and exits with 0 if nothing differs, with 1 if something does, and with 2 if no file was found. The
files of a table are in several repositories: give all of them at once, else the codes of the others
are gone.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).resolve().parent
TABLES = ("sdk", "rest", "datasystem", "functionsystem")

# Where a constant has its number: in C++ and Go, `NAME = 1`; in Python, too; in Java, `NAME(1` or
# `NAME = new ErrorCode(1)`.
END = r"\s*[,;]?\s*(?://.*)?$"
ASSIGNED = re.compile(
    r"^\s*(?:(?:inline|constexpr|const|int) )*([A-Za-z]\w*)\s*=\s*([^,;/]+?)" + END
)
LISTED = re.compile(r"^\s*([A-Z]\w*)" + END)
JAVA = re.compile(
    r"^\s*(?:public static final ErrorCode )?([A-Z]\w*)\s*(?:\(|= new ErrorCode\()\s*(-?\d+)"
)

# The end of the path of each file, the table that it belongs to, and where the codes are in it: in
# an enum or a class of this name, in constants of which the name has this pattern, or (None) anywhere.
SOURCES = [
    ("src/libruntime/err_type.h", "sdk", "ErrorCode"),
    ("api/cpp/include/yr/api/err_type.h", "sdk", "ErrorCode"),
    ("yr/err_type.py", "sdk", "ErrorCode"),
    ("api/go/libruntime/api/types.go", "sdk", re.compile("^DsClientNil")),
    ("org/yuanrong/errorcode/ErrorCode.java", "sdk", None),
    ("yr/functionsdk/error_code.py", "rest", None),
    ("include/faas/Constant.h", "rest", None),
    ("function/common/RspErrorCode.java", "rest", None),
    ("faassdk/handler/http/state.go", "rest", None),
    ("common/constants/status_code.go", "rest", None),
    ("faas_common/constant/constant.go", "rest", re.compile("Err(or)?Code$")),
    ("faas_common/statuscode/statuscode.go", "rest", None),
    ("meta_service/common/snerror/errorcode.go", "rest", None),
    ("function_repo/errmsg/errors.go", "rest", None),
    ("include/datasystem/utils/status.h", "datasystem", "StatusCode"),
    ("src/common/status/status.h", "functionsystem", "StatusCode"),
]

# Constants that are no failure, or no code.
NO_CODES = {
    "sdk": {"ERR_NONE", "ERR_OK", "ERR_HEALTH_CHECK_HEALTHY"},
    "rest": {
        *("InsReqSuccessCode", "MinUserCode", "MinSysCode", "InnerUserErrBase"),
        *("GET_TIMEOUT_ERROR", "ERROR", "USER_ERROR_MAX"),
    },
}
SUCCESS = {0, 200, 6030, 150200, 200200, 200202, 200204}


def value_of(expression, constants):
    """Returns the number of a sum of numbers and constants, or None if it is something else."""
    expression = re.sub(r"static_cast<\w+>\((\w+)\)", r"\1", expression)
    if not re.fullmatch(r"-?\w+(?:\s*[+-]\s*\w+)*", expression):
        return None
    total = 0
    for sign, term in re.findall(r"([+-]?)\s*(\w+)", expression):
        digits = term.replace("_", "")
        number = int(digits) if digits.isdigit() else constants.get(term)
        if number is None:
            return None
        total += -number if sign == "-" else number
    return total


def constants_of(path, where):
    """Returns the names and numbers of the constants of a file. `where` is as in `SOURCES`."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if path.suffix == ".java":
        return [(found[1], int(found[2])) for found in map(JAVA.match, lines) if found]
    constants, found = {}, []
    # A constant of Go can be used before the line that defines it: read it twice.
    for _ in range(2):
        found, enum, previous = [], None, None
        for line in lines:
            opened = re.match(r"\s*(?:enum(?: class)?|class)\s+(\w+)", line)
            if opened:
                enum, previous = opened[1], -1
                continue
            if assigned := ASSIGNED.match(line):
                name, number = assigned[1], value_of(assigned[2], constants)
            elif path.suffix == ".h" and enum and (listed := LISTED.match(line)):
                name, number = listed[1], previous + 1
            else:
                continue
            if number is None:
                continue
            constants[name] = previous = number
            is_code = where.search(name) if isinstance(where, re.Pattern) else where in (None, enum)
            # A constant of Go with a small first letter is only used in its own package.
            if is_code and not (path.suffix == ".go" and name[0].islower()):
                found.append((name, number))
    return found


def find_sources(folders):
    """Returns the constants by table: table -> number -> names."""
    found = defaultdict(lambda: defaultdict(list))
    files = 0
    for folder in folders:
        for end, table, where in SOURCES:
            for path in sorted(Path(folder).rglob(Path(end).name)):
                if not path.as_posix().endswith("/" + end):
                    continue
                files += 1
                for name, number in constants_of(path, where):
                    if number in SUCCESS or name in NO_CODES.get(table, ()):
                        continue
                    # The function system keeps the SDK's numbers.
                    kept = table == "functionsystem" and 1000 <= number <= 9999
                    names = found["sdk" if kept else table][number]
                    if name not in names:
                        names.append(name)
                if table == "functionsystem":
                    drop_unused(found[table], path.parents[2])
    return found, files


def drop_unused(constants, source):
    """Drops the names that nothing but the folder of the enum has: no program sends these."""
    used = set()
    for path in source.rglob("*.[hc]*"):
        if path.is_file() and "common/status/" not in path.as_posix():
            text = path.read_text(encoding="utf-8", errors="replace")
            used.update(re.findall(r"[A-Z][A-Z0-9_]+", text))
    for names in constants.values():
        names[:] = [name for name in names if name in used]


def read_table(table):
    """Returns the header of a table, and its names by number."""
    header, *rows = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    header = header.split("\t")
    column = header.index("names")
    rows = (row.split("\t") for row in rows)
    return header, {int(row[0]): row[column].split(",") for row in rows}


def variant(name):
    """Returns the name of the Rust variant for one of upstream's names."""
    name = re.sub(r"^(?:ERR|K)_", "", name)
    if "_" in name or name.isupper():
        return "".join(part.capitalize() for part in name.split("_"))
    return name[:1].upper() + name[1:]


def differences(table, constants, tables):
    """Yields what differs between a table and upstream's constants, a line or two each."""
    header, known = tables[table]
    # A response of the REST API can have a code of the SDK's.
    others = tables["sdk"][1] if table == "rest" else {}
    for number, names in sorted(constants.items()):
        shown = ", ".join(names)
        if names and number not in known and number not in others:
            cells = {"code": str(number), "variant": variant(names[0]), "names": ",".join(names)}
            yield f"new in {table}: {number} {shown}"
            yield "\t".join(cells.get(column, "") for column in header)
        elif names and number in known and not set(names) & set(known[number]):
            yield f"renamed in {table}: {number} {known[number][0]} is {shown}"
    given = {name for names in constants.values() for name in names}
    for number, names in known.items():
        if number not in constants and not given & set(names):
            yield f"gone from {table}: {number} {names[0]}"


def compare(folders):
    """Prints what differs, and returns the exit status."""
    found, files = find_sources(folders)
    if files == 0:
        shown = ", ".join(map(str, folders))
        print(f"none of openYuanrong's files of constants is in {shown}", file=sys.stderr)
        return 2
    tables = {table: read_table(table) for table in TABLES}
    lines = [line for table in TABLES if table in found
             for line in differences(table, found[table], tables)]
    print("\n".join(lines) or f"nothing differs from the constants in {files} file(s)")
    return int(bool(lines))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(compare(sys.argv[1:]))
