"""Tests of pytest: collected once, then single ones are run without reports."""

import os
import sys
import unittest

from .outcome import LOADING, failed, passed, skipped
from .plugins import unused_plugins

try:
    from _pytest.tmpdir import tmppath_result_key as RESULT_KEY
except ImportError:
    RESULT_KEY = None


def _key(item):
    file, *rest = item.nodeid.split("::")
    return file, rest


class _Plugin:
    def __init__(self, owner, serve):
        self.owner = owner
        self.serve = serve
        self.served = False

    def pytest_collectreport(self, report):
        if report.failed and report.nodeid:
            self.owner.collect_failed(report.nodeid.split("::")[0])

    def pytest_exception_interact(self, node, call, report):
        import pytest

        if isinstance(node, pytest.Collector):
            self.owner.errors[node.nodeid.split("::")[0]] = call.excinfo.value

    def pytest_runtestloop(self, session):
        self.served = True
        self.owner.session = session
        self.owner.keep(session.items)
        self.serve(self.owner)
        return True

    pytest_runtestloop.tryfirst = True


class PytestTests:
    """Collects test files with the repository's own settings and runs single tests."""

    def __init__(self, root, folder, files):
        self.root = root
        self.folder = folder
        self.files = files
        self.tests = {}
        self.broken = {}
        self.errors = {}
        self.failed_files = []
        self.session = None
        # Tests whose outcome is the same without pytest's protocol as with it.
        self.trusted = set()
        self.prefix = os.path.relpath(folder, root)

    def collect_failed(self, file):
        self.failed_files.append(file)

    def _file(self, file):
        path = os.path.join(str(self.session.config.rootpath if hasattr(self.session.config, "rootpath") else self.folder), file)
        return os.path.relpath(os.path.realpath(path), self.root)

    def keep(self, items):
        """Index the collected tests by file and name."""
        for item in items:
            file, rest = _key(item)
            self.tests[self._file(file), " > ".join(rest)] = item
        for file in self.failed_files:
            error = self.errors.get(file)
            cause = getattr(error, "__cause__", None) or getattr(error, "__context__", None) or error
            outcome = failed(cause, self.root) if cause else failed(ImportError("can't be imported"), self.root)
            if error is not None and cause is not error:
                outcome["message"] = f"{outcome['message']}\n{error}"[:2_000]
            self.broken[self._file(file), LOADING] = outcome

    def collect(self, serve):
        """Collect everything, then call `serve(self)` inside the session, while fixtures can be used."""
        import pytest

        if self.folder not in sys.path:
            sys.path.insert(0, self.folder)
        files = [os.path.relpath(os.path.join(self.root, file), self.folder) for file in self.files]
        plain = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--continue-on-collection-errors"]
        plain += unused_plugins(self.root)
        for more in ([], ["-o", "addopts="]):
            plugin = _Plugin(self, serve)
            os.environ.pop("PYTEST_ADDOPTS", None)
            pytest.main([*plain, *more, *files], plugins=[plugin])
            if plugin.served:
                return
        serve(self)

    def _attempt(self, item):
        request = getattr(item, "_request", None)
        if hasattr(item, "_request") and not request:
            item._initrequest()
        state = self.session._setupstate
        try:
            state.setup(item)
            # Hooks that don't run here would have noted it; temporary folders ask for it when they are left.
            if hasattr(item, "stash") and RESULT_KEY is not None:
                item.stash.setdefault(RESULT_KEY, {})["call"] = True
            item.runtest()
            # A method of `unittest` keeps its failure instead of raising it.
            kept = getattr(item, "_excinfo", None)
            if kept:
                info = kept[0]
                raise info.value
        finally:
            if hasattr(item, "_excinfo"):
                item._excinfo = None
            try:
                state.teardown_exact(None)
            finally:
                if hasattr(item, "_request"):
                    item._request = False
                    item.funcargs = None

    def run_fast(self, key):
        """The outcome of one test, by its function and fixtures alone where that is known to be the same."""
        outcome = self.run_bare(key)
        return self.run(key) if outcome["status"] != "passed" and key not in self.trusted else outcome

    def run_bare(self, key):
        """The outcome of one test, by its function and fixtures alone."""
        import pytest

        if key in self.broken:
            return self.broken[key]
        item = self.tests.get(key)
        if item is None:
            return {"status": "missing"}
        if "caplog" in getattr(item, "fixturenames", ()):
            return self.run(key)
        try:
            self._attempt(item)
            return passed()
        except (pytest.skip.Exception, unittest.SkipTest):
            return skipped()
        except (Exception, SystemExit, pytest.fail.Exception) as error:
            return failed(error, self.root)

    def run(self, key):
        """The outcome of one test by pytest's own protocol, with marks and hooks."""
        if key in self.broken:
            return self.broken[key]
        item = self.tests.get(key)
        if item is None:
            return {"status": "missing"}
        from _pytest.runner import runtestprotocol

        error = []

        class Watch:
            def pytest_exception_interact(self, call):
                error.append(call.excinfo.value)

        watch = Watch()
        manager = item.config.pluginmanager
        manager.register(watch)
        try:
            reports = runtestprotocol(item, nextitem=None, log=True)
        finally:
            manager.unregister(watch)
        if any(report.failed for report in reports):
            cause = error[-1] if error else AssertionError(str(next(r for r in reports if r.failed).longrepr))
            return failed(cause, self.root)
        if any(report.skipped for report in reports):
            expected = any(hasattr(report, "wasxfail") for report in reports)
            if expected:
                return {**failed(AssertionError("expected to fail"), self.root, todo=True)}
            return skipped()
        return passed()
