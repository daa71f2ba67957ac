"""A source file: its text, its syntax tree and where each node stands in the text."""

import ast
import re

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
BLOCKS = ("body", "orelse", "finalbody")


class Source:
    """Text and tree of one file. Positions are offsets in the text, as in `text[start:end]`.

    Raises SyntaxError when the text is no Python.
    """

    def __init__(self, path, text):
        self.path = path
        self.text = text
        # Windows editors begin files with a mark of their encoding that is no part of the program.
        mark = len(text) - len(text.lstrip("\ufeff"))
        self.tree = ast.parse(text[mark:], filename=path)
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text[mark:])
        self.windows = "\r\n" in text
        self.tabs = re.search(r"^\t", text, flags=re.M) is not None
        self.starts = [mark]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.parents = {}
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        self.units = [Unit(self, chain, node) for chain, node in _units(self.tree)]
        self.settings = list(_settings(self.tree, []))

    def written(self, new):
        """A text to insert, with the line ends and the indentation that the file has."""
        if self.tabs and "\n" in new:
            new = re.sub(r"(?<=\n)(\t*)((?: {4})+)", lambda match: match.group(1) + "\t" * (len(match.group(2)) // 4), new)
        return re.sub(r"\r?\n", "\r\n", new) if self.windows else new

    def offset(self, line, column):
        """Offset of a one-based line and a column in bytes of UTF-8."""
        text = self.lines[line - 1]
        if not text.isascii():
            column = len(text.encode()[:column].decode(errors="ignore"))
        return self.starts[line - 1] + column

    def span(self, node):
        """Offsets `(start, end)` of a node."""
        return (
            self.offset(node.lineno, node.col_offset),
            self.offset(node.end_lineno, node.end_col_offset),
        )

    def code(self, node):
        """The text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def line_of(self, offset):
        """One-based line of an offset."""
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= offset:
                low = middle
            else:
                high = middle - 1
        return low + 1

    def indent(self, node):
        """White space before a statement that begins its line; None when something stands before it."""
        before = self.lines[node.lineno - 1][: node.col_offset]
        return before if before.strip() == "" else None

    def up(self, node):
        """The nodes above a node, nearest first."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def statement(self, node):
        """The innermost statement that holds the node, or the node itself."""
        while node is not None and not isinstance(node, ast.stmt):
            node = self.parents.get(node)
        return node

    def function(self, node):
        """The innermost function around the node; None at the top level."""
        return next((above for above in self.up(node) if isinstance(above, FUNCTIONS)), None)

    def unit(self, node):
        """The outermost function around the node, whose code can be exchanged on its own."""
        start, end = self.span(node)
        return self.unit_at(start, end)

    def unit_at(self, start, end):
        """The outermost function whose body holds `[start, end]`; None elsewhere."""
        for unit in self.units:
            if unit.body_start <= start and end <= unit.end:
                return unit
        return None

    def default_at(self, start, end):
        """`(function, position, node)` of the default value that holds `[start, end]`; position counts plain parameters first."""
        for unit in self.units:
            if unit.start <= start and end <= unit.body_start:
                args = unit.node.args
                for at, default in enumerate([*args.defaults, *args.kw_defaults]):
                    if default is not None:
                        low, high = self.span(default)
                        if low <= start and end <= high:
                            return unit, at, default
        return None

    def setting_at(self, start, end):
        """`(classes, name, value node)` of the assignment of a module or class whose value holds `[start, end]`."""
        for chain, statement in self.settings:
            low, high = self.span(statement.value)
            if low <= start and end <= high:
                return chain, statement.targets[0].id, statement.value
        return None

    def block(self, statement):
        """`(statements, index)` of the block that a statement stands in."""
        parent = self.parents.get(statement)
        for name in (*BLOCKS, "handlers", "cases"):
            items = getattr(parent, name, None)
            if isinstance(items, list) and statement in items:
                return items, items.index(statement)
        return [statement], 0


class Unit:
    """A function that is not inside another one, with the classes around it."""

    def __init__(self, source, chain, node):
        self.chain = chain
        self.node = node
        self.name = ".".join([cls.name for cls in chain] + [node.name])
        self.first_line = min([node.lineno] + [one.lineno for one in node.decorator_list])
        self.start, self.end = source.span(node)
        self.body_start = source.span(node.body[0])[0]


def _units(tree):
    def visit(node, chain):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, FUNCTIONS):
                yield chain, child
            elif isinstance(child, ast.ClassDef):
                yield from visit(child, [*chain, child])
            elif isinstance(child, ast.stmt):
                yield from visit(child, chain)

    return list(visit(tree, []))


def _settings(node, chain):
    """Assignments of one plain name, with the classes around them."""
    for child in node.body:
        if isinstance(child, ast.Assign) and len(child.targets) == 1 and isinstance(child.targets[0], ast.Name) and not child.targets[0].id.startswith("__"):
            yield chain, child
        elif isinstance(child, ast.ClassDef):
            yield from _settings(child, [*chain, child])


def apply_edits(text, edits):
    """The text with `[start, end, text]` edits applied; they must not overlap."""
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1]), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def narrowed(edit, text):
    """The part of an edit that really changes something: two of them may stand in one expression."""
    start, end, new = edit
    before = text[start:end]
    head = 0
    while head < min(len(before), len(new)) and before[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(new)) - head and before[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [start + head, end - tail, new[head : len(new) - tail]]


def overlaps(edits):
    """True when two of the edits touch the same text."""
    ordered = sorted((start, end) for start, end, _ in edits)
    return any(a[1] > b[0] or a == b for a, b in zip(ordered, ordered[1:]))


def read_text(path):
    """The text of a file as Python reads it, or None when it is no text in UTF-8."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return None
