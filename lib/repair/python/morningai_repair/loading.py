"""Stage 0: files that can't be loaded. Syntax errors, names that were never imported, imports that don't exist."""

import ast
import builtins
import difflib
import importlib.util
import re
import sys

from .candidates import Candidate
from .catalogue import Proposal
from .client import run_cold
from .source import apply_edits

BATCH = 8
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


class _Place:
    """Stands in for a site where there is no tree."""

    fn = None

    def __init__(self, source):
        self.source = source
        self.node = None


class _Text:
    """A file that is no valid Python, with what explanations need of a source."""

    def __init__(self, path, text):
        self.path = path
        self.text = text

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1


def repair_loading(search):
    """Fill `search.plausible` with changes after which every test file loads and its tests pass."""
    prepared = search.prepared
    found = []
    for file, (text, error) in prepared.unreadable.items():
        found += _candidates(file, text, _syntax(text, getattr(error, "lineno", 1) or 1), "syntax")
    for key in prepared.targets:
        found += _imports(prepared, prepared.outcomes[key])
    found.sort(key=lambda one: -one.score)
    keys = [*prepared.targets, *prepared.passing]
    for at in range(0, len(found), BATCH):
        if search.left() <= 0:
            return
        batch = found[at : at + BATCH]
        jobs = [{file: apply_edits(_text(prepared, file), edits) for file, edits in one.changes.items()} for one in batch]
        verdicts = run_cold(prepared.project, jobs, keys, prepared.limits, max(1.0, search.left()))
        search.count(batch, "one-edit")
        for one, tests in zip(batch, verdicts):
            if tests and len(tests) >= len(keys) and all(test["status"] == "passed" for test in tests):
                search.found(one)
                if len(search.plausible) >= 3:
                    return


def _text(prepared, file):
    return prepared.sources[file].text if file in prepared.sources else prepared.unreadable[file][0]


def _candidates(file, text, options, family):
    source = _Text(file, text)
    made = []
    for operator, prior, edits in options:
        proposal = Proposal.__new__(Proposal)
        proposal.operator, proposal.prior, proposal.edits = f"{family}.{operator}", prior, edits
        proposal.site, proposal.node = _Place(source), None
        one = Candidate({file: edits}, proposal.operator, prior, 1.0, [proposal])
        if family != "syntax" or _parses(apply_edits(text, edits)):
            made.append(one)
    return made


def _parses(text):
    try:
        ast.parse(text)
        return True
    except (SyntaxError, ValueError):
        return False


def _syntax(text, line):
    """Small changes of the text around the line that Python complains about."""
    lines = text.split("\n")
    starts = [0]
    for one in lines:
        starts.append(starts[-1] + len(one) + 1)
    for number in sorted(range(max(1, line - 4), min(len(lines), line + 2) + 1), key=lambda one: abs(one - line)):
        content = lines[number - 1]
        start, end = starts[number - 1], starts[number - 1] + len(content.rstrip())
        near = 1 - 0.1 * abs(number - line)
        body = content.strip()
        if not body:
            continue
        yield "colon", 0.8 * near, [[end, end, ":"]]
        for opening, closing in _BRACKETS.items():
            yield "bracket", 0.7 * near, [[end, end, closing]]
            yield "bracket", 0.6 * near, [[end, end, closing + ":"]]
            yield "bracket", 0.5 * near, [[end, end, closing + ","]]
            for match in re.finditer(re.escape(closing) + "|" + re.escape(opening), content):
                yield "bracket", 0.5 * near, [[start + match.start(), start + match.end(), ""]]
        yield "comma", 0.6 * near, [[end, end, ","]]
        for mark in ('"', "'"):
            yield "quote", 0.5 * near, [[end, end, mark]]
            for match in re.finditer(r"[\w\s](?=[)\],:]|$)", content):
                yield "quote", 0.3 * near, [[start + match.end(), start + match.end(), mark]]
        for match in re.finditer(r"(?<![=!<>:+\-*/%])=(?!=)", content):
            yield "equals", 0.55 * near, [[start + match.start(), start + match.end(), "=="]]
            yield "equals", 0.3 * near, [[start + match.start(), start + match.end(), ":"]]
        for match in re.finditer(r"(?<=[\w\"'\])}]) +(?=[\w\"'\[({])", content):
            yield "comma", 0.45 * near, [[start + match.start(), start + match.start(), ","]]
            for word in (" in", " ==", " +", "."):
                yield "operator", 0.2 * near, [[start + match.start(), start + match.end() if word == "." else start + match.start(), word]]
        for wrong, right in (("else if", "elif"), ("&&", "and"), ("||", "or"), ("!", "not "), ("true", "True"), ("false", "False"), ("null", "None"), ("=>", ">="), ("=<", "<="), ("++", " += 1"), ("function", "def")):
            at = content.find(wrong)
            if at >= 0:
                yield "operator", 0.6 * near, [[start + at, start + at + len(wrong), right]]
        for shift in (4, -4, 2, -2, 1, -1):
            if shift > 0:
                yield "indent", 0.5 * near, [[start, start, " " * shift]]
            elif content.startswith(" " * -shift):
                yield "indent", 0.5 * near, [[start, start - shift, ""]]
        depth = len(content) - len(content.lstrip())
        yield "pass", 0.4 * near, [[end, end, f"\n{' ' * (depth + 4)}pass"]]
        yield "delete", 0.15 * near, [[start, min(starts[number], len(text)), ""]]


def _imports(prepared, outcome):
    """What a missing name or module may have been meant to be."""
    message = outcome.get("message", "")
    frames = [frame for frame in outcome.get("frames", []) if frame[0] in prepared.sources]
    found = []
    missing = re.search(r"name '(\w+)' is not defined", message)
    if missing and frames:
        file = frames[-1][0]
        text = prepared.sources[file].text
        found += _candidates(file, text, missing_name(prepared, file, missing.group(1)), "import")
    unknown = re.search(r"cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'", message)
    if unknown:
        for file, source in prepared.sources.items():
            found += _candidates(file, source.text, list(_renamed(prepared, source, unknown.group(1), unknown.group(2))), "import")
    module = re.search(r"No module named '([\w.]+)'", message)
    if module:
        for file, source in prepared.sources.items():
            found += _candidates(file, source.text, list(_moved(prepared, source, module.group(1))), "import")
    return found


def module_name(file):
    """Dotted names under which a file may be imported, longest first."""
    parts = re.sub(r"(/__init__)?\.py$", "", file).split("/")
    return [".".join(parts[at:]) for at in range(len(parts))]


def missing_name(prepared, file, name):
    """Imports that would define a name, and names that look like it: `(operator, prior, edits)`."""
    source = prepared.sources[file]
    at = _import_place(source)
    for other, one in prepared.sources.items():
        if other == file:
            continue
        defined = {getattr(node, "name", None) for node in one.tree.body} | {target.id for node in one.tree.body if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Name)}
        if name in defined:
            package = file.split("/")[:-1] == other.split("/")[:-1] and "/" in file
            if package:
                yield "name", 0.75, [[at, at, f"from .{module_name(other)[-1]} import {name}\n"]]
            for dotted in module_name(other)[:3]:
                yield "name", 0.7, [[at, at, f"from {dotted} import {name}\n"]]
    if name in sys.stdlib_module_names if hasattr(sys, "stdlib_module_names") else importlib.util.find_spec(name) is not None:
        yield "module", 0.85, [[at, at, f"import {name}\n"]]
    for module in _STANDARD:
        if name in _STANDARD[module]:
            yield "name", 0.8, [[at, at, f"from {module} import {name}\n"]]
    scope = {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)} | set(dir(builtins)) | {getattr(node, "name", "") for node in source.tree.body}
    scope.discard(name)
    for other in difflib.get_close_matches(name, scope, 4, 0.6):
        edits = [[*source.span(node), other] for node in ast.walk(source.tree) if isinstance(node, ast.Name) and node.id == name]
        if edits:
            yield "typo", 0.6, edits


_STANDARD = {
    "collections": ("defaultdict", "Counter", "deque", "OrderedDict", "namedtuple", "ChainMap"),
    "dataclasses": ("dataclass", "field", "asdict", "replace", "astuple"),
    "datetime": ("datetime", "timedelta", "date", "timezone", "time"),
    "decimal": ("Decimal", "ROUND_HALF_UP", "ROUND_DOWN", "ROUND_HALF_EVEN", "ROUND_UP", "InvalidOperation"),
    "enum": ("Enum", "IntEnum", "Flag", "auto"),
    "functools": ("lru_cache", "partial", "reduce", "wraps", "cached_property", "total_ordering", "cache"),
    "itertools": ("chain", "groupby", "product", "combinations", "permutations", "islice", "zip_longest", "accumulate", "count", "cycle"),
    "typing": ("Optional", "Any", "Iterable", "Iterator", "Callable", "Union", "List", "Dict", "Tuple", "Set", "NamedTuple", "Sequence", "Mapping", "Protocol", "TypeVar"),
    "pathlib": ("Path", "PurePath"),
    "fractions": ("Fraction",),
    "abc": ("ABC", "abstractmethod"),
    "contextlib": ("contextmanager", "suppress", "closing", "ExitStack"),
    "math": ("ceil", "floor", "sqrt", "isclose", "gcd", "log", "inf", "prod"),
    "copy": ("deepcopy",),
    "operator": ("itemgetter", "attrgetter"),
    "uuid": ("uuid4", "UUID"),
    "statistics": ("mean", "median", "stdev"),
    "heapq": ("heappush", "heappop", "heapify", "nlargest", "nsmallest"),
    "bisect": ("bisect_left", "bisect_right", "insort"),
    "textwrap": ("dedent", "wrap", "indent"),
    "string": ("Template", "ascii_lowercase", "ascii_letters", "digits", "punctuation"),
}  # fmt: skip


def _import_place(source):
    """Offset of the first import, after the documentation and `from __future__`."""
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        first = min([node.lineno] + [one.lineno for one in getattr(node, "decorator_list", [])])
        return source.starts[first - 1]
    return len(source.text)


def _renamed(prepared, source, name, module):
    """The import of a name that its module does not have: a name like it, or the module that has it."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ImportFrom) or all(alias.name != name for alias in node.names):
            continue
        start, end = source.span(node)
        code = source.code(node)
        for file, other in prepared.sources.items():
            names = [one.name for one in other.tree.body if hasattr(one, "name")]
            names += [target.id for one in other.tree.body if isinstance(one, ast.Assign) for target in one.targets if isinstance(target, ast.Name)]
            if module in module_name(file):
                for close in difflib.get_close_matches(name, names, 3, 0.5):
                    yield "typo", 0.75, [[start, end, re.sub(rf"\b{name}\b", f"{close} as {name}", code)]]
            elif name in names and node.module:
                tail = module_name(file)[-1]
                yield "moved", 0.7, [[start, end, code.replace(f"{node.module} import", f"{re.sub(r'[^.]+$', tail, node.module)} import")]]
    defined = [file for file in prepared.sources if module in module_name(file)]
    if source.path in defined:
        names = [one.name for one in source.tree.body if hasattr(one, "name")]
        for close in difflib.get_close_matches(name, names, 3, 0.6):
            for node in source.tree.body:
                if getattr(node, "name", None) == close:
                    at = source.text.index(close, source.span(node)[0])
                    yield "rename", 0.6, [[at, at + len(close), name]]


def _moved(prepared, source, module):
    """The import of a module that is not there: one of a like name, absolute or relative."""
    known = {dotted for file in prepared.sources for dotted in module_name(file)}
    last = module.split(".")[-1]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module and (node.module == module or module.endswith("." + node.module) or node.module.startswith(module)):
            start = source.text.index(node.module, source.span(node)[0])
            if last in known or node.module in known:
                yield "relative", 0.6, [[start, start, "."]]
            for close in difflib.get_close_matches(module, known, 4, 0.6):
                yield "module", 0.7, [[start, start + len(node.module), close]]
            for close in difflib.get_close_matches(node.module, known, 4, 0.6):
                yield "module", 0.7, [[start, start + len(node.module), close]]
        if isinstance(node, ast.Import) and any(alias.name == module for alias in node.names):
            start = source.text.index(module, source.span(node)[0])
            for close in difflib.get_close_matches(module, known | set(getattr(sys, "stdlib_module_names", ())), 4, 0.6):
                yield "module", 0.7, [[start, start + len(module), close]]


__all__ = ["missing_name", "repair_loading"]
