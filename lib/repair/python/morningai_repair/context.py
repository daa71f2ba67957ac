"""What operators may draw on at a place: names in scope, kinds of values, literals of the file, test and issue."""

import ast
import builtins
import difflib
import functools
import re

from .source import FUNCTIONS

NUMBERS = {"int", "float", "Decimal", "Fraction"}
SEQUENCES = {"list", "tuple", "str"}
CONTAINERS = SEQUENCES | {"dict", "set", "frozenset", "deque", "defaultdict", "Counter", "OrderedDict"}
_BY_CALL = {
    "len": "int", "int": "int", "str": "str", "float": "float", "sorted": "list", "list": "list", "set": "set",
    "dict": "dict", "tuple": "tuple", "range": "range", "bool": "bool", "isinstance": "bool", "any": "bool",
    "all": "bool", "repr": "str", "ord": "int", "chr": "str",
}  # fmt: skip
_BY_METHOD = {
    "strip": "str", "lower": "str", "upper": "str", "title": "str", "join": "str", "replace": "str", "format": "str",
    "split": "list", "splitlines": "list", "startswith": "bool", "endswith": "bool", "isdigit": "bool", "count": "int",
    "find": "int", "index": "int", "lstrip": "str", "rstrip": "str", "isoformat": "str", "total_seconds": "float",
}  # fmt: skip


class Ingredients:
    """Literals and words that may belong into the fix: from failing tests and the issue."""

    def __init__(self, test_numbers=(), test_strings=(), hints="", unset=(), mistyped=False):
        # Variables that the failing tests find without a value.
        self.unset = set(unset)
        # A failing test ends with a value of the wrong kind: what was seen says little about what is meant.
        self.mistyped = mistyped
        self.test_numbers = list(test_numbers)
        self.test_strings = list(test_strings)
        self.words = set(re.findall(r"[A-Za-z_]\w+", hints))
        self.hint_numbers = re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?!\w|\.\d)", hints)
        self.hint_strings = [one for pair in re.findall(r"\"([^\"\n]{1,40})\"|'([^'\n]{1,40})'|`([^`\n]{1,40})`", hints) for one in pair if one]


class Context:
    """One file and what was observed of it. `seen` is the joined report of the observed runs."""

    def __init__(self, source, seen, ingredients, project_names):
        self.source = source
        self.ingredients = ingredients
        self.attributes = seen["attributes"]
        self.keys = seen["keys"]
        self.project = project_names
        self.kinds = {}
        for (file, first, name), kinds in seen["kinds"].items():
            if file == source.path:
                self.kinds[first, name] = kinds
        tree = source.tree
        self.numbers, self.strings = _literals(tree)
        self.functions = {node.name: node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)}
        self.imports = {
            (alias.asname or alias.name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        self.module_names = [
            target.id
            for node in tree.body
            if isinstance(node, (ast.Assign, ast.AnnAssign))
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        ]
        self._names = {}
        self._first = {}
        self._fields = {}
        self._used = None

    def function_names(self, fn):
        """Local names of a function with their kinds, parameters first: `{name: kinds or None}`."""
        if fn in self._names:
            return self._names[fn]
        first = min([fn.lineno] + [one.lineno for one in fn.decorator_list])
        kinds = self.kinds.get((first, fn.name), {})
        args = fn.args
        found = [one.arg for one in [*args.posonlyargs, *args.args, *args.kwonlyargs]]
        found += [one.arg for one in (args.vararg, args.kwarg) if one]
        for node in ast.walk(fn):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.append(node.id)
            elif type(node).__name__ in ("MatchAs", "MatchStar", "ExceptHandler") and node.name:
                found.append(node.name)
        found = list(dict.fromkeys(found))
        self._names[fn] = {name: set(kinds[name]) if name in kinds else None for name in found}
        return self._names[fn]

    def first_use(self, fn):
        """Line where each local name is first given a value."""
        if fn not in self._first:
            lines = self._first[fn] = {}
            for node in ast.walk(fn):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    lines[node.id] = min(lines.get(node.id, node.lineno), node.lineno)
        return self._first[fn]

    def attributes_of(self, name):
        """Attributes that the file reads or sets of a variable, in order of their first use."""
        if self._used is None:
            self._used = {}
            for node in ast.walk(self.source.tree):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    self._used.setdefault(node.value.id, {})[node.attr] = None
        return list(self._used.get(name, ()))

    def class_names(self, cls):
        """Attributes of `self` in a class and its annotated fields."""
        if cls not in self._fields:
            found = self._fields[cls] = {}
            for node in ast.walk(cls):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
                    found[node.attr] = None
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    found[node.target.id] = None
        return list(self._fields[cls])


def _literals(tree):
    numbers, strings = [], []
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, *FUNCTIONS))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documentation:
            continue
        if isinstance(node.value, str) and len(node.value) <= 40:
            strings.append(node.value)
        elif isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            numbers.append(repr(node.value))
    return list(dict.fromkeys(numbers)), list(dict.fromkeys(strings))


class Site:
    """A node of the tree as operators see it."""

    def __init__(self, context, node, parents):
        self.context = context
        self.source = context.source
        self.node = node
        self.parents = parents
        self.parent = parents[-1] if parents else None
        self.fn = next((one for one in reversed(parents) if isinstance(one, FUNCTIONS)), None)
        self.start, self.end = self.source.span(node)
        self._known = None

    def code(self, node=None):
        return self.source.code(node or self.node)

    def replace(self, node, text):
        start, end = self.source.span(node)
        return [start, end, text]

    def here(self, text):
        return [self.start, self.end, text]

    def gap(self, left, right):
        """Offsets between two nodes."""
        return self.source.span(left)[1], self.source.span(right)[0]

    def wrapped(self, node):
        """The text of a node, in parentheses when it binds loosely."""
        text = self.code(node)
        loose = (ast.BinOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda, ast.UnaryOp, ast.Await, ast.NamedExpr)
        return f"({text})" if isinstance(node, loose) else text

    def names(self):
        """Names that have a value at this place, nearest first: `[(name, kinds or None)]`."""
        if self._known is None:
            self._known = self._names()
        return self._known

    def _names(self):
        found = {}
        for above in reversed(self.parents):
            for generator in getattr(above, "generators", []):
                for node in ast.walk(generator.target):
                    if isinstance(node, ast.Name):
                        found.setdefault(node.id, None)
            if isinstance(above, ast.Lambda):
                for one in above.args.args:
                    found.setdefault(one.arg, None)
            if isinstance(above, FUNCTIONS):
                local = self.context.function_names(above)
                first = self.context.first_use(above)
                line = self.node.lineno
                in_loop = any(isinstance(one, (ast.For, ast.While)) for one in self.parents)
                for name, kinds in local.items():
                    if name not in first or first[name] < line or in_loop or above is not self.fn:
                        found.setdefault(name, kinds)
        return list(found.items())

    def kinds(self, node=None):
        """Kinds of value that an expression was seen to have or must have; None when unknown."""
        node = node or self.node
        if isinstance(node, ast.Constant):
            return {type(node.value).__name__}
        if isinstance(node, ast.Name):
            return next((kinds for name, kinds in self.names() if name == node.id), None)
        if isinstance(node, ast.Attribute):
            return set(self.context.attributes[node.attr]) if node.attr in self.context.attributes else None
        if isinstance(node, (ast.Compare, ast.BoolOp)) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            return {"bool"} if not isinstance(node, ast.BoolOp) else None
        if isinstance(node, ast.JoinedStr):
            return {"str"}
        for cls, kind in ((ast.List, "list"), (ast.ListComp, "list"), (ast.Dict, "dict"), (ast.DictComp, "dict"), (ast.Set, "set"), (ast.SetComp, "set"), (ast.Tuple, "tuple")):
            if isinstance(node, cls):
                return {kind}
        if isinstance(node, ast.BinOp):
            left, right = self.kinds(node.left), self.kinds(node.right)
            if left and right and left <= NUMBERS and right <= NUMBERS:
                return {"float"} if isinstance(node.op, ast.Div) else left | right
            return left if left and left == right else None
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in _BY_CALL:
                return {_BY_CALL[node.func.id]}
            if isinstance(node.func, ast.Attribute) and node.func.attr in _BY_METHOD:
                return {_BY_METHOD[node.func.attr]}
        return None

    def numeric(self, node=None):
        """True, False, or None when it can't be told."""
        kinds = self.kinds(node)
        return None if kinds is None else bool(kinds & NUMBERS)

    def is_load(self):
        return not isinstance(getattr(self.node, "ctx", None), (ast.Store, ast.Del))


def fits(wanted, have):
    """True when a value of one set of kinds may stand for one of the other."""
    if not wanted or not have:
        return True
    wanted, have = wanted - {"NoneType"}, have - {"NoneType"}
    if not wanted or not have or wanted & have:
        return True
    return bool(wanted & NUMBERS and have & NUMBERS) or bool(wanted & {"list", "tuple"} and have & {"list", "tuple"})


@functools.lru_cache(maxsize=100_000)
def likeness(a, b):
    """0 to 1, how alike two names are."""
    return difflib.SequenceMatcher(None, a.lower(), b.lower()).ratio()


BUILTINS = set(dir(builtins))
