"""Tests of compare.py, on made-up sources: python3 data/test_compare.py"""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import compare


class Compare(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, path, text):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def write_statuses(self, names):
        lines = [f"    {name} = {number}," for number, name in names.items()]
        text = "\n".join(["enum StatusCode : uint32_t {", *lines, "};"])
        self.write("include/datasystem/utils/status.h", text)

    def run_compare(self):
        out, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            status = compare.compare([self.folder])
        return status, out.getvalue(), errors.getvalue()

    def test_each_language_is_read(self):
        self.write(
            "functionsystem/src/common/status/status.h",
            "enum Base {\n    COMMON = 0,\n    PROXY = 10000,\n};\n"
            "enum StatusCode : int32_t {\n"
            "    FAILED = static_cast<int>(COMMON) - 1,\n"
            "    SUCCESS = static_cast<int>(COMMON),\n"
            "    // Kept free.\n"
            "    RESERVED = static_cast<int>(COMMON) + 1,\n"
            "    NEXT_ONE,  // 2\n"
            "    UNUSED_ONE,\n"
            "    KEPT = 1001,\n"
            "};\n",
        )
        self.write("functionsystem/src/main.cpp", "FAILED RESERVED NEXT_ONE KEPT")
        self.write(
            "meta_service/common/snerror/errorcode.go",
            "const (\n\tLater = Base + Number // sum\n\tBase = 50_0000\n"
            "\tNumber = 4211\n\tprivate = 7\n)\n",
        )
        self.write(
            "yr/err_type.py",
            "class Other:\n    A = 5\nclass ErrorCode(Enum):\n    B = 1001\n",
        )
        self.write(
            "org/yuanrong/errorcode/ErrorCode.java",
            "    public static final ErrorCode C = new ErrorCode(1002);\n",
        )
        self.write(
            "function/common/RspErrorCode.java",
            'public enum RspErrorCode {\n    D(4003, "state"),\n    E(110500, "internal");\n',
        )
        found, files = compare.find_sources([self.folder])
        self.assertEqual(files, 5)
        plain = {table: dict(names) for table, names in found.items()}
        statuses = {-1: ["FAILED"], 1: ["RESERVED"], 2: ["NEXT_ONE"], 3: []}
        self.assertEqual(plain["functionsystem"], statuses)
        self.assertEqual(plain["sdk"], {1001: ["B", "KEPT"], 1002: ["C"]})
        self.assertEqual(
            plain["rest"],
            {504211: ["Later"], 500000: ["Base"], 4211: ["Number"], 4003: ["D"], 110500: ["E"]},
        )

    def test_what_is_new_renamed_and_gone_is_printed(self):
        rows = compare.read_table("datasystem")[1]
        kept = {number: names[0] for number, names in rows.items() if number != 6}
        self.write_statuses({0: "K_OK", **kept, 19: "K_BUSY", 999: "K_NEW_THING"})
        status, out, _ = self.run_compare()
        self.assertEqual(status, 1)
        row = out.splitlines()[2].split("\t")
        self.assertEqual(row[:3], ["999", "NewThing", "K_NEW_THING"])
        self.assertEqual(len(row), len(compare.read_table("datasystem")[0]))
        self.assertEqual(
            [line for line in out.splitlines() if "\t" not in line],
            [
                "renamed in datasystem: 19 K_TRY_AGAIN is K_BUSY",
                "new in datasystem: 999 K_NEW_THING",
                "gone from datasystem: 6 K_OUT_OF_MEMORY",
            ],
        )

    def test_nothing_differs(self):
        rows = compare.read_table("datasystem")[1]
        self.write_statuses({number: names[0] for number, names in rows.items()})
        status, out, _ = self.run_compare()
        self.assertEqual(status, 0)
        self.assertEqual(out, "nothing differs from the constants in 1 file(s)\n")

    def test_a_folder_without_constants_is_reported(self):
        status, out, errors = self.run_compare()
        self.assertEqual((status, out), (2, ""))
        self.assertIn(str(self.folder), errors)


if __name__ == "__main__":
    unittest.main()
