"""Tests of the standard library's `unittest`."""

import importlib
import os
import sys
import unittest

from .outcome import LOADING, failed, passed, skipped


class _Result(unittest.TestResult):
    def __init__(self, root):
        super().__init__()
        self.root = root
        self.outcome = None

    def _fail(self, err, todo=False):
        if self.outcome is None or self.outcome["status"] != "failed":
            self.outcome = failed(err[1].with_traceback(err[2]), self.root, todo)

    def addSuccess(self, test):
        if self.outcome is None:
            self.outcome = passed()

    def addFailure(self, test, err):
        self._fail(err)

    def addError(self, test, err):
        self._fail(err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._fail(err)

    def addSkip(self, test, reason):
        if self.outcome is None:
            self.outcome = skipped()

    def addExpectedFailure(self, test, err):
        self._fail(err, todo=True)

    def addUnexpectedSuccess(self, test):
        self.outcome = {
            "status": "failed",
            "kind": "UnexpectedSuccess",
            "message": "passed although it was expected to fail",
            "frames": [],
            "todo": False,
        }


def _module_name(folder, file):
    """Dotted name of a test file and the folder it is imported from: the first above that is no package."""
    path = os.path.join(folder, file)
    parts = [os.path.splitext(os.path.basename(path))[0]]
    home = os.path.dirname(path)
    while home != folder and os.path.exists(os.path.join(home, "__init__.py")):
        parts.insert(0, os.path.basename(home))
        home = os.path.dirname(home)
    return ".".join(parts), home


def _flatten(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from _flatten(one)
        else:
            yield one


class UnittestTests:
    """Loads test files and runs single tests of them."""

    def __init__(self, root, folder, files):
        self.root = root
        self.folder = folder
        self.files = files
        self.tests = {}
        self.broken = {}
        self.trusted = set()

    def collect(self, serve):
        """Load everything, then call `serve(self)`."""
        sys.path.insert(0, self.folder)
        for file in self.files:
            name, home = _module_name(self.folder, os.path.relpath(os.path.join(self.root, file), self.folder))
            if home not in sys.path:
                sys.path.insert(0, home)
            try:
                module = importlib.import_module(name)
            except (Exception, SystemExit) as error:
                self.broken[file, LOADING] = failed(error, self.root)
                continue
            for test in _flatten(unittest.defaultTestLoader.loadTestsFromModule(module)):
                case = f"{type(test).__qualname__} > {test._testMethodName}"
                self.tests[file, case] = test
        serve(self)

    def run(self, key):
        """The outcome of one test."""
        if key in self.broken:
            return self.broken[key]
        test = self.tests.get(key)
        if test is None:
            return {"status": "missing"}
        result = _Result(self.root)
        unittest.TestSuite([test]).run(result)
        return result.outcome or skipped()

    run_fast = run_bare = run
