"""Where the fault may be: Ochiai over the coverage of failing and passing tests, stack traces first."""

import ast
import math

from .source import FUNCTIONS

STACK_DEEPEST = 0.97
STACK = 0.9


class Suspicion:
    """Scores of lines and statements by file."""

    def __init__(self, sources, observed, failing, frames, imported):
        self.sources = sources
        self.lines = {}
        self.why = {}
        self.imported = imported
        self._score_lines(observed, {tuple(key) for key in failing})
        self._raise_stack(frames)
        self._statements = {}
        self._uses = self._used_names()

    def _score_lines(self, observed, failing):
        counts = {}
        total = 0
        for one in observed:
            failed = tuple(one["key"]) in failing
            total += failed
            for file, lines in one["lines"].items():
                if file in self.sources:
                    for line in lines:
                        pair = counts.setdefault((file, line), [0, 0])
                        pair[0 if failed else 1] += 1
        for (file, line), (failed, passed) in counts.items():
            if failed:
                score = failed / math.sqrt(max(total, 1) * (failed + passed))
                self.lines[file, line] = score
                self.why[file, line] = f"run by {failed} failing and {passed} passing tests"

    def _raise_stack(self, frames):
        for stack in frames:
            inside = [(file, line) for file, line in stack if file in self.sources]
            for depth, place in enumerate(reversed(inside)):
                score = STACK_DEEPEST if depth == 0 else STACK - 0.02 * depth
                if score > self.lines.get(place, 0):
                    self.lines[place] = max(score, 0.5)
                self.why[place] = "in the stack trace of the failing test"

    def _used_names(self):
        """The highest score of the code that reads a name: what it is set to is as suspicious."""
        uses = {}
        for file, source in self.sources.items():
            for node in ast.walk(source.tree):
                name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
                if name and source.function(node) is not None:
                    statement = source.statement(node)
                    score = self._own(file, statement)
                    if score > uses.get(name, 0):
                        uses[name] = score
        return uses

    def _own(self, file, statement):
        """The score of the lines that belong to a statement and not to a block in it."""
        last = statement.end_lineno
        body = getattr(statement, "body", None)
        if isinstance(body, list) and body:
            last = max(statement.lineno, min(one.lineno for one in body if hasattr(one, "lineno")) - 1)
        return max((self.lines.get((file, line), 0) for line in range(statement.lineno, last + 1)), default=0)

    def of(self, file, statement):
        """0 for a statement that no failing test gets to."""
        key = (file, id(statement))
        if key not in self._statements:
            self._statements[key] = self._compute(file, statement)
        return self._statements[key]

    def _compute(self, file, statement):
        source = self.sources[file]
        if isinstance(statement, FUNCTIONS):
            inner = [self.of(file, one) for one in statement.body]
            return max(inner, default=0)
        unit = source.unit(statement)
        if unit is not None:
            key = (file, unit.first_line, unit.node.name)
            own = self._own(file, statement)
            return own or (0.35 if key in self.imported else 0)
        names = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        return 0.9 * max((self._uses.get(name, 0) for name in names), default=0)

    def report(self):
        """The most suspicious functions and lines, for people."""
        lines = [
            {"file": file, "line": line, "score": round(score, 4), "why": self.why.get((file, line), "")}
            for (file, line), score in self.lines.items()
        ]
        lines.sort(key=lambda one: (-one["score"], one["file"], one["line"]))
        functions = {}
        for one in lines:
            source = self.sources[one["file"]]
            start = source.starts[one["line"] - 1] + len(source.lines[one["line"] - 1]) - len(source.lines[one["line"] - 1].lstrip())
            unit = next((unit for unit in source.units if unit.start <= start <= unit.end), None)
            if unit:
                functions.setdefault((one["file"], unit.name), {**one, "function": unit.name})
        return {"functions": list(functions.values())[:20], "lines": lines[:50]}
