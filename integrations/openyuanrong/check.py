"""Compares what the crate read in the captures with what an independent reader finds.

The reader here knows the forms in which the packages print codes, one regular expression each, and
the tables of data/. For bodies, responses.py says what is right. Writes what differs to wrong.jsonl.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

from capture import OUTPUT

DATA = Path(__file__).resolve().parents[2] / "data"
TABLES = ("sdk", "rest", "datasystem", "functionsystem")
SUCCESS = {0, 200, 6030, 150200, 200200, 200202, 200204}


def read_tables():
    rows = {}
    for table in TABLES:
        header, *lines = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
        for line in lines:
            row = dict(zip(header.split("\t"), line.split("\t")))
            rows[f"{table}:{row['code']}"] = row
    return rows


ROWS = read_tables()
STATUSES = {row["message"]: key for key, row in ROWS.items() if key.startswith("datasystem:")}


def key_of(number, *tables):
    if number in SUCCESS or 100 <= number <= 599:
        return None
    return next((f"{t}:{number}" for t in tables if f"{t}:{number}" in ROWS), None)


def sdk_form(number, module):
    if module == "30" and not (4200 <= number <= 4299 or number in (4005, 1001, 3002)):
        return key_of(number, "datasystem")
    return key_of(number, "sdk", "rest")


STATUS = r"\bcode: \["
FORMS = [
    # The SDKs: code and module code.
    (r"\bcode: (\d+), module code:? (\d+)", lambda m: sdk_form(int(m[1]), m[2])),
    (r"\bErrCode: ?(\d+), ModuleCode: ?(\d+)", lambda m: sdk_form(int(m[1]), m[2])),
    (r"\b[Cc]ode: ?(\d+), M[Cc]ode: ?(\d+)", lambda m: sdk_form(int(m[1]), m[2])),
    # JSON, also escaped once more.
    (r'\\?"(?:code|errorCode|innerCode)\\?": ?\\?"?(\d+)\b', lambda m: key_of(int(m[1]), "rest", "sdk")),
    # As a Python dictionary.
    (r"'(?:code|errorCode|innerCode)': '?(\d+)\b", lambda m: key_of(int(m[1]), "rest", "sdk")),
    # The sandbox SDK.
    (r"\(errorCode=(\d+),", lambda m: key_of(int(m[1]), "sdk", "rest")),
    (r"\bcode (\d+): ", lambda m: key_of(int(m[1]), "rest", "sdk")),
    (r"\bcode: (\d+), requestId ?:", lambda m: key_of(int(m[1]), "sdk", "rest")),
    (r"\berrcode is (\d+), err msg is ", lambda m: key_of(int(m[1]), "sdk", "rest")),
    (r"\bcode is (\d+),", lambda m: key_of(int(m[1]), "sdk", "rest")),
    (r"\bcode=(\d+) message=", lambda m: key_of(int(m[1]), "sdk", "rest")),
    (r"\b(?:code|Code|err code|error code|errCode)(?: is)?:? ?(\d+), ?(?:message|msg|Msg|err|error message)",
     lambda m: key_of(int(m[1]), "sdk", "rest")),
    # Statuses.
    (STATUS + r"([A-Z][A-Za-z /]+)\], msg: \[", lambda m: STATUSES.get(m[1])),
    (r"\[code: (\d+), status: ", lambda m: key_of(int(m[1]), "sdk", "functionsystem")),
]


def expected_in(text):
    if re.search(r'"code": ?\d+, ?"data": ?"", ?"msg": ?"fail"', text):
        text = re.sub(r'"code": ?\d+, ?"data"', '"data"', text)
    text = re.sub(r'"type":"response","error":\{"code":\d+', "", text)
    # A page of a proxy has numbers of its own.
    text = re.sub(r"<html>.*?</html>", "", text, flags=re.S)
    found = set()
    for form, key in FORMS:
        for match in re.finditer(form, text):
            # `exit code: N` and the like.
            before = text[max(0, match.start() - 8):match.start()].lower()
            if form.startswith(STATUS) or not before.rstrip(" _").endswith(("exit", "status", "line of")):
                found.add(key(match))
    return found - {None}


# DESIGN, "whose advice counts": kind and retry class of an HTTP status.
KINDS = {
    400: "invalid-argument", 401: "unauthenticated", 403: "permission-denied", 404: "not-found",
    408: "deadline-exceeded", 409: "aborted", 410: "not-found", 412: "failed-precondition",
    416: "out-of-range", 429: "resource-exhausted", 499: "cancelled", 405: "unimplemented",
    501: "unimplemented", 502: "unavailable", 503: "unavailable", 504: "deadline-exceeded",
}
RETRIES = {408: "if-idempotent", 425: "backoff", 429: "throttled"}
RETRIES |= dict.fromkeys((500, 502, 503, 504), "if-idempotent")


def of_status(status):
    kind = KINDS.get(status, "failed-precondition" if status < 500 else "internal")
    return kind, RETRIES.get(status, "never")


def status_of(capture):
    """Returns the HTTP status that a body came with, or that a text has in a known place."""
    if capture["kind"] == "rest_body":
        status = capture["status"]
        in_place_of_code = re.match(r'\{"code": ?(\d{3}),', capture["text"])
        return int(in_place_of_code[1]) if in_place_of_code else status if status >= 300 else None
    # A text of a failure with a status as its code, or with a status beside it.
    for form in (r"status_code: (\d{3})", r"\bHTTP (\d{3})\b"):
        if match := re.search(form, capture["text"]):
            return int(match[1])
    return None


def check_advice(capture):
    """Returns what is wrong with the kind and the retry class: "" for nothing, None if unchecked."""
    reading = capture["crate"]
    codes = [code for code in reading["codes"] if code in ROWS]
    counts = None
    for code in codes:
        counts = code
        if ROWS[code].get("defers") != "yes":
            break
    status = status_of(capture)
    if counts is None or ROWS[counts].get("defers") == "yes" and status is not None:
        # Beside a number that is unknown, 500 says nothing.
        if status is None or reading["code"] not in (None, *codes, f"unknown:{status}"):
            return None
        right = of_status(status)
        source = f"HTTP {status}"
    else:
        row = ROWS[counts]
        kind, retry = row["kind"], row["retry"]
        if counts != codes[0] and not counts.startswith(("sdk:", "rest:")) and retry != "never":
            retry = "if-idempotent"
        right, source = (kind, retry), counts
    found = (reading["kind"], reading["retry"])
    return "" if found == right else f"advice {found}, right is {right} of {source}"


def main():
    counts, wrong, codes_seen = Counter(), [], Counter()
    lines = (OUTPUT / "annotated.jsonl").read_text(encoding="utf-8").splitlines()
    annotated = {}
    for line in lines:
        value = json.loads(line)
        annotated[value["text"]] = {f"{code['table']}:{code['code']}" for code in value["codes"]}
    for line in (OUTPUT / "readings.jsonl").read_text(encoding="utf-8").splitlines():
        capture = json.loads(line)
        reading, kind, text = capture["crate"], capture["kind"], capture["text"]
        counts[capture["step"], kind] += 1
        problems = []
        if kind == "log":
            right = expected_in(text)
            found = {mention[0] for mention in reading["mentions"]}
            if found != right:
                problems.append(f"finds {sorted(found)}, the reader here {sorted(right)}")
            if annotated.get(text, set()) != found:
                problems.append(f"annotate says {sorted(annotated.get(text, set()))}")
            counts["log lines with a code", ""] += bool(right)
        else:
            found = set(reading.get("codes", ()))
            if kind == "rest_body":
                right = capture["expected"]
                is_right = reading["error"] == (right is not False)
                if right:
                    # An HTTP status, or nothing, stands for itself where the code is in the message.
                    is_right &= reading.get("code") == right or right in found
                elif right is None:
                    is_right &= not {code for code in found if not code.startswith("unknown:")}
                if not is_right:
                    problems.append(f"reads {sorted(found)} ({reading['error']}), right is {right}")
            else:
                right = expected_in(text)
                unknown = {code for code in found if code.startswith("unknown:")}
                if found - unknown != right:
                    problems.append(f"reads {sorted(found)}, the reader here {sorted(right)}")
                counts["texts with a code", ""] += bool(right)
                # The SDK's exception itself says what it means.
                number = capture.get("exception_code")
                if number is not None and f"code: {number}," in text:
                    counts["texts whose exception has the code as a field", ""] += 1
                    if not (reading.get("code") or "").endswith(f":{number}"):
                        problems.append(f"reads {reading.get('code')}, the exception has {number}")
            advice = check_advice(capture) if reading["error"] else None
            counts["pieces of advice checked", ""] += advice is not None
            counts["pieces of advice not checked", ""] += reading["error"] and advice is None
            if advice:
                problems.append(advice)
        codes_seen.update(found)
        for problem in problems:
            wrong.append({"problem": problem, **capture})
    with (OUTPUT / "wrong.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in wrong)
    for (step, kind), count in sorted(counts.items()):
        print(f"{count:6} {step} {kind}")
    print(f"{len(codes_seen)} codes: {', '.join(sorted(codes_seen))}")
    print(f"{len(wrong)} differ")
    for line in wrong[:40]:
        print(f"  {line['problem']}: {line['text'][:160]!r}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
