"""Which lines tests run, and which kinds of value the variables have: one traced run of each test."""

import os
import sys

MAX_EVENTS_WITH_VALUES = 60
MAX_KEYS = 12


def kind(value):
    """Name of the type of a value, as operators know it."""
    return type(value).__name__


class Observer:
    """Records lines by file, kinds by function and variable, attributes and keys by name."""

    def __init__(self, root, seen=None, most_calls=5_000):
        """`seen` counts the looks at values over several observers; a function is followed at most `most_calls` times."""
        self.root = root + os.sep
        self.lines = {}
        self.kinds = {}
        self.attributes = {}
        self.keys = {}
        self.events = 0
        self._files = {}
        self._seen = {} if seen is None else seen
        self._calls = {}
        self.most_calls = most_calls

    def _file(self, filename):
        if filename not in self._files:
            path = os.path.realpath(filename)
            inside = path.startswith(self.root) and "/site-packages/" not in path and "/.venv/" not in path
            self._files[filename] = path[len(self.root) :] if inside else None
        return self._files[filename]

    def _look(self, owner, name, value):
        kinds = self.kinds.setdefault(owner, {}).setdefault(name, set())
        kinds.add(kind(value))
        if isinstance(value, dict):
            keys = self.keys.setdefault(name, [])
            for key in list(value)[:MAX_KEYS]:
                if isinstance(key, str) and len(keys) < MAX_KEYS and key not in keys:
                    keys.append(key)
        elif kind(value) not in _PLAIN and hasattr(value, "__dict__"):
            for attribute, inner in list(vars(value).items())[:40]:
                self.attributes.setdefault(attribute, set()).add(kind(inner))

    def _values(self, frame, file):
        owner = (file, frame.f_code.co_firstlineno, frame.f_code.co_name)
        count = self._seen.get(owner, 0)
        if count > MAX_EVENTS_WITH_VALUES:
            return
        self._seen[owner] = count + 1
        for name, value in frame.f_locals.items():
            try:
                self._look(owner, name, value)
            except Exception:
                continue

    def _trace(self, frame, event, arg):
        file = self._file(frame.f_code.co_filename)
        if file is None:
            return None
        count = self._calls[frame.f_code] = self._calls.get(frame.f_code, 0) + 1
        if count > self.most_calls:
            self.events += 1
            return None
        lines = self.lines.setdefault(file, set())

        def local(frame, event, arg):
            if event == "line":
                self.events += 1
                lines.add(frame.f_lineno)
                self._values(frame, file)
            elif event == "return":
                self._values(frame, file)
            return local

        return local

    def watch(self, work):
        """Call `work()` under observation and give its result."""
        sys.settrace(self._trace)
        try:
            return work()
        finally:
            sys.settrace(None)

    def report(self):
        return {
            "lines": {file: sorted(lines) for file, lines in self.lines.items()},
            "kinds": [[*owner, {name: sorted(kinds) for name, kinds in found.items()}] for owner, found in self.kinds.items()],
            "attributes": {name: sorted(kinds) for name, kinds in self.attributes.items()},
            "keys": self.keys,
            "events": self.events,
        }


_PLAIN = {"int", "float", "str", "bool", "NoneType", "list", "tuple", "set", "bytes", "function", "type", "module"}
