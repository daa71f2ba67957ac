"""Source texts of values to try, from annotations, defaults, comparisons and uses."""

import ast

MAX_VALUES = 20
NUMBERS = ["3", "0", "1", "-1", "2.5", "10", "100"]


def unique(items):
    return list(dict.fromkeys(items))


def _constant(node, constants):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _constant(node.operand, constants)
        return -value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    return None


def _subject(node):
    """`(last name, is it a length)` of what is compared."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and node.args:
        return _subject(node.args[0])[0], True
    if isinstance(node, ast.Name):
        return node.id, False
    if isinstance(node, ast.Attribute):
        return node.attr, False
    if isinstance(node, ast.Subscript):
        key = node.slice
        return (key.value, False) if isinstance(key, ast.Constant) and isinstance(key.value, str) else _subject(node.value)
    if isinstance(node, ast.Call):
        return _subject(node.func.value) if isinstance(node.func, ast.Attribute) else ("", False)
    if isinstance(node, ast.BinOp):
        return _subject(node.left)
    return "", False


class Literals:
    """What the conditions of a file compare names with."""

    def __init__(self, tree):
        self.numbers, self.strings, self.lengths = {}, {}, {}
        constants = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant):
                constants[node.targets[0].id] = node.value.value
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                for left, right in zip(sides, sides[1:]):
                    self._note(left, right, constants)
                    self._note(right, left, constants)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("startswith", "endswith", "get", "split", "count", "find") and node.args:
                self._note(node.func.value, node.args[0], constants)
            elif isinstance(node, ast.Match):
                for case in node.cases:
                    for pattern in ast.walk(case.pattern):
                        if isinstance(pattern, ast.MatchValue):
                            self._note(node.subject, pattern.value, constants)

    def _note(self, subject, other, constants):
        name, length = _subject(subject)
        values = [_constant(one, constants) for one in other.elts] if isinstance(other, (ast.Tuple, ast.List, ast.Set)) else [_constant(other, constants)]
        for value in values:
            if isinstance(value, str):
                self.strings.setdefault(name, {})[value] = None
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                (self.lengths if length else self.numbers).setdefault(name, {})[value] = None

    def numbers_for(self, name, whole=False):
        near = lambda values: [one for value in values for one in (value, value - 1, value + 1)]  # noqa: E731
        own = near(self.numbers.get(name, {}))
        others = near([value for values in self.numbers.values() for value in values][:6])
        found = ["3", *map(repr, own), "0", "1", "-1", *([] if whole else ["2.5"]), "10", *map(repr, others), "100"]
        return [one for one in found if not whole or "." not in one]

    def strings_for(self, name):
        own = list(self.strings.get(name, {}))
        others = [value for values in self.strings.values() for value in values][:6]
        long = ["x" * size for value in self.lengths.get(name, {}) for size in (value, value - 1, value + 1) if 0 <= size <= 80]
        named = {"mail": ["ada@example.org", "not an address"], "date": ["2024-02-29", "2023-12-31"], "day": ["2024-02-29"], "time": ["09:30", "23:59"], "url": ["https://example.org/a?b=1"], "path": ["src/a.txt"]}
        guessed = [one for key, values in named.items() if key in name.lower() for one in values]
        mixed = [f"a{value}b" for value in own]
        return [_quoted(one) for one in [*own, *guessed, "Ada Lovelace", "", "abc", *mixed, *long, "12", " a-b_c ", *others, "é"]]


def _quoted(value):
    text = repr(value)
    return f'"{text[1:-1]}"' if text.startswith("'") and '"' not in text and "\\'" not in text else text


def _product(fields, make):
    """Objects with each field varied in turn; `make` builds one from `{field: text}`."""
    base = {name: (values or ["None"])[0] for name, values in fields.items()}
    found = [make(base)]
    for at in range(1, MAX_VALUES):
        for name, values in fields.items():
            if at < len(values):
                found.append(make({**base, name: values[at]}))
    for at in range(1, 4):
        found.append(make({name: values[(at + index) % len(values)] for index, (name, values) in enumerate(fields.items()) if values}))
    return found


class Maker:
    """Values for annotations; `classes` are those of the file."""

    def __init__(self, literals, classes):
        self.literals = literals
        self.classes = classes

    def values(self, shape, name, depth=0):
        """Texts of values of a shape, the most telling first."""
        return unique(self._values(shape, name, depth))[: 40 if shape[0] in ("list", "object", "instance") else MAX_VALUES]

    def _values(self, shape, name, depth):
        kind = shape[0]
        if depth > 4:
            return ["None"]
        below = lambda one: self.values(one, name.rstrip("s"), depth + 1)  # noqa: E731
        if kind in ("int", "float"):
            return self.literals.numbers_for(name, whole=kind == "int")
        if kind == "str":
            return self.literals.strings_for(name)
        if kind == "bool":
            return ["True", "False"]
        if kind == "None":
            return ["None"]
        if kind == "literal":
            return [shape[1]]
        if kind in ("list", "set", "tuple_of"):
            return [_wrapped(kind, one) for one in self._lists(below(shape[1]), name)]
        if kind == "tuple":
            options = [below(one) for one in shape[1]]
            return [f"({', '.join(values[at % len(values)] for values in options)}{',' if len(options) == 1 else ''})" for at in range(4)]
        if kind == "dict":
            keys = self.values(shape[1], "key", depth + 1)
            values = below(shape[2])
            pair = lambda at: f"{keys[at % len(keys)]}: {values[at % len(values)]}"  # noqa: E731
            return ["{" + ", ".join(map(pair, chosen)) + "}" for chosen in ((0, 1), (), (0,), (2,))]
        if kind == "object":
            fields = {key: self.values(one, key, depth + 1) for key, one in shape[1].items()}
            return _product(fields, lambda chosen: "{" + ", ".join(f"{_quoted(key)}: {value}" for key, value in chosen.items()) + "}")
        if kind == "union":
            lists = [self.values(one, name, depth + 1) for one in shape[1]]
            return [one for at in range(max(map(len, lists), default=0)) for values in lists for one in values[at : at + 1]]
        if kind == "instance":
            return self._instances(shape[1], depth)
        if kind == "date":
            return ["datetime.date(2024, 2, 29)", "datetime.date(2023, 12, 31)", "datetime.date(2024, 3, 1)"]
        if kind == "datetime":
            return ["datetime.datetime(2024, 2, 29, 12, 30)", "datetime.datetime(2023, 12, 31, 23, 59)"]
        if kind == "decimal":
            return [f'decimal.Decimal("{one}")' for one in self.literals.numbers_for(name)]
        if kind == "function":
            return ["lambda *given: given[0] if given else None", "lambda *given: True"]
        return [*self.literals.numbers_for(name)[:4], *self.literals.strings_for(name)[:4], "[1, 2]", "{}", "None"]

    def _lists(self, values, name):
        a = values[0] if values else "1"
        b = values[1] if len(values) > 1 else a
        c = values[2] if len(values) > 2 else b
        sizes = [size for value in self.literals.lengths.get(name, {}) for size in (value, value - 1, value + 1) if 3 <= size <= 12]
        long = [[values[at % len(values)] for at in range(size)] for size in sizes] if values else []
        return [", ".join(one) for one in [[a, b], [], [a], [b, a, c], *long, *[[one] for one in values[2:26]], [a, a]]]

    def _instances(self, name, depth):
        fields = self.classes.get(name)
        if fields is None:
            return ["None"]
        if fields["enum"]:
            return [f"{name}.{one}" for one in fields["enum"]]
        options = {key: self.values(one, key, depth + 1) for key, one in fields["fields"].items()}
        return _product(options, lambda chosen: f"{name}({', '.join(f'{key}={value}' for key, value in chosen.items())})")


def _wrapped(kind, items):
    if kind == "list":
        return f"[{items}]"
    if kind == "set":
        return f"{{{items}}}" if items else "set()"
    return f"({items}{',' if items and ', ' not in items else ''})"


NAMED = {
    "int": ("int",), "float": ("float",), "str": ("str",), "bool": ("bool",), "None": ("None",), "date": ("date",), "datetime": ("datetime",),
    "Decimal": ("decimal",), "Callable": ("function",), "object": ("unknown",), "Any": ("unknown",), "list": ("list", ("unknown",)),
    "dict": ("dict", ("str",), ("unknown",)), "set": ("set", ("unknown",)), "tuple": ("tuple_of", ("unknown",)),
}  # fmt: skip


def shape_of(node, classes):
    """The shape that an annotation stands for."""
    if node is None:
        return ("unknown",)
    if isinstance(node, ast.Constant):
        if node.value is None:
            return ("None",)
        if isinstance(node.value, str):
            try:
                return shape_of(ast.parse(node.value, mode="eval").body, classes)
            except SyntaxError:
                return ("unknown",)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return ("union", [shape_of(node.left, classes), shape_of(node.right, classes)])
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
    if name in classes:
        return ("instance", name)
    if name is not None:
        return NAMED.get(name) or NAMED.get(name.lower()) or ("unknown",)
    if isinstance(node, ast.Subscript):
        base = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if base == "Literal":
            return ("union", [("literal", ast.unparse(one)) for one in parts])
        inner = [shape_of(one, classes) for one in parts if not (isinstance(one, ast.Constant) and one.value is ...)]
        if base == "Optional":
            return ("union", [inner[0], ("None",)])
        if base == "Union":
            return ("union", inner)
        if base in ("list", "List", "Sequence", "Iterable", "Collection", "Iterator"):
            return ("list", inner[0])
        if base in ("set", "Set", "frozenset", "FrozenSet"):
            return ("set", inner[0])
        if base in ("dict", "Dict", "Mapping", "MutableMapping", "defaultdict") and len(inner) == 2:
            return ("dict", inner[0], inner[1])
        if base in ("tuple", "Tuple"):
            return ("tuple_of", inner[0]) if len(inner) < len(parts) else ("tuple", inner)
        if base == "Callable":
            return ("function",)
    return ("unknown",)
