#!/usr/bin/env python3
"""Tests the files that others take over for CI: docs/ci/ and .pre-commit-hooks.yaml.

  tool/dev/ci_test.py EPFLINT

They parse, have the parts that the platform asks for, call epflint with commands,
options and formats that its --help tells of, and hand on the file that it writes.
Without Debian's python3-yaml the status is 77, which ctest takes for skipped.
"""
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import pathlib
import re
import shlex
import subprocess
import sys
import unittest

try:
    import yaml
except ImportError:
    print("python3-yaml is not installed")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
EPFLINT = sys.argv.pop(1)


def read(path):
    # YAML 1.1 takes a key that says `on` for true: BaseLoader leaves words as they are.
    return yaml.load((ROOT / path).read_text(), Loader=yaml.BaseLoader)


def calls(script):
    """The calls of epflint in a script, each a list of words."""
    found = []
    for line in script.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        call = None
        for word in lexer:
            if set(word) <= set("();<>|&"):
                call = None
            elif call is not None:
                call.append(word)
            elif word == "epflint":
                found.append(call := [])
    return found


def options_of(command):
    """Option to the words that it may take, empty if any, as --help tells."""
    text = subprocess.run([EPFLINT, command, "--help"], capture_output=True, text=True,
                          check=True).stdout
    options = {}
    for names, rest in re.findall(r"^  (-[-\w,]+)(.*)", text, re.MULTILINE):
        choices = re.match(r" (\w+(?:\|\w+)+)", rest)
        for name in names.split(","):
            options[name] = choices[1].split("|") if choices else []
    return options


class Calls(unittest.TestCase):
    def check(self, call):
        """The file that the call writes, if its words are known."""
        command, *words = call
        options = options_of(command)
        for word, value in zip(words, words[1:] + [""]):
            if not word.startswith("-"):
                continue
            name, _, attached = word.partition("=")
            self.assertIn(name, options, " ".join(call))
            if options[name]:
                self.assertIn(attached or value, options[name], " ".join(call))
        return words[words.index("-o") + 1] if "-o" in words else None

    def test_github(self):
        written, taken = [], []
        workflow = read("docs/ci/github.yml")
        self.assertTrue({"name", "on", "jobs"} <= workflow.keys())
        for job in workflow["jobs"].values():
            self.assertIn("runs-on", job)
            for step in job["steps"]:
                self.assertEqual(len({"run", "uses"} & step.keys()), 1, step)
                written += [self.check(call) for call in calls(step.get("run", ""))]
                if "upload-sarif@" in step.get("uses", ""):
                    taken.append(step["with"]["sarif_file"])
        self.assertTrue(written)
        self.assertEqual(written, taken)

    def test_gitlab(self):
        job = read("docs/ci/gitlab-ci.yml")["epflint"]
        written = [self.check(call) for line in job["script"] for call in calls(line)]
        self.assertTrue(written)
        self.assertEqual(written, [job["artifacts"]["reports"]["codequality"]])

    def test_pre_commit(self):
        for hook in read(".pre-commit-hooks.yaml"):
            self.assertTrue({"id", "name", "entry", "language"} <= hook.keys())
            self.assertEqual(len(calls(hook["entry"])), 1)
            self.check(calls(hook["entry"])[0] + hook.get("args", []))
            self.assertRegex("drivers/foo.c", hook["files"])
            self.assertNotRegex("drivers/foo.h", hook["files"])


if __name__ == "__main__":
    unittest.main()
