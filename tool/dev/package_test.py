#!/usr/bin/env python3
"""What the package brings: package_test.py BUILD-DIR

The files are those of `cmake --install`, which cpack packs.

SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

BUILD = pathlib.Path(sys.argv.pop())


class Package(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)
        subprocess.run(["cmake", "--install", BUILD, "--prefix", self.root],
                       check=True, stdout=subprocess.DEVNULL)

    def installed(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def test_brings_the_programs(self):
        self.assertEqual(sorted(p.name for p in (self.root / "bin").iterdir()),
                         ["epflint", "epflint-clangd"])
        self.assertTrue((self.root / "lib/epflint/libepflint-tidy.so").exists())

    def test_brings_what_man_and_shells_look_for(self):
        self.assertIn(".TH EPFLINT", self.installed("share/man/man1/epflint.1").upper())
        self.assertIn("complete -", self.installed("share/bash-completion/completions/epflint"))
        self.assertTrue(self.installed("share/zsh/vendor-completions/_epflint")
                        .startswith("#compdef epflint"))
        self.assertIn("complete -c epflint",
                      self.installed("share/fish/vendor_completions.d/epflint.fish"))

    def test_brings_the_page_of_each_rule(self):
        names = subprocess.run([self.root / "bin/epflint", "rules"], check=True,
                               stdout=subprocess.PIPE, encoding="utf-8").stdout
        pages = {p.stem for p in (self.root / "share/doc/epflint/rules").iterdir()}
        self.assertGreater(len(pages), 10)
        for page in pages:
            self.assertIn(page, names)


if __name__ == "__main__":
    unittest.main()
