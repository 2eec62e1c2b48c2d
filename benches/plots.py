#!/usr/bin/env python3
"""Draws results/*.svg from results/*.txt, the output of the benchmarks.

Usage: python3 benches/plots.py
"""

import math
import pathlib
import re
from xml.sax.saxutils import escape

RESULTS = pathlib.Path(__file__).parent / "results"
COLOURS = ["#1f6feb", "#d29922", "#8957e5"]
OURS = "yuanrong-errors"


def tables(name):
    """Yields the title, the header and the rows of each table in a file, all cells as text."""
    path = RESULTS / f"{name}.txt"
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in block.splitlines() if line.strip()]
        # The line before a table is its title. A table that begins with spaces has none.
        if lines and not lines[0].startswith(" "):
            title, *lines = lines
        else:
            title = ""
        if len(lines) < 2:
            continue
        header, *rows = [re.split(r" {2,}", line.strip()) for line in lines]
        # The first column has no title.
        if len(header) < len(rows[0]):
            header.insert(0, "")
        yield title, header, rows


def table(name, start):
    for title, header, rows in tables(name):
        if title.startswith(start):
            return header, rows
    raise SystemExit(f"{name}.txt has no table {start!r}")


def bars(name, title, series, groups):
    """Draws a chart with a bar for each series in each group, on a logarithmic scale.

    groups: (label, [value or None for each series])
    """
    values = [value for _, row in groups for value in row if value]
    low = 10 ** math.floor(math.log10(min(values)))
    high = max(values)
    left, width, bar, gap, top = 230, 430, 13, 9, 60
    height = top + sum(bar * len(row) + gap for _, row in groups) + 34
    bottom = height - 30

    def x(value):
        return left + width * math.log(value / low) / math.log(high / low)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 70}" height="{height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="12" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    at = left
    for index, label in enumerate(series):
        out.append(f'<rect x="{at}" y="32" width="11" height="11" fill="{COLOURS[index]}"/>')
        out.append(f'<text x="{at + 16}" y="42">{escape(label)}</text>')
        at += 36 + 7 * len(label)
    tick = low
    while tick <= high:
        out.append(f'<path d="M{x(tick):.1f} {top - 6}V{bottom}" stroke="#d0d7de"/>')
        out.append(f'<text x="{x(tick):.1f}" y="{bottom + 16}" text-anchor="middle">{tick:g}</text>')
        tick *= 10
    y = top
    for label, row in groups:
        middle = y + bar * len(row) / 2 + 4
        weight = ' font-weight="bold"' if label.startswith(OURS) else ""
        out.append(
            f'<text x="{left - 8}" y="{middle:.1f}" text-anchor="end"{weight}>{escape(label)}</text>'
        )
        for index, value in enumerate(row):
            if value:
                end = max(x(value), left + 1)
                out.append(
                    f'<rect x="{left}" y="{y}" width="{end - left:.1f}" height="{bar - 2}" '
                    f'fill="{COLOURS[index]}"/>'
                )
                out.append(f'<text x="{end + 4:.1f}" y="{y + 10}" font-size="10">{value:.3g}</text>')
            y += bar
        y += gap
    out.append("</svg>\n")
    (RESULTS / f"{name}.svg").write_text("\n".join(out), encoding="utf-8")


def ratio_columns(header, workloads):
    """Returns the columns of the ratios, each after the nanoseconds of its workload."""
    return [header.index(workload) + 1 for workload in workloads]


def lookup():
    workloads = ["random hits", "near misses", "mix"]
    header, rows = table("lookup", "REST codes: ns from a number")
    rows = [row for row in rows if row[0] != "no lookup"]
    columns = ratio_columns(header, workloads)
    ours = next(row for row in rows if row[0] == OURS)
    groups = [
        (row[0], [float(row[column]) / float(ours[column]) for column in columns]) for row in rows
    ]
    groups.sort(key=lambda group: group[1][0])
    bars("lookup", "REST codes, number to code: times RestErrorCode::from_code", workloads, groups)


def names():
    header, rows = table("lookup", "REST codes: ns from a name")
    column = header.index("ratio")
    groups = [(row[0], [float(row[column])]) for row in rows]
    bars("names", "REST codes, name to code: times RestErrorCode::from_name", ["hits"], groups)


def rest():
    sizes = ["100 bytes", "2 KB"]
    both = [table("rest", f"bodies of {size}")[1] for size in sizes]
    groups = [
        (one[0], [float(one[2]), float(other[2])]) for one, other in zip(*both, strict=True)
    ]
    bars("rest", "Bodies of REST responses: times ErrorBody::parse", sizes, groups)


def scan():
    shares = ["1 %", "30 %"]
    both = [table("scan", f"{share} of the lines")[1] for share in shares]
    groups = [
        (one[0], [float(one[3]), float(other[3])]) for one, other in zip(*both, strict=True)
    ]
    labels = [f"{share} of the lines with a code" for share in shares]
    bars("scan", "A log of 64 MB: times mentions", labels, groups)


def growth():
    header, rows = table("growth", "made-up codes: ns from a number")
    groups = []
    for workload in ["hits", "mix"]:
        at = header.index(f"{workload} ns")
        for row in rows:
            ours, direct, hashed = (float(cell) for cell in row[at : at + 3])
            groups.append((f"{row[0]} codes, {workload}", [ours, ours * direct, ours * hashed]))
    series = [OURS, "direct table", "HashMap"]
    bars("growth", "Larger tables: nanoseconds from a number to its code", series, groups)


def build_cost():
    header, rows = table("build_cost", "")
    column = header.index("CPU s")
    groups = [(row[0], [float(row[column])]) for row in rows]
    bars("build_cost", "Cold release build: CPU seconds", ["with the program"], groups)


if __name__ == "__main__":
    for plot in (lookup, names, rest, scan, growth, build_cost):
        plot()
