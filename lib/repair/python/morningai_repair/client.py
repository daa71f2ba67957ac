"""The search's side of the warm process, and runs of tests on a freshly imported repository."""

import importlib
import importlib.machinery
import os
import select
import signal
import sys
import time

from .attempt import attempt
from .children import run_children
from .guards import Guard, limit
from .outcome import LOADING
from .messages import receive, send
from .warm import WIDTH, Server, _short


class WarmDied(Exception):
    """The warm process ended or did not answer in time."""


class Warm:
    """Starts the warm process and asks it."""

    def __init__(self, project, seconds):
        self.project = project
        to_child, self.writer = os.pipe()
        self.reader, from_child = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.writer)
            os.close(self.reader)
            _serve(project, to_child, from_child)
        os.close(to_child)
        os.close(from_child)
        self.facts = self._answer(seconds)

    def _answer(self, seconds):
        ready, _, _ = select.select([self.reader], [], [], seconds)
        value = receive(self.reader) if ready else None
        if value is None:
            self.stop()
            raise WarmDied("the tests could not be loaded" if not hasattr(self, "facts") else "the warm process ended")
        return value

    def ask(self, op, seconds, **message):
        """The answer to one request, which may take `seconds`."""
        send(self.writer, {"op": op, "seconds": seconds, **message})
        return self._answer(seconds + 20)

    def stop(self):
        for close in (self.writer, self.reader):
            try:
                os.close(close)
            except OSError:
                continue
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (OSError, ChildProcessError):
            return


def _serve(project, reader, writer):
    try:
        project.prepare_path()
        imported = set()
        root = project.root + os.sep

        def trace(frame, event, arg):
            code = frame.f_code
            if code.co_filename.startswith(root) and code.co_name != "<module>":
                imported.add((os.path.relpath(code.co_filename, project.root), code.co_firstlineno, code.co_name))

        server = Server(project, reader, writer, imported)
        sys.settrace(trace)
        project.tests().collect(server.serve)
    finally:
        os._exit(1)


def preload(names):
    """Import what the repository uses from elsewhere, so that fresh imports of it are quick."""
    for name in names:
        if name in ("_pytest", "pytest") or name in sys.modules:
            continue
        try:
            importlib.import_module(name)
        except BaseException:
            continue


def run_cold(project, jobs, keys, limits, seconds, stop=True, allowed=()):
    """Outcomes of tests with changed files, everything of the repository imported again for each job.

    A job is `{file: text}`. Returns one list of short outcomes per job, None for one that crashed or was not run.
    """
    verdicts = [None] * len(jobs)

    def work_of(job):
        def work(emit):
            limit()
            guard = Guard(project.root)
            guard.allowed = set(allowed)
            project.prepare_path()
            _override({os.path.join(project.root, file): text for file, text in job.items()})

            def serve(tests):
                guard.mode = "deny"
                _judge(tests, keys, limits, stop, emit)
                # The end of a session, with its reports and plugins, would take longer than the tests.
                os._exit(0)

            project.tests().collect(serve)

        return work

    def ended(child, task, complete):
        verdicts[task[2]] = child.lines if complete else None

    queue = [(work_of(job), 15.0, index) for index, job in enumerate(jobs)]
    run_children(queue, WIDTH, time.monotonic() + seconds, ended)
    return verdicts


def _judge(tests, keys, limits, stop, emit):
    """Emit the outcome of each test; a file that could not be loaded counts with all of its tests."""
    loading = {file for file, name in keys if name == LOADING}
    asked = [key for key in keys if key[1] != LOADING]
    for file in sorted(loading):
        broken = tests.broken.get((file, LOADING))
        emit(_short(broken) if broken else {"status": "passed"})
        if broken:
            return
    asked += [key for key in tests.tests if key[0] in loading and key not in asked]
    for key in asked:
        # Marks such as "expected to fail" are known by the runner's own protocol only.
        run = tests.run if key[0] in loading else tests.run_fast
        outcome = attempt(run, key, limits.get(key, 5.0), 10**9)
        if key[0] in loading and (outcome["status"] == "skipped" or outcome.get("todo")):
            continue
        emit(_short(outcome))
        if stop and outcome["status"] != "passed":
            return


def _override(texts):
    original = importlib.machinery.SourceFileLoader.get_code

    def get_code(self, fullname):
        text = texts.get(os.path.realpath(self.path))
        if text is None:
            return original(self, fullname)
        return compile(text, self.path, "exec", dont_inherit=True)

    importlib.machinery.SourceFileLoader.get_code = get_code
