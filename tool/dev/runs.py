"""What tool/dev/treewide and tool/dev/mutate share: running a program over the files
of a kernel tree, a few at a time, in a way that one crash loses one file.

Imported, never run.
"""
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import argparse
import collections
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("drivers", "sound", "net", "arch/x86")
TIMEOUT = 120  # seconds that a file may take before it is said to hang

# Files run together, their output, CPU seconds, exit status, and why they failed, or
# None.
Run = collections.namedtuple("Run", "files output cpu status failure")


def die(message):
    sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {message}")


def text_of(path):
    try:
        return pathlib.Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        die(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}")


def document(path):
    try:
        return json.loads(text_of(path))
    except json.JSONDecodeError as error:
        die(f"{path}:{error.lineno}: not JSON: {error.msg}")


@contextlib.contextmanager
def output(path):
    """A file to write to, or nowhere."""
    try:
        file = open(path or os.devnull, "w", encoding="utf-8")
    except OSError as error:
        die(f"{path}: {error.strerror}")
    with file:
        yield file


def add_options(parser):
    parser.add_argument("-k", "--kernel", metavar="BUILD",
                        help="a prepared kernel; by default what tool/dev/kernel makes")
    parser.add_argument("-n", "--sample", type=int, metavar="N",
                        help="only so many of the files, spread evenly")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--program", type=os.path.abspath, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", metavar="FILE")


def build(target):
    """Builds a program below tool/ and returns its path."""
    name = target.rsplit("/", 1)[-1]
    subprocess.run(["bash", "-c", 'source tool/dev/lib.sh; install_packages '
                    '"${build_packages[@]}"; build "$1"', "build", name],
                   cwd=ROOT, check=True, stdout=sys.stderr)
    return str(ROOT / "build/release/tool" / target)


def kernel(options):
    """The build directory and the sources that belong to it."""
    tree = options.kernel or subprocess.run(
        [ROOT / "tool/dev/kernel"], check=True, text=True, stdout=subprocess.PIPE).stdout.strip()
    tree = pathlib.Path(tree).resolve()
    source = tree / "source"
    return tree, source.resolve() if source.exists() else tree


def files_that_mention(source, words):
    """The C files of FOLDERS that mention words, a regular expression, sorted."""
    pattern = re.compile(words.encode())
    return sorted(str(path.relative_to(source))
                  for folder in FOLDERS for path in (source / folder).rglob("*.c")
                  if path.is_file() and pattern.search(path.read_bytes()))


def run(command, files, cwd):
    """Runs command on files. Exit statuses up to 3 are what epflint says of code."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, \
            tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as err:
        with subprocess.Popen(command, cwd=cwd, stdout=out, stderr=err) as child:
            limit = start + TIMEOUT * len(files)
            used = None
            while used is None:
                pid, status, usage = os.wait4(child.pid, os.WNOHANG)
                if pid:
                    used = usage
                    child.returncode = os.waitstatus_to_exitcode(status)
                elif time.monotonic() > limit:
                    child.kill()
                    _, _, used = os.wait4(child.pid, 0)
                    child.returncode = -9
                else:
                    time.sleep(0.02)
        out.seek(0)
        err.seek(0)
        failure = None
        if child.returncode == -9:
            failure = f"takes more than {TIMEOUT} s"
        elif child.returncode < 0:
            failure = f"crash: signal {-child.returncode}"
        elif child.returncode == 2:
            failure = "refused: " + err.read().strip().splitlines()[-1]
        return Run(files, out.read(), used.ru_utime + used.ru_stime, child.returncode, failure)


def over_files(options, words, command, together=8):
    """Yields a Run for each few of the files chosen; where those fail, for each one."""
    tree, source = kernel(options)
    chosen = options.files or files_that_mention(source, words)
    if options.sample:
        step = max(1, len(chosen) / options.sample)
        chosen = [chosen[int(i * step)] for i in range(min(options.sample, len(chosen)))]
    if not chosen:
        die(f"no file below {source} to look at")
    groups = [chosen[i:i + together] for i in range(0, len(chosen), together)]

    def each(group):
        whole = run(command(str(tree), group), group, source)
        if whole.failure is None or len(group) == 1:
            return [whole]
        return [run(command(str(tree), [file]), [file], source) for file in group]

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for done, result in enumerate(pool.map(each, groups), 1):
            if sys.stderr.isatty():
                print(f"\r{done}/{len(groups)}", end="", file=sys.stderr)
            yield from result
