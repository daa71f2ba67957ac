"""Tests that run the program in processes of their own: a test command per candidate, on copies of the repository."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from .candidates import one_edit
from .context import Context
from .warm import WIDTH

MAX_CANDIDATES = 400
AFTER_FIRST = 16
_LEFT_OUT = {".git", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".pytest_cache"}
_FRAME = re.compile(r'File "([^"\n]+)", line (\d+)')

# Put in front of the import path of every Python that the tests start: notes which lines it runs.
_TRACER = '''
import atexit, json, os, sys, threading
root, folder, lines = os.environ["MORNINGAI_ROOT"] + os.sep, os.environ["MORNINGAI_LINES"], {}
def follow(frame, event, arg):
    name = os.path.abspath(frame.f_code.co_filename)
    if not name.startswith(root):
        return None
    found = lines.setdefault(name, set())
    def local(frame, event, arg):
        found.add(frame.f_lineno)
        return local
    return local
def write():
    sys.settrace(None)
    with open(os.path.join(folder, str(os.getpid())), "w") as file:
        json.dump({name: sorted(found) for name, found in lines.items()}, file)
atexit.register(write)
threading.settrace(follow)
sys.settrace(follow)
'''


class LineSuspicion:
    """Lines that the failing tests were seen to run, in any process; places of their stack traces come first."""

    def __init__(self, sources, lines, frames):
        self.sources = sources
        self.lines = {(file, line): 0.6 for file, found in lines.items() for line in found if file in sources}
        for depth, place in enumerate(reversed(frames)):
            if place[0] in sources:
                self.lines[place] = max(0.7, 0.97 - 0.05 * depth)

    def of(self, file, statement):
        source = self.sources[file]
        if source.unit(statement) is None and not hasattr(statement, "body"):
            return 0.4
        body = getattr(statement, "body", None)
        last = statement.end_lineno if not isinstance(body, list) or not body else max(statement.lineno, body[0].lineno - 1)
        return max((self.lines.get((file, line), 0) for line in range(statement.lineno, last + 1)), default=0)

    def report(self):
        lines = [{"file": file, "line": line, "score": round(score, 4), "why": "run by a process of the failing tests"} for (file, line), score in self.lines.items()]
        lines.sort(key=lambda one: (-one["score"], one["file"], one["line"]))
        return {"functions": [], "lines": lines[:50]}


class Copy:
    """A copy of the repository in which one candidate at a time is put to the test."""

    def __init__(self, project):
        self.project = project
        self.home = tempfile.mkdtemp(prefix="morningai-")
        self.root = os.path.join(self.home, "repository")
        shutil.copytree(project.root, self.root, symlinks=True, ignore=lambda folder, names: [one for one in names if one in _LEFT_OUT])
        for name in ("node_modules", ".venv", "venv"):
            if os.path.isdir(os.path.join(project.root, name)):
                os.symlink(os.path.join(project.root, name), os.path.join(self.root, name))

    def start(self, command, more=None):
        """The test command as a process group of its own."""
        folder = os.path.join(self.root, os.path.relpath(self.project.folder, self.project.root))
        src = os.path.join(folder, "src")
        paths = [(more or {}).get("PYTHONPATH"), src if os.path.isdir(src) else None, os.environ.get("PYTHONPATH")]
        environment = {**os.environ, **(more or {}), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join(one for one in paths if one)}
        self.output = open(os.path.join(self.home, "output"), "wb+")
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=self.output, stderr=subprocess.STDOUT, start_new_session=True)

    def poll(self, seconds):
        """The exit code; 124 when it took too long; None while it runs."""
        code = self.process.poll()
        if code is None and time.monotonic() - self.began < seconds:
            return None
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except OSError:
            pass
        self.process.wait()
        self.output.seek(0)
        self.text = self.output.read()[-60_000:].decode(errors="replace")
        self.output.close()
        return 124 if code is None else code

    def run(self, command, seconds, more=None):
        self.start(command, more)
        while True:
            code = self.poll(seconds)
            if code is not None:
                return code
            time.sleep(0.01)

    def write(self, texts):
        for file, text in texts.items():
            with open(os.path.join(self.root, file), "w", encoding="utf-8", newline="") as target:
                target.write(text)

    def remove(self):
        shutil.rmtree(self.home, ignore_errors=True)


def test_command(project):
    """How the test files are run when the request does not say it."""
    files = [os.path.relpath(os.path.join(project.root, file), project.folder) for file in project.test_files]
    head = [sys.executable, "-m", project.runner]
    return [*head, "-q", "-x", "-p", "no:cacheprovider", *files] if project.runner == "pytest" else [*head, "-f", *files]


def _covered(copy, command, seconds):
    """Exit code of the unchanged repository, lines run by file, and places of stack traces."""
    lines = os.path.join(copy.home, "lines")
    tracer = os.path.join(copy.home, "tracer")
    os.mkdir(lines)
    os.mkdir(tracer)
    with open(os.path.join(tracer, "sitecustomize.py"), "w", encoding="utf-8") as file:
        file.write(_TRACER)
    code = copy.run(command, seconds, {"PYTHONPATH": tracer, "MORNINGAI_ROOT": os.path.realpath(copy.root), "MORNINGAI_LINES": lines})
    root = os.path.realpath(copy.root)
    found = {}
    for name in os.listdir(lines):
        try:
            with open(os.path.join(lines, name), encoding="utf-8") as file:
                report = json.load(file)
        except ValueError:
            continue
        for path, numbers in report.items():
            found.setdefault(os.path.relpath(path, root), set()).update(numbers)
    frames = [(os.path.relpath(os.path.realpath(path), root), int(line)) for path, line in _FRAME.findall(copy.text) if os.path.isabs(path)]
    return code, found, frames


def repair_by_process(search, command):
    """Fill `search.plausible`; False when the command passes as it is."""
    prepared = search.prepared
    copies = [Copy(prepared.project)]
    try:
        began = time.monotonic()
        code, lines, frames = _covered(copies[0], command, max(5.0, search.left() / 3))
        if code == 0:
            return False
        usual = time.monotonic() - began
        prepared.suspicion = LineSuspicion(prepared.sources, lines, frames)
        seen = {"kinds": {}, "attributes": {}, "keys": {}}
        contexts = [Context(source, seen, prepared.ingredients, prepared.names) for source in prepared.sources.values()]
        found = [one for one in one_edit(contexts, prepared.suspicion) if _parses(one, prepared.sources)]
        copies += [Copy(prepared.project) for _ in range(WIDTH - 1)]
        _try_all(search, found[:MAX_CANDIDATES], command, copies, max(5.0, 4 * usual))
        return True
    finally:
        for one in copies:
            one.remove()


def _parses(candidate, sources):
    try:
        for file, text in candidate.texts(sources).items():
            compile(text, file, "exec", dont_inherit=True)
        return True
    except (SyntaxError, ValueError):
        return False


def _try_all(search, candidates, command, copies, seconds):
    """Each candidate on the next free copy; one that passes is run once more before it is believed."""
    sources = search.prepared.sources
    idle, busy, queue = list(copies), [], list(candidates)
    after = 0
    while (queue or busy) and search.deadline > time.monotonic() and after <= AFTER_FIRST:
        while idle and queue:
            copy, one = idle.pop(), queue.pop(0)
            copy.write(one.texts(sources))
            copy.start(command)
            busy.append((copy, one, False))
        for entry in list(busy):
            copy, one, again = entry
            code = copy.poll(seconds)
            if code is None:
                continue
            busy.remove(entry)
            if code == 0 and not again:
                copy.start(command)
                busy.append((copy, one, True))
                continue
            copy.write({file: sources[file].text for file in one.changes})
            idle.append(copy)
            search.count([one], "process")
            if code == 0:
                search.found(one)
            after += bool(search.plausible)
        time.sleep(0.01)
    for copy, _, _ in busy:
        copy.poll(0)
