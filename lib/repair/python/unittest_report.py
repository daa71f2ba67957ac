"""Run `python3 -m unittest` with the given arguments and write what each test did as JSON.

Called in place of `-m unittest`; the report goes to the file named by MORNINGAI_REPORT. Standard library only.
"""

import json
import os
import sys
import unittest

LOADING = "(the test file is loaded)"
LONGEST = 6_000


def place_of(test):
    """File (relative to the working folder) and full name of a test, suites separated by " > "."""
    if type(test).__name__ == "_FailedTest":
        module = test.id().rsplit(".", 1)[-1]
        dotted = test.id().split("_FailedTest.", 1)[-1] or module
        path = dotted.replace(".", "/") + ".py"
        homes = [home for home in sys.path if os.path.isfile(os.path.join(home, path))]
        return os.path.relpath(os.path.join(homes[0], path)) if homes else path, LOADING
    inner = getattr(test, "test_case", test)
    module = sys.modules.get(type(inner).__module__)
    path = getattr(module, "__file__", None) or type(inner).__module__.replace(".", "/") + ".py"
    path = os.path.relpath(os.path.realpath(path), os.path.realpath(os.getcwd()))
    method = getattr(inner, "_testMethodName", str(inner))
    name = f"{type(inner).__qualname__} > {method}"
    return path, name


class Recorder(unittest.TextTestResult):
    """Keeps one line per test; a failing subtest makes its test fail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seen = {}

    def _keep(self, test, status, message=None, todo=False):
        file, name = place_of(test)
        known = self.seen.get((file, name))
        if known and known["status"] == "failed":
            return
        one = {"file": file, "name": name, "status": status, "todo": todo}
        if message is not None:
            one["message"] = message[-LONGEST:]
        self.seen[file, name] = one

    def addSuccess(self, test):
        super().addSuccess(test)
        self._keep(test, "passed")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._keep(test, "failed", self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        if not isinstance(test, unittest.TestCase):
            # A fixture of a class or module: its tests are not run, and named by their owner.
            self.seen[str(test), ""] = {
                "file": "",
                "name": str(test),
                "status": "failed",
                "todo": False,
                "message": self.errors[-1][1][-LONGEST:],
            }
            return
        self._keep(test, "failed", self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            text = self._exc_info_to_string(err, test)
            self._keep(test, "failed", f"{subtest._subDescription()}\n{text}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._keep(test, "skipped")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._keep(test, "failed", self._exc_info_to_string(err, test), todo=True)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._keep(test, "failed", "The test was expected to fail and passed.")


class Runner(unittest.TextTestRunner):
    """The usual runner with a result that is also written down."""

    resultclass = Recorder

    def run(self, test):
        result = super().run(test)
        target = os.environ.get("MORNINGAI_REPORT")
        if target:
            with open(target, "w", encoding="utf-8") as file:
                json.dump({"tests": list(result.seen.values())}, file)
        return result


if __name__ == "__main__":
    # As with `-m`: the working folder comes first, this folder not at all.
    sys.path[0] = os.getcwd()
    sys.argv[0] = "python3 -m unittest"
    unittest.main(module=None, testRunner=Runner)
