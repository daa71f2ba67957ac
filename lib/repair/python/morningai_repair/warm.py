"""The warm process: the repository loaded once, a fork of it for every run of tests."""

import gc
import os
import sys
import time

from . import witness
from .angelic import probe
from .attempt import attempt
from .children import run_children
from .equivalence import find_values
from .guards import Guard, limit
from .messages import receive, send
from .observe import Observer
from .outcome import distance
from .swap import caches, compile_unit, exchange_function, exchange_setting, function_index, module_flags, modules_of

WIDTH = max(1, min(4, os.cpu_count() or 1))
CHUNK = 24
STALL = 8.0
PATIENCE = 2.5
# A passing test tells by a few calls of a function which lines of it it runs.
MOST_CALLS = 40


class Server:
    """Answers the requests of the search, one at a time."""

    def __init__(self, project, reader, writer, imported):
        self.project = project
        self.reader = reader
        self.writer = writer
        self.imported = imported
        self.guard = Guard(project.root)

    def serve(self, tests):
        """Runs inside the session of the runner until the search ends."""
        sys.settrace(None)
        self.tests = tests
        self.index = function_index(self.project.root + os.sep)
        self.caches = caches()
        self.modules = modules_of(self.project.root + os.sep)
        gc.collect()
        gc.freeze()
        outside = {
            name.split(".")[0]
            for name, module in list(sys.modules.items())
            if (getattr(module, "__file__", None) or "").find("site-packages") >= 0
        }
        self.send(
            {
                "tests": list(tests.tests),
                "broken": [[*key, outcome] for key, outcome in tests.broken.items()],
                "outside": sorted(outside),
                "imported": sorted(self.imported),
                "units": [[os.path.relpath(key[0], self.project.root), *key[1:]] for key in self.index],
            }
        )
        while True:
            message = receive(self.reader)
            if message is None:
                os._exit(0)
            self.send(getattr(self, f"do_{message['op']}")(message))

    def send(self, value):
        send(self.writer, value)

    def do_baseline(self, message):
        """Every test once, in order; those that end their process are failures."""
        keys = [tuple(key) for key in message["keys"]]
        outcomes = []

        def work_from(start):
            def work(emit):
                self.guard.mode = "record"
                slowest = 0.0
                for number, key in enumerate(keys[start:]):
                    before = len(self.guard.allowed)
                    begun = time.perf_counter()
                    # Tests that never end are told by the others: twenty times as long as the slowest is long enough.
                    patience = max(PATIENCE, 20 * slowest) if number > 2 else 2 * PATIENCE
                    outcome = dict(attempt(self.tests.run, key, min(message["limit"], patience), 10**12))
                    outcome["seconds"] = time.perf_counter() - begun
                    if outcome["status"] == "passed":
                        slowest = max(slowest, outcome["seconds"])
                    if len(self.guard.allowed) > before:
                        outcome["writes"] = sorted(self.guard.allowed)
                    emit(outcome)

            return work

        def ended(child, task, complete):
            outcomes.extend(child.lines)
            if len(outcomes) < len(keys):
                what = "ended its process" if complete else "did not end in time"
                outcomes.append({"status": "failed", "kind": "Crash", "message": what, "frames": [], "seconds": 1.0})
                if len(outcomes) < len(keys):
                    queue.append((work_from(len(outcomes)), message["stall"]))

        queue = [(work_from(0), message["stall"])]
        run_children(queue, 1, time.monotonic() + message["seconds"], ended)
        for outcome in outcomes:
            self.guard.allowed.update(outcome.pop("writes", []))
        return outcomes

    def do_observe(self, message):
        """Coverage and kinds of values of each test, and its outcome by the fast way."""
        found = []

        def work(emit):
            self.guard.mode = "deny"
            seen = {}
            failing = {tuple(key) for key in message["failing"]}
            endless = {tuple(key) for key in message["endless"]}
            for key in message["keys"]:
                observer = Observer(self.project.root) if tuple(key) in failing else Observer(self.project.root, seen, MOST_CALLS)
                outcome = attempt(lambda key, o=observer: o.watch(lambda: self.tests.run_bare(key)), tuple(key), 1.5 if tuple(key) in endless else message["limit"], 10**12)
                emit({"status": outcome["status"], "kind": outcome.get("kind"), "key": key, **observer.report()})

        def ended(child, task, complete):
            found.extend(child.lines)

        run_children([(work, message["stall"])], 1, time.monotonic() + message["seconds"], ended)
        return found

    def do_trust(self, message):
        """These tests may be run without the protocol of their runner."""
        self.tests.trusted.update(tuple(key) for key in message["keys"])
        return True

    def swap(self, candidate):
        """Put the changes in place: whether they can be made so, and what takes them back, last first."""
        undo = []
        for setting in candidate.get("settings", ()):
            if not exchange_setting(setting, os.path.join(self.project.root, setting["file"]), self.modules, undo):
                return False, undo
        for unit in candidate["units"]:
            path = os.path.join(self.project.root, unit["file"])
            functions = self.index.get((path, unit["first"], unit["names"][-1]), [])
            if not functions:
                return False, undo
            flags = module_flags(functions[0].__code__)
            code = compile_unit(unit["text"], path, unit["names"][:-1], unit["indents"], unit["line"], flags)
            for function in functions:
                if function.__code__.co_freevars != code.co_freevars:
                    return False, undo
                exchange_function(function, code, unit, undo)
        for cache in self.caches:
            cache.cache_clear()
        return True, undo

    def do_filter(self, message):
        """The failing tests on each candidate: several candidates in a fork, because most change nothing for good."""
        verdicts = {}
        keys = [tuple(key) for key in message["keys"]]

        def work_of(chunk):
            def work(emit):
                limit()
                gc.disable()
                self.guard.mode = "deny"
                sys.setrecursionlimit(800)
                for candidate in chunk:
                    emit(self._filter(candidate, keys, message))

            return work

        def ended(child, task, complete):
            chunk = task[2]
            for candidate, verdict in zip(chunk, child.lines):
                verdicts[candidate["id"]] = verdict
            rest = chunk[len(child.lines) :]
            if rest:
                verdicts[rest[0]["id"]] = {"tests": [], "crashed": True}
            if rest[1:]:
                queue.append((work_of(rest[1:]), STALL, rest[1:]))

        candidates = message["candidates"]
        size = 1 if message.get("alone") else CHUNK
        chunks = [candidates[at : at + size] for at in range(0, len(candidates), size)]
        queue = [(work_of(chunk), STALL, chunk) for chunk in chunks]
        run_children(queue, WIDTH, time.monotonic() + message["seconds"], ended)
        return [[identity, verdict] for identity, verdict in verdicts.items()]

    def _filter(self, candidate, keys, message):
        undo = []
        try:
            done, undo = self.swap(candidate)
            if not done:
                return {"tests": [], "cold": True}
            tests = []
            for key, seconds in zip(keys, message["limits"]):
                outcome = attempt(self.tests.run_fast, key, seconds, message["ticks"])
                tests.append(_short(outcome))
                if message.get("stop") and outcome["status"] != "passed":
                    break
            return {"tests": tests}
        except Exception as error:
            # A text that is no Python, or a value that can't be computed.
            return {"tests": [], "syntax": type(error).__name__}
        finally:
            for back in reversed(undo):
                back()

    def do_probe(self, message):
        """Runs for conditions or values, each in a fork of its own, see `angelic.py` and `equivalence.py`."""
        found = []

        def work_of(one):
            def work(emit):
                limit()
                self.guard.mode = "deny"
                done, _ = self.swap(one["candidate"])
                if done:
                    (find_values if "texts" in one else probe)(self.tests.run_fast, one, emit)

            return work

        def ended(child, task, complete):
            found.extend([task[2], line] for line in child.lines)

        queue = [(work_of(one), STALL, one["candidate"]["id"]) for one in message["probes"]]
        run_children(queue, WIDTH, time.monotonic() + message["seconds"], ended)
        return found

    def do_compare(self, message):
        """What a function gives under each patch on recorded and generated inputs, see `witness.py`."""
        file, first, name = message["function"]
        keys = [tuple(key) for key in message["keys"]]

        def work(emit):
            limit()
            self.guard.mode = "deny"
            sys.setrecursionlimit(800)
            function = self.index[os.path.join(self.project.root, file), first, name][0]
            calls = witness.record(self.tests.run_fast, keys, function)
            calls += witness.variants(function, calls)
            before = [[witness.perform(function, call, message["ticks"]) for call in calls] for _ in range(2)]
            # What differs from run to run says nothing about patches.
            steady = [call for call, *both in zip(calls, *before) if both[0] == both[1]]
            emit([call.text for call in steady])
            emit([one for one, other in zip(*before) if one == other])
            for candidate in message["candidates"]:
                done, undo = self.swap(candidate)
                emit([witness.perform(function, call, message["ticks"]) for call in steady] if done else None)
                for back in reversed(undo):
                    back()

        lines = []
        run_children([(work, message["seconds"])], 1, time.monotonic() + message["seconds"], lambda child, *_: lines.extend(child.lines), lines.extend)
        inputs, original, *rows = [*lines, [], []] if len(lines) < 2 else lines
        return {"inputs": inputs, "original": original, "rows": rows}


def _short(outcome):
    if outcome["status"] == "passed":
        return {"status": "passed"}
    frames = outcome.get("frames") or [["", 0, ""]]
    return {
        "status": outcome["status"],
        "kind": outcome.get("kind"),
        "message": outcome.get("message", "")[:160],
        "line": frames[0][1],
        "deep": frames[-1][:2],
        "distance": distance(outcome),
    }
