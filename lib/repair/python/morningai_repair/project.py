"""What is known of the repository before anything of it is loaded."""

import os

from .pytest_tests import PytestTests
from .source import read_text
from .unittest_tests import UnittestTests

_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", "pytest.ini", "tox.ini", "requirements.txt", "conftest.py")
_SKIP = {"node_modules", "site-packages", "__pycache__", "build", "dist", "venv", ".venv", "env", ".git", ".tox"}
LARGEST_FILE = 400_000


class Project:
    """Root, working folder, tests and source files of one request."""

    def __init__(self, request):
        self.root = os.path.realpath(request["root"])
        self.test_files = [file for file in request["testFiles"] if os.path.isfile(os.path.join(self.root, file))]
        self.runner = request["runner"]
        self.folder = self._folder()
        self.only = request.get("sourceFiles")

    def _folder(self):
        """Commands run in the root, or in the folder of a sub-project when only that one says what it is."""
        if any(os.path.exists(os.path.join(self.root, mark)) for mark in _MARKS):
            return self.root
        tops = {file.split("/")[0] for file in self.test_files if "/" in file}
        if len(tops) == 1:
            top = os.path.join(self.root, tops.pop())
            if any(os.path.exists(os.path.join(top, mark)) for mark in _MARKS[:-1]):
                return top
        return self.root

    def tests(self):
        """A fresh set of tests, nothing loaded yet."""
        kind = {"pytest": PytestTests, "unittest": UnittestTests}[self.runner]
        return kind(self.root, self.folder, self.test_files)

    def is_test(self, file):
        """True for a file that the engine must not change."""
        name = os.path.basename(file)
        if file in self.test_files or name == "conftest.py":
            return True
        if name.startswith("test_") or name.endswith("_test.py"):
            return True
        return any(part in ("test", "tests", "testing") for part in file.split("/")[:-1])

    def may_change(self, file):
        if self.only is not None and file not in self.only:
            return False
        return not self.is_test(file)

    def source_files(self):
        """Python files of the repository that may be changed, relative to the root."""
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(one for one in folders if one not in _SKIP and not one.startswith("."))
            for name in sorted(files):
                path = os.path.relpath(os.path.join(folder, name), self.root)
                full = os.path.join(folder, name)
                if name.endswith(".py") and self.may_change(path) and os.path.getsize(full) <= LARGEST_FILE:
                    found.append(path)
        return found

    def read(self, file):
        return read_text(os.path.join(self.root, file))

    def prepare_path(self):
        """Import paths that an installed package of a `src` layout would have."""
        import sys

        for base in {self.root, self.folder}:
            src = os.path.join(base, "src")
            if os.path.isdir(src) and src not in sys.path:
                sys.path.append(src)
        os.chdir(self.folder)
