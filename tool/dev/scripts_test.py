"""Tests of the scripts that count: treewide, accuracy and mutate, each run as a program.

  python3 tool/dev/scripts_test.py BUILD-DIR

The kernel is a miniature one, made here: a driver of our own, a file of another
architecture, and the record of its flags.
"""
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else "build/release").resolve()


def call(name, *words):
    done = subprocess.run([ROOT / "tool/dev" / name, *map(str, words)], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout, done.stderr


class Scripts(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.tree = pathlib.Path(scratch.name) / "linux-source-0.1"
        drivers = self.tree / "drivers/bell"
        drivers.mkdir(parents=True)
        shutil.copy(ROOT / "testdata/mutate/plain.c", drivers)
        text = (drivers / "plain.c").read_text(encoding="utf-8")
        (drivers / "leaky.c").write_text(text.replace("goto err_irq", "return ret"),
                                         encoding="utf-8")
        (drivers / "other.c").write_text("#include <mach/bell.h>\nint f(void) { free_irq(1, 0); }\n",
                                         encoding="utf-8")
        (drivers / "none.c").write_text("int none;\n", encoding="utf-8")
        for name in ("Makefile", "include/config/auto.conf", "include/linux/compiler_types.h",
                     "scripts/mod/.empty.o.cmd"):
            (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
            (self.tree / name).touch()
        (self.tree / "scripts/mod/.empty.o.cmd").write_text(
            "savedcmd_scripts/mod/empty.o := clang -std=gnu11 -nostdinc "
            f"-I{ROOT}/testdata/include -c -o scripts/mod/empty.o scripts/mod/empty.c\n",
            encoding="utf-8")
        self.run_file = self.tree / "run.json"

    def treewide(self, *words):
        return call("treewide", "-k", self.tree, "--program",
                    BUILD / "tool/epflint/epflint", "-o", self.run_file, *words)

    def test_treewide_sums_up(self):
        status, out, err = self.treewide("--clang")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("0.1: 3 files", out)
        self.assertRegex(out, r"2 analysed\n +1 failed\n +1  a header is not found")
        self.assertRegex(out, r"1 findings\n +1 epf-irq-leak")
        self.assertIn("on the 2 files that clang compiles", out)
        _, again, _ = call("treewide", "--summary", self.run_file)
        self.assertEqual(again, out)

    def test_treewide_goes_on_behind_a_crash(self):
        program = self.tree / "crashes"
        program.write_text(f"""#!/bin/bash
[[ "$*" != *other.c* ]] || kill -SEGV $$
exec {BUILD}/tool/epflint/epflint "$@"
""", encoding="utf-8")
        program.chmod(0o755)
        status, out, _ = call("treewide", "-k", self.tree, "--program", program)
        self.assertEqual(status, 0)
        self.assertRegex(out, r"2 analysed\n +1 failed\n +1  crash: signal 11")

    def test_treewide_refuses_a_run_that_is_none(self):
        self.run_file.write_text("{", encoding="utf-8")
        status, out, err = call("treewide", "--summary", self.run_file)
        self.assertEqual((status, out), (1, ""))
        self.assertRegex(err, r"^treewide: \S+run.json:1: not JSON")

    def judge(self, verdict, rank=""):
        """A file of judgements made by filling in what --todo prints."""
        tsv = self.tree / "judged.tsv"
        tsv.write_text("", encoding="utf-8")
        _, rows, _ = call("accuracy", "--todo", self.run_file, tsv)
        fields = rows.rstrip("\n").split("\t")
        fields[5:] = verdict, rank, "the spare line is refused with the other held", "51"
        tsv.write_text("\t".join(fields) + "\n", encoding="utf-8")
        return tsv

    def test_accuracy_counts_what_was_judged(self):
        self.treewide()
        status, out, err = call("accuracy", self.run_file, self.judge("real", "1"))
        self.assertEqual((status, err), (0, ""))
        self.assertIn("| epf-irq-leak | 1 | 1 | 0 | 0 | 0 | 1.00 |", out)
        self.assertIn("### Most interesting: 1", out)
        self.assertIn("epf-irq-leak: the spare line is refused with the other held (51)", out)
        _, out, _ = call("accuracy", self.run_file, self.judge("false"))
        self.assertIn("| all | 1 | 0 | 1 | 0 | 0 | 0.00 |", out)

    def test_accuracy_tells_what_nobody_judged_and_what_is_gone(self):
        self.treewide()
        tsv = self.judge("real")
        tsv.write_text(tsv.read_text(encoding="utf-8").replace("leaky.c", "gone.c")
                       .replace("\t", "0\t", 1), encoding="utf-8")
        _, out, _ = call("accuracy", self.run_file, tsv)
        self.assertIn("### Not judged yet: 1", out)
        self.assertIn("### Judged earlier and no longer found: 1\n\n- `drivers/bell/gone.c`", out)

    def test_accuracy_tells_what_the_newer_kernel_mended(self):
        self.treewide()
        tsv = self.judge("real")
        mended = json.loads(self.run_file.read_text(encoding="utf-8"))
        mended["findings"] = []
        mended["kernel"] = "0.2"
        newer = self.tree / "newer.json"
        newer.write_text(json.dumps(mended), encoding="utf-8")
        none = self.tree / "none.tsv"
        none.touch()
        _, out, _ = call("accuracy", newer, none, self.run_file, tsv)
        self.assertIn("0 of the 0 real findings of 0.2 are also made in 0.1", out)
        self.assertIn("epf-irq-leak, real: analysed there, and nothing found", out)

    def test_accuracy_records_fixes(self):
        self.treewide("--verify")
        tsv = self.judge("real")
        _, out, _ = call("accuracy", "--fixes", self.run_file, tsv)
        self.assertIn("findings that are judged real, 1 of 1 (1.00) have a fix that holds.", out)
        self.assertRegex(out, r"\| `drivers/bell/leaky.c:\d+` \w+\(\) \| irq-leak \| \w+ .* \| safe \|")
        built = self.tree / "built"
        built.write_text("yes       no          drivers/bell/leaky.c\n"
                         "1 of 1 compile without a new warning\n", encoding="utf-8")
        _, out, _ = call("accuracy", "--fixes", self.run_file, tsv, built)
        self.assertIn("a copy: 1 of 1 compile without a new warning.", out)
        self.assertIn("| `drivers/bell/leaky.c` | yes | no |", out)
        self.treewide()
        _, out, _ = call("accuracy", "--fixes", self.run_file, tsv)
        self.assertIn("0 of 1 (0.00)", out)
        self.assertRegex(out, r"leaky.c:\d+` \w+\(\) \| irq-leak \| .* \| not verified \|")

    def test_accuracy_names_the_line_of_a_bad_judgement(self):
        self.treewide()
        status, _, err = call("accuracy", self.run_file, self.judge("maybe"))
        self.assertEqual(status, 1)
        self.assertRegex(err, r"judged.tsv:1: verdict 'maybe' is none of real, false, undecided")

    def test_mutate_counts_by_class(self):
        trials = self.tree / "trials.jsonl"
        status, out, err = call("mutate", "-k", self.tree, "--program",
                                BUILD / "tool/mutate/epflint-mutate", "-o", trials)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("| free-dropped-unwinding | 2 | 0 | 2 | 2 | 0 | 1.00 |", out)
        self.assertIn("1: it has findings as it is", out)
        self.assertIn("| all | 14 | 0 | 14 | 14 | 0 | 1.00 |", out)
        _, again, _ = call("mutate", "--table", trials)
        self.assertEqual(again, out)


if __name__ == "__main__":
    unittest.main()
