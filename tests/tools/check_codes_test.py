#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/check_codes.py and tools/code_origins.py against small trees."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
TOOLS = pathlib.Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))
import code_origins  # noqa: E402

ENTRY = """[[entry]]
code = "{code}"
level = "error"
title_en = "Title"
title_zh = "标题"
message_en = "message {{other}}"
message_zh = "信息 {{other}}"
why_en = "Why."
why_zh = "原因。"
mend_en = "Mend."
mend_zh = "处理。"
"""
GOOD = {
    "core/messages.toml": "".join(ENTRY.format(code=f"PP-020{i}") for i in range(1, 6)),
    "core/samples.toml": '[samples]\nother = "B"\n',
    "rules/near.cpp": '#include "rules/shared.hpp"\nx{.kind = "near"};\nf("PP-0201"); // "PP-0999"\n',
    "rules/shared.hpp": '/* "PP-0998" */ int shared();\n',
    "rules/shared.cpp": '#include "rules/shared.hpp"\nf("PP-0202");\n',
    "rules/shared_more.cpp": '#include "rules/shared.hpp"\nf("PP-0203");\n',
    "cli/command_info.cpp": 'name() const noexcept override { return "info"; }\nf("PP-0204", "as PP-0997 says");\n',
    "io/read.cpp": 'f("PP-0205");\n',
}


class CheckCodes(unittest.TestCase):
    def run_on(self, files):
        """Exit code and lines of the check; also the origins."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in files.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, TOOLS / "check_codes.py", root], capture_output=True,
                                  encoding="utf-8", check=False)
            origins = code_origins.origins_of(code_origins.Sources(root))
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout, origins

    def refused(self, files, *faults):
        self.assertEqual(self.run_on(GOOD | files)[:2], (1, "".join(f"{fault}\n" for fault in faults)))

    def test_takes_a_complete_catalogue(self):
        self.assertEqual(self.run_on(GOOD), (0, "", {
            "PP-0201": (["near"], [], False),
            "PP-0202": (["near"], [], False),
            "PP-0203": (["near"], [], False),
            "PP-0204": ([], ["info"], False),
            "PP-0205": ([], [], True)}))

    def test_refuses_a_code_that_is_not_described(self):
        self.refused({"io/read.cpp": 'f("PP-0205"); f("PP-0206");'},
                     "io/read.cpp: PP-0206 is not described in core/messages.toml")

    def test_refuses_a_code_that_is_not_used(self):
        self.refused({"io/read.cpp": '// "PP-0205"'}, "core/messages.toml: PP-0205 is used in no source")

    def test_refuses_a_code_that_no_rule_reaches(self):
        self.refused({"rules/near.cpp": 'x{.kind = "near"};\nf("PP-0201");',
                      "rules/shared_more.cpp": "", "rules/shared.cpp": 'f("PP-0202", "PP-0203");'},
                     *(f"PP-020{i}: tools/code_origins.py finds no rule and no verb that gives it; does the file "
                       "of the rule include the header of the file that names the code?" for i in (2, 3)))

    def test_refuses_a_name_without_a_value(self):
        self.refused({"core/samples.toml": "[samples.PP-0201]\nother = 'B'\n[samples.PP-0202]\nother = 'B'\n"
                                           "[samples.PP-0203]\nother = 'B'\n[samples.PP-0204]\nother = 'B'\n"},
                     "PP-0205: {other} has no value in core/samples.toml")

    def test_refuses_a_value_that_no_message_takes(self):
        self.refused({"core/samples.toml": "[samples]\nother = 'B'\nodd = 'C'\n[samples.PP-0201]\nmore = 'D'\n"},
                     "core/samples.toml: no message has a {odd}",
                     "core/samples.toml: the message of PP-0201 has no {more}")


if __name__ == "__main__":
    unittest.main()
