"""Everything known before the first candidate: what fails, where it probably comes from, what may be used."""

import ast
import re
import time

from .catalogue import project_names
from .client import Warm, WarmDied, preload
from .context import Context, Ingredients
from .generated import is_generated
from .outcome import LOADING
from .project import Project
from .source import FUNCTIONS, Source
from .suspicion import Suspicion

MAX_OBSERVED = 120
MAX_SOURCES = 400


class Unsupported(Exception):
    """The engine can't run these tests; the message says why."""


class NothingFails(Exception):
    """Every test passes."""


class Prepared:
    """The state of the search before its first candidate."""

    def __init__(self, request, deadline, progress):
        self.request = request
        self.deadline = deadline
        self.project = Project(request)
        if not self.project.test_files:
            raise Unsupported("none of the test files exists")
        _load_runner(request["runner"])
        try:
            self.warm = Warm(self.project, min(60.0, max(20.0, request.get("seconds", 60) / 2)))
        except WarmDied as error:
            raise Unsupported(str(error)) from error
        # Set when the code under test runs in processes that the tests start.
        self.by_process = None
        try:
            self._baseline(progress)
            self._sources()
            if not self.loading:
                self._observe()
            self._ingredients()
        except WarmDied as error:
            raise Unsupported(str(error)) from error
        except BaseException:
            self.warm.stop()
            raise

    def _baseline(self, progress):
        facts = self.warm.facts
        broken = {(file, name): outcome for file, name, outcome in facts["broken"]}
        keys = [tuple(key) for key in facts["tests"]]
        progress("tests", f"{len(keys)} tests of {len(self.project.test_files)} files")
        seconds = max(20.0, (self.deadline - time.monotonic()) * 0.4)
        outcomes = self.warm.ask("baseline", seconds, keys=keys, stall=seconds / 2, limit=min(15.0, max(6.0, seconds / 6)))
        wanted = [(one["file"], one["name"]) for one in self.request.get("failingTests", [])]
        # In a long suite the time may end before the tests that matter.
        missed = [key for key in keys[len(outcomes) :] if any(_matches(key, one) for one in wanted)]
        late = self.warm.ask("baseline", seconds / 2, keys=missed, stall=seconds / 2, limit=6.0) if missed else []
        self.outcomes = {**dict(zip(keys, outcomes)), **dict(zip(missed, late)), **broken}
        preload(facts["outside"])
        failing = [key for key, one in self.outcomes.items() if one["status"] == "failed"]
        chosen = [key for key in failing if any(_matches(key, one) for one in wanted)]
        if not wanted:
            chosen = [key for key in failing if not self.outcomes[key].get("todo")]
        if not chosen and broken:
            chosen = list(broken)
        if not chosen:
            raise NothingFails("every test passes" if not failing else "the failing tests of the request pass here")
        self.loading = any(name == LOADING for _, name in chosen)
        if self.loading:
            chosen = [key for key in chosen if key[1] == LOADING]
        self.targets = sorted(chosen, key=lambda key: self.outcomes[key].get("seconds", 0))
        self.passing = [key for key in keys if self.outcomes.get(key, {}).get("status") == "passed"]
        self.limits = self._limits()

    def _limits(self):
        """Seconds a test may take: much more than before, and no more than the others need for one that hung."""
        usual = max([one.get("seconds", 0.1) for one in self.outcomes.values() if one.get("kind") not in ("Overrun", "Crash")] or [0.1])
        hung = {key for key, one in self.outcomes.items() if one.get("kind") in ("Overrun", "Crash")}
        return {key: max(0.3, 8 * (usual if key in hung else one.get("seconds", 0.1)) + 0.2) for key, one in self.outcomes.items()}

    def _sources(self):
        self.sources, self.unreadable = {}, {}
        for file in self.project.source_files()[:MAX_SOURCES]:
            text = self.project.read(file)
            if text is None or is_generated(file, text):
                continue
            try:
                self.sources[file] = Source(file, text)
            except (SyntaxError, ValueError, RecursionError) as error:
                self.unreadable[file] = (text, error)

    def _observe(self):
        near = sorted(self.passing, key=lambda key: (key[0] not in {file for file, _ in self.targets}, self.outcomes[key].get("seconds", 0)))
        keys = [*self.targets[:20], *self._affordable(near[:MAX_OBSERVED])]
        seconds = max(10.0, (self.deadline - time.monotonic()) * 0.3)
        hung = {key for key, one in self.outcomes.items() if one.get("kind") in ("Overrun", "Crash")}
        observed = self.warm.ask("observe", seconds, keys=keys, failing=self.targets, endless=list(hung), stall=seconds, limit=min(10.0, max(4.0, seconds / 6)))
        self.observed = observed
        self.ticks = max([3_000] + [8 * one["events"] for one in observed if tuple(one["key"]) not in hung])
        failed = {tuple(one["key"]) for one in observed if one["status"] == "failed"}
        if not any(key in failed for key in self.targets):
            self.by_process = "the failing tests pass when they are run one by one"
            failed = set(self.targets)
        self.targets = [key for key in self.targets if key in failed or key not in {tuple(one["key"]) for one in observed}]
        same = [one["key"] for one in observed if all(one[name] == self.outcomes[tuple(one["key"])].get(name) for name in ("status", "kind"))]
        self.warm.ask("trust", 5.0, keys=same)
        self.covers = {}
        for one in observed:
            for file, lines in one["lines"].items():
                self.covers.setdefault(file, {})[tuple(one["key"])] = set(lines)
        frames = [[tuple(frame[:2]) for frame in self.outcomes[key].get("frames", [])] for key in self.targets]
        imported = {tuple(one) for one in self.warm.facts["imported"]}
        self.suspicion = Suspicion(self.sources, observed, self.targets, frames, imported)
        if not self.suspicion.lines:
            self.by_process = "the failing tests run no code of the repository in their own process"
        self.known = {tuple(one) for one in self.warm.facts["units"]} - imported

    def _affordable(self, keys):
        """Tests whose traced runs, some ten times as slow, fit into a share of the time; those of the failing tests' files come first."""
        left = max(1.0, (self.deadline - time.monotonic()) * 0.05) / 10
        chosen = []
        for key in keys:
            left -= self.outcomes[key].get("seconds", 0)
            if left >= 0 or len(chosen) < 3:
                chosen.append(key)
        return chosen

    def _ingredients(self):
        numbers, strings, wanted = [], [], []
        for file in {file for file, _ in self.targets}:
            text = self.project.read(file) or ""
            names = {re.sub(r"\[.*$", "", name.split(" > ")[-1], flags=re.S) for where, name in self.targets if where == file}
            _from_tests(text, names, numbers, strings, wanted)
        hints = self.request.get("hints", "")
        messages = [self.outcomes[key].get("message", "") for key in self.targets if self.outcomes[key].get("kind") in ("NameError", "UnboundLocalError", "AttributeError")]
        unset = [name for message in messages for name in re.findall(r"(?:variable|name|attribute) '(\w+)'", message)]
        mistyped = any(self.outcomes[key].get("kind") in ("TypeError", "AttributeError") for key in self.targets)
        unset += [f"self.{name}" for name in unset]
        ingredients = Ingredients(list(dict.fromkeys(numbers)), list(dict.fromkeys(strings)), hints, unset, mistyped)
        self.ingredients = ingredients
        names = project_names(self.sources.values())
        names["wanted"] = list(dict.fromkeys(wanted))
        self.names = names
        if not self.loading:
            seen = _joined(self.observed)
            self.contexts = [Context(source, seen, ingredients, names) for source in self.sources.values()]

    def failing_report(self):
        """The failing tests, for people."""
        found = []
        for key in self.targets:
            outcome = self.outcomes[key]
            one = {"file": key[0], "name": key[1], "message": f"{outcome.get('kind', '')}: {outcome.get('message', '')}".strip(": ")}
            for side in ("expected", "actual"):
                if side in outcome:
                    one[side] = outcome[side]
            found.append(one)
        return found


def _load_runner(runner):
    if runner == "pytest":
        try:
            import pytest  # noqa: F401
        except ImportError as error:
            raise Unsupported("pytest is not installed in the Python of the sandbox") from error


def _matches(key, wanted):
    file, name = wanted
    if file and key[0] != file and not file.endswith("/" + key[0]) and not key[0].endswith("/" + file):
        return False
    return key[1] == name or key[1].split(" > ")[-1] == name.split(" > ")[-1]


def _from_tests(text, names, numbers, strings, wanted):
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not isinstance(node, FUNCTIONS) or node.name not in names:
            continue
        for one in [*ast.walk(node), *(inner for decorator in node.decorator_list for inner in ast.walk(decorator))]:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and len(one.value) <= 40:
                strings.append(one.value)
            elif isinstance(one, ast.Constant) and isinstance(one.value, (int, float)) and not isinstance(one.value, bool):
                numbers.append(repr(one.value))
            if isinstance(one, ast.Call) and getattr(one.func, "attr", "") in ("raises", "assertRaises", "assertRaisesRegex") and one.args:
                if isinstance(one.args[0], ast.Name):
                    wanted.append(one.args[0].id)


def _joined(observed):
    seen = {"kinds": {}, "attributes": {}, "keys": {}}
    for one in observed:
        for file, first, name, kinds in one["kinds"]:
            known = seen["kinds"].setdefault((file, first, name), {})
            for variable, found in kinds.items():
                known.setdefault(variable, set()).update(found)
        for name, found in one["attributes"].items():
            seen["attributes"].setdefault(name, set()).update(found)
        for name, keys in one["keys"].items():
            known = seen["keys"].setdefault(name, [])
            known.extend(key for key in keys if key not in known)
    return seen
