"""Prints the distinct lines of the captured logs as captures, and writes them to logs.txt."""

import json
import re
from pathlib import Path

from capture import OUTPUT

# What differs from line to line of the same message: times, processes, ids, addresses.
VARIABLE = re.compile(r"\b(?=\w*\d)[0-9a-f]{4,}(?:-[0-9a-f]+)*\b|\b\d+\.\d+\b|:\d{4,5}\b|0x[0-9a-f]+")


def main():
    seen, lines = set(), []
    for path in sorted((OUTPUT / "logs").rglob("*.log")) + sorted(OUTPUT.glob("c*.txt")):
        if path.name.startswith(("constants", "captures")):
            continue
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            # A code must not be taken for an id: numbers after "code" stay.
            shape = re.sub(VARIABLE, lambda found: found[0] if re.search(
                r"code\W{0,4}$", line[max(0, found.start() - 12):found.start()], re.I) else "#", line)
            if line.strip() and shape not in seen:
                seen.add(shape)
                lines.append((path.relative_to(OUTPUT).as_posix(), line))
    (OUTPUT / "logs.txt").write_text("".join(line + "\n" for _, line in lines), encoding="utf-8")
    for name, line in lines:
        print(json.dumps({"step": "log", "label": name, "kind": "log", "text": line}))


main()
