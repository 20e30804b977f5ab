#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/check_layers.py against small trees: what must pass passes, what must fail fails."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check_layers.py"

GOOD = {
    "core/error.hpp": "#include <string>\n",
    "core/fail.hpp": '#include "core/error.hpp"\n#include <fmt/format.h>\n',
    "core/platform.cpp": "#include <unistd.h>\n#include <sys/stat.h>\n",
    "core/digest.cpp": "#include <openssl/evp.h>\n",
    "core/tasks.cpp": "#include <oneapi/tbb/task_group.h>\n#include <fmt/core.h>\n",
    "json/reader.cpp": "#include <nlohmann/json.hpp>\n",
    "geo/engine.hpp": "#include <geos_c.h>\n",
    "geo/engine.cpp": '#include "geo/engine.hpp"\n#include <boost/geometry.hpp>\n',
    "geo/shape.hpp": '#include "core/error.hpp"\n#include <vector>\n',
    "crs/crs.cpp": "#include <proj.h>\n",
    "measure/area.cpp": "#include <geodesic.h>\n",
    "io/open.cpp": "#include <gdal_priv.h>\n#include <ogrsf_frmts.h>\n#include <sqlite3.h>\n",
    "plan/parse.cpp": "#include <toml++/toml.h>\n",
    "cli/main.cpp": '#include "io/open.hpp"\n#include <CLI/CLI.hpp>\n',
}

BAD = [
    ("core/a.cpp", '#include "geo/shape.hpp"\n', "core/ may not include geo/"),
    ("io/a.cpp", '#include "overlay/pairs.hpp"\n', "io/ may not include overlay/"),
    ("rules/a.cpp", '#include "io/open.hpp"\n', "rules/ may not include io/"),
    ("plan/a.cpp", '#include "geo/shape.hpp"\n', "plan/ may not include geo/"),
    ("overlay/a.cpp", "#include <geos_c.h>\n", "<geos_c.h> belongs to geo/ only"),
    ("overlay/a.cpp", "# include<boost/geometry/index/rtree.hpp>\n", "belongs to geo/ only"),
    ("report/a.cpp", "#include <gdal.h>\n", "<gdal.h> belongs to io/ only"),
    ("report/a.cpp", "#include <nlohmann/json.hpp>\n", "belongs to json/ only"),
    ("core/a.cpp", "#include <sqlite3.h>\n", "<sqlite3.h> belongs to io/ only"),
    ("report/a.cpp", "#include <xlsxwriter.h>\n", "<xlsxwriter.h> belongs to io/ only"),
    ("io/a.cpp", "#include <openssl/sha.h>\n", "<openssl/sha.h> belongs to core/ only"),
    ("crs/a.cpp", "#include <geodesic.h>\n", "<geodesic.h> belongs to measure/ only"),
    ("measure/a.cpp", "#include <proj.h>\n", "<proj.h> belongs to crs/ only"),
    ("io/a.cpp", "#include <unistd.h>\n", "<unistd.h> belongs to core/platform only"),
    ("report/a.hpp", "#include <fmt/format.h>\n", "fmt stays in .cpp files and core/fail.hpp and core/told.hpp"),
    ("layer/a.cpp", '#include "geo/engine.hpp"\n', '"geo/engine.hpp" shows <geos_c.h>'),
    ("core/a.cpp", "#include <Eigen/Core>\n", "<Eigen/Core> is not known"),
    ("core/a.cpp", '#include "error.hpp"\n', '"error.hpp" is not a path under src/'),
    ("core/a.cpp", '#include "support/grid.hpp"\n', '"support/grid.hpp" is not a path under src/'),
    ("extra/a.cpp", "#include <string>\n", "folder 'extra' is not known"),
]


def run_on(files):
    with tempfile.TemporaryDirectory() as folder:
        src = pathlib.Path(folder) / "src"
        src.mkdir()
        for name, text in files.items():
            (src / name).parent.mkdir(parents=True, exist_ok=True)
            (src / name).write_text(text, encoding="utf-8")
        return subprocess.run([sys.executable, TOOL, src], capture_output=True, text=True, check=False)


class CheckLayers(unittest.TestCase):
    def test_a_good_tree_passes_silently(self):
        done = run_on(GOOD)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_each_bad_include_fails_with_its_place(self):
        for file, text, message in BAD:
            with self.subTest(file=file, include=text.strip()):
                done = run_on({**GOOD, file: text})
                self.assertEqual(done.returncode, 1)
                self.assertIn(f"src/{file}:1: ", done.stdout)
                self.assertIn(message, done.stdout)
                self.assertEqual(len(done.stdout.splitlines()), 1)

    def test_a_leak_through_a_chain_of_headers_fails(self):
        done = run_on({**GOOD, "geo/inner.hpp": '#include "geo/engine.hpp"\n',
                       "layer/layer.hpp": '#include <map>\n#include "geo/inner.hpp"\n'})
        self.assertEqual(done.returncode, 1)
        self.assertIn('src/layer/layer.hpp:2: "geo/inner.hpp" shows <geos_c.h>', done.stdout)

    def test_an_empty_tree_fails(self):
        self.assertEqual(run_on({}).returncode, 1)


if __name__ == "__main__":
    unittest.main()
