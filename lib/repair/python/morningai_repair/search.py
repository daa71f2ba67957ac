"""Runs candidates: the failing tests first, then everything that can notice the change."""

import time

from .candidates import payload
from .client import WarmDied, run_cold
from .outcome import distance
from .rank import score
from .two_edits import MAX_AT_ONCE
from .warm import WIDTH

BATCH = 384
COLD_BATCH = 2 * WIDTH
# Failing tests that together take longer are run one after the other, up to the first that still fails.
QUICK = 0.03
ENOUGH = 14
# Candidates tried after the first plausible one before it is believed to be among the best.
OTHERS = 250
# Score of a patch that is probably right.
SURE = 0.5


class Search:
    """State of one search: what was tried, what is plausible, what came close."""

    def __init__(self, prepared, progress):
        self.prepared = prepared
        self.progress = progress
        self.deadline = prepared.deadline
        self.plausible = []
        self.seeds = []
        self.slow = []
        self.tried = 0
        self.by_operator = {}
        self.started = time.monotonic()
        self.first_found = None
        self.tried_at_first = 0
        self.best = 0.0
        self.cold_seconds = 0.0
        self._done = set()
        self.before = [self._short(key) for key in prepared.targets]

    def _short(self, key):
        outcome = self.prepared.outcomes[key]
        frames = outcome.get("frames") or [["", 0, ""]]
        return {"kind": outcome.get("kind"), "message": outcome.get("message", "")[:160], "line": frames[0][1], "deep": frames[-1][:2], "distance": distance(outcome)}

    def left(self):
        """Seconds until the search has to end; a while after the first plausible patch."""
        now = time.monotonic()
        end = self.deadline
        if self.first_found is not None:
            spent = self.first_found - self.started
            # One that is often wrong is no reason to stop before conditions and values by value were looked at.
            more = max(1.5, min(8.0, spent)) if self.best >= SURE else max(6.0, min(12.0, 1.5 * spent))
            # A busy machine gets less done in that time: some others are worth up to a fifth of the whole.
            if self.tried - self.tried_at_first < OTHERS:
                more = max(more, (self.deadline - self.started) / 5)
            end = min(end, self.first_found + more)
        return end - now

    def run(self, candidates, stage, until=None, cold=True, pause=False):
        """Try candidates in order until `until` (monotonic seconds) or the end, and give those that are left.

        With `pause`, the first plausible patch that is not sure to be right interrupts.
        """
        prepared = self.prepared
        warm, frozen = [], []
        for one in candidates:
            ready = payload(one, prepared.sources, prepared.known)
            if ready is None:
                if cold:
                    frozen.append(one)
                continue
            warm.append((one, ready))
        position = 0
        while (position < len(warm) or frozen and not self.plausible) and self.left() > 0 and len(self.plausible) < ENOUGH:
            if until is not None and time.monotonic() > until or pause and 0 < self.best < SURE:
                break
            batch = warm[position : position + (96 if position == 0 else BATCH)]
            position += len(batch)
            if batch:
                self._filter(batch, stage)
            spent = time.monotonic() - self.started
            # Importing everything again takes a hundred times as long: worth it for likely changes only.
            likely = batch and frozen and frozen[0].score > batch[-1][0].score
            worthy = frozen and (not self.plausible or frozen[0].score > max(one.score for one in self.plausible))
            if worthy and (not batch or self.cold_seconds < (0.4 if likely else 0.2) * spent):
                self._run_cold(frozen[:COLD_BATCH], stage)
                frozen = frozen[COLD_BATCH:]
        return [one for one, _ in warm[position:]]

    def count(self, batch, stage):
        self.tried += len(batch)
        for one in batch:
            family = one.operator.split(".")[0]
            self.by_operator[family] = self.by_operator.get(family, 0) + 1
        self.progress(stage, f"{self.tried} candidates tried", tried=self.tried, plausible=len(self.plausible))

    def _filter(self, batch, stage, factor=1):
        prepared = self.prepared
        targets = prepared.targets[:MAX_AT_ONCE]
        limits = [prepared.limits[key] * factor for key in targets]
        seconds = max(1.0, self.left())
        by_id = {one.id: one for one, _ in batch}
        slow = sum(prepared.outcomes[key].get("seconds", 0) for key in targets) > QUICK
        verdicts = prepared.warm.ask("filter", seconds, stop=slow, keys=targets, limits=limits, ticks=prepared.ticks * factor, candidates=[ready for _, ready in batch])
        self.count([one for one, _ in batch], stage)
        promising = []
        for identity, verdict in verdicts:
            one = by_id[identity]
            tests = verdict["tests"]
            if verdict.get("cold"):
                continue
            if tests and all(test["status"] == "passed" for test in tests) and len(tests) == len(targets):
                promising.append(one)
            elif any(test.get("kind") == "Overrun" for test in tests):
                self.slow.append(one)
            elif tests:
                self._keep_seed(one, tests)
        for one in sorted(promising, key=lambda one: -one.score):
            if self.left() <= 0:
                break
            self._confirm(one, factor)

    def _keep_seed(self, one, tests):
        """A candidate that mends one of several tests, or comes closer, is where a second edit starts."""
        if len(one.parts) > 1:
            return
        gain = 0.0
        for before, now in zip(self.before, tests):
            if now["status"] == "passed":
                gain += 1.0
            elif now["status"] != "failed" or now.get("kind") in ("Overrun", "SyntaxError", "NameError", "UnboundLocalError"):
                gain -= 0.2
            elif now.get("line", 0) > before["line"] > 0:
                gain += 0.6
            elif before["distance"] is not None and now.get("distance") is not None and now["distance"] < before["distance"]:
                gain += before["distance"] - now["distance"]
            elif before["kind"] != now.get("kind") and now.get("kind") == "AssertionError":
                gain += 0.3
        if gain > 0.02:
            self.seeds.append((gain, one, tuple(test["status"] for test in tests)))

    def related(self, candidate):
        """Passing tests that run a changed function, quick ones first."""
        prepared = self.prepared
        found = set()
        for file, edits in candidate.changes.items():
            source = prepared.sources[file]
            lines = set()
            for start, end, _ in edits:
                unit = source.unit_at(start, end)
                if unit is None:
                    default = source.default_at(start, end)
                    unit = default[0] if default else None
                if unit is None:
                    return prepared.passing
                lines |= set(range(unit.first_line, unit.node.end_lineno + 1))
            for key, covered in prepared.covers.get(file, {}).items():
                if covered & lines:
                    found.add(key)
        observed = {tuple(one["key"]) for one in prepared.observed}
        return [key for key in prepared.passing if key in found or key not in observed]

    def _confirm(self, one, factor=1):
        key = tuple(sorted((file, text) for file, text in one.texts(self.prepared.sources).items()))
        if key in self._done:
            return
        self._done.add(key)
        prepared = self.prepared
        keys = [*prepared.targets, *self.related(one)]
        limits = [prepared.limits[each] * factor for each in keys]
        ready = payload(one, prepared.sources, prepared.known)
        try:
            answer = prepared.warm.ask("filter", min(60.0, self.left() + 5), keys=keys, limits=limits, ticks=prepared.ticks * 4 * factor, candidates=[ready], alone=True, stop=True)
        except WarmDied:
            return
        tests = answer[0][1]["tests"] if answer else []
        if len(tests) == len(keys) and all(test["status"] == "passed" for test in tests):
            if ready["settings"]:
                self._run_cold([one], None)
            else:
                self.found(one)
        elif tests[: len(prepared.targets)] and all(test["status"] == "passed" for test in tests[: len(prepared.targets)]):
            self.seeds.append((0.5, one, ("passed",) * len(prepared.targets[:MAX_AT_ONCE])))

    def found(self, one):
        self.plausible.append(one)
        self.best = max(self.best, score(one))
        if self.first_found is None:
            self.first_found = time.monotonic()
            self.tried_at_first = self.tried

    def _run_cold(self, batch, stage):
        prepared = self.prepared
        begun = time.monotonic()
        keys = [*prepared.targets, *prepared.passing]
        jobs = [one.texts(prepared.sources) for one in batch]
        verdicts = run_cold(prepared.project, jobs, keys, prepared.limits, max(1.0, self.left()))
        if stage is not None:
            self.count(batch, stage)
        for one, tests in zip(batch, verdicts):
            if tests and len(tests) == len(keys) and all(test["status"] == "passed" for test in tests):
                self.found(one)
            elif tests and len(prepared.targets) > 1 or tests and len(tests) > 0:
                self._keep_seed(one, tests[: len(self.before)])
        self.cold_seconds += time.monotonic() - begun

    def retry_slow(self, until):
        """Right fixes may run longer than the buggy code: some get twenty times the budget."""
        slow, self.slow = sorted(self.slow, key=lambda one: -one.score)[:160], []
        for at in range(0, len(slow), 32):
            if self.left() <= 0 or time.monotonic() > until:
                return
            batch = [(one, payload(one, self.prepared.sources, self.prepared.known)) for one in slow[at : at + 32]]
            self._filter(batch, "one-edit", factor=20)
