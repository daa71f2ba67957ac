"""Which plausible patch is probably right, and which only special-cases the failing input."""

import ast
import re

from .source import apply_edits

# How often a plausible patch of an operator is also right; the first matching prefix counts.
_PRECISION = (
    ("comparison.swap", 0.88), ("arithmetic.keep-side", 0.4), ("arithmetic.operand", 0.6), ("arithmetic", 0.82), ("assignment", 0.8), ("update", 0.6),
    ("await", 0.9), ("call.swap-arguments", 0.88), ("call.method", 0.75), ("call.sort-direction", 0.88), ("call.sort-key", 0.75), ("call.add-argument", 0.7),
    ("call.drop-argument", 0.4), ("call.missing", 0.85), ("call.borrow", 0.6), ("call", 0.5), ("logic.swap", 0.85), ("logic.drop-not", 0.85),
    ("logic.negate", 0.8), ("logic.group", 0.8), ("logic.keep-side", 0.5), ("nullish.parameter", 0.9), ("nullish.truth", 0.8),
    ("nullish.optional", 0.75), ("nullish.default", 0.72), ("nullish", 0.6), ("name.exception", 0.75), ("name.self", 0.85),
    ("name.nonlocal", 0.85), ("name.bind", 0.9), ("name.own", 0.9), ("name.global", 0.8), ("name.property", 0.78), ("name.variable", 0.76), ("name.function", 0.76),
    ("name.method", 0.7), ("name.import", 0.9), ("name.order", 0.8), ("name.constant", 0.4), ("name.expression", 0.55), ("statement.assign", 0.85), ("name", 0.55), ("bounds.drop-step", 0.82),
    ("bounds.slice", 0.6), ("bounds", 0.72), ("literal.boolean", 0.75), ("literal.format", 0.8), ("literal.string", 0.75),
    ("literal.number", 0.72), ("literal", 0.6), ("condition.and", 0.6), ("condition.swap-branches", 0.75), ("condition.or", 0.38),
    ("condition.drop", 0.5), ("condition", 0.43), ("return.early", 0.52), ("return.add", 0.75), ("return.value", 0.5),
    ("loop", 0.52), ("statement.super", 0.85), ("statement.copy", 0.5), ("statement.return", 0.8), ("statement.raise", 0.75), 
    ("statement.break", 0.65), ("statement.leave", 0.35), ("statement.collect", 0.7), ("statement.move", 0.7), ("statement.swap", 0.62), ("statement.count", 0.7), ("statement.delete", 0.25),
    ("statement.unwrap", 0.2), ("statement", 0.45), ("branch.reset", 0.85), ("guard.hoist", 0.88), ("value.part", 0.8), ("branch.clone", 0.4), ("branch.case", 0.4), ("branch.entry", 0.4), ("branch", 0.55), ("value.copy", 0.8), ("value.swap", 0.75),
    ("value.yield", 0.75), ("value.method", 0.6), ("value", 0.5), ("synthesis.value", 0.5), ("syntax", 0.85), ("import", 0.85),
)  # fmt: skip
_ADDS_A_CASE = re.compile(r"(condition\.(or|and|replace|borrow|guard)|return\.early|loop\.(skip|stop)|statement\.guard|branch\.(clone|case|entry)|synthesis)")
_TRIVIAL = {"0", "1", "-1", "2", "''", "True", "False", "None", "[]"}


def precision(operator):
    product = 1.0
    for part in operator.split("+"):
        product *= next((value for prefix, value in _PRECISION if part.startswith(prefix)), 0.4)
    return product


def score(candidate):
    """Precision of the operator, how typical the change is, how suspicious the place: 0 to 1."""
    everywhere = 0.85 if "-everywhere" in candidate.operator else 1
    # What compares values decides whether tests pass at all: to loosen it mends any of them.
    if any(part.site.fn is not None and part.site.fn.name in ("__eq__", "__ne__", "__hash__") for part in candidate.parts):
        everywhere *= 0.5
    if any(_pointless(part) for part in candidate.parts):
        everywhere *= 0.4
    if any(_answers_by_heart(part) for part in candidate.parts):
        everywhere *= 0.5
    return precision(candidate.operator) * everywhere * (0.5 + 0.5 * candidate.prior) * (0.5 + 0.5 * candidate.suspicion)


def adds_a_case(candidate):
    return any(_ADDS_A_CASE.match(part.operator) for part in candidate.parts)


def _pointless(part):
    """True for a change after which an operator has the same on both sides, or a variable is set to itself."""
    line = part.site.source.text
    start = min(edit[0] for edit in part.edits)
    end = max(edit[1] for edit in part.edits)
    low = line.rfind("\n", 0, start) + 1
    high = line.find("\n", end)
    high = len(line) if high < 0 else high
    after = apply_edits(line[low:high], [[edit[0] - low, edit[1] - low, edit[2]] for edit in part.edits])
    return _SAME.search(after) is not None and _SAME.search(line[low:high]) is None


def _answers_by_heart(part):
    """True for a case that returns a number or text that the function does not have: the test's own answer."""
    match = re.search(r"\breturn ((?:-?\d[\d.]*)|(?:\"[^\"]+\")|(?:'[^']+'))\s*$", part.edits[0][2], flags=re.M)
    if match is None or match.group(1) in _TRIVIAL_ANSWERS or part.site.fn is None:
        return False
    return match.group(1) not in part.site.source.code(part.site.fn)


_TRIVIAL_ANSWERS = {"0", "1", "-1", "0.0", "1.0"}
_SAME = re.compile(r"(?<![\w.\])])([A-Za-z_][\w.]*) *(?:[<>=!]=|[<>/%]|//| - | = | and | or ) *\1(?![\w.(\[])")


def literals_of(text, names):
    """Literals in the bodies of test functions, as Python writes them."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return set()
    wanted = {re.sub(r"\[.*$", "", name.split(" > ")[-1], flags=re.S) for name in names}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name in wanted:
            found |= {repr(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, (int, float, str))}
    return {one for one in found if one not in _TRIVIAL and len(one) < 60}


def is_overfit(candidate, literals):
    """True when the patch adds a special case for a value of the failing test."""
    for part in candidate.parts:
        if not _ADDS_A_CASE.match(part.operator):
            continue
        text = part.site.source.text
        added = _constants(" ".join(new for _, _, new in part.edits))
        before = _constants(" ".join(text[start:end] for start, end, _ in part.edits))
        if any(one in added and one not in before for one in literals):
            return True
    return False


def _constants(code):
    strings = re.findall(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", code)
    numbers = re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", code)
    found = set(numbers)
    for one in strings:
        try:
            found.add(repr(ast.literal_eval(one)))
        except (ValueError, SyntaxError):
            continue
    return found
