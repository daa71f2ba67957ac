"""Gives a file back so that it notes what of it runs."""

import ast
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

PREAMBLE = f"""
import sys as _mk_sys_
if {HERE!r} not in _mk_sys_.path:
    _mk_sys_.path.append({HERE!r})
import morningai_probe as _mk_
"""


class Instrument(ast.NodeTransformer):
    """Puts a probe before each statement and into each branch; `probes` lists them by number."""

    def __init__(self, file, offsets):
        self.file = file
        self.offsets = offsets
        self.probes = []
        self.owners = []

    def probe(self, kind, node, end=None):
        line = node.lineno
        start, stop = self.offsets(node)
        self.probes.append({"id": len(self.probes), "kind": kind, "line": line, "start": start, "end": stop if end is None else end})
        return len(self.probes) - 1

    def call(self, name, *values):
        return ast.Call(ast.Attribute(ast.Name("_mk_", ast.Load()), name, ast.Load()), list(values), [])

    def statement(self, probe):
        return ast.Expr(self.call("hit", ast.Constant(self.file), ast.Constant(probe)))

    def expression(self, node):
        probe = self.probe("branch", node)
        return self.call("passed", ast.Constant(self.file), ast.Constant(probe), self.visit(node))

    def block(self, body):
        made = []
        for at, node in enumerate(body):
            documentation = at == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
            silent = isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Global, ast.Nonlocal, ast.Pass)) or documentation or future
            if not silent:
                made.append(self.statement(self.probe("statement", node)))
            made.append(self.visit(node))
        return made

    def marked(self, body, node):
        probe = self.probe("branch", body[0] if body else node)
        return [self.statement(probe), *self.block(body)]

    def visit_Module(self, node):
        node.body = self.block(node.body)
        return node

    def visit_ClassDef(self, node):
        self.owners.append(node.name)
        node.body = self.block(node.body)
        self.owners.pop()
        return node

    def _function(self, node):
        name = ".".join([*self.owners, node.name])
        arguments = node.args
        documented = ast.get_docstring(node, clean=False) is not None
        body = self.block(node.body)
        names = [one.arg for one in [*arguments.posonlyargs, *arguments.args]]
        if self.owners and names and not any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in node.decorator_list):
            names = names[1:]
        pairs = [("", one) for one in names] + [(one.arg, one.arg) for one in arguments.kwonlyargs]
        head = [ast.Expr(self.call("tick"))]
        if not arguments.vararg and not arguments.kwarg:
            listed = ast.List([ast.Tuple([ast.Constant(key), ast.Name(one, ast.Load())], ast.Load()) for key, one in pairs], ast.Load())
            head.append(ast.Expr(self.call("args", ast.Constant(self.file), ast.Constant(name), listed)))
        at = 1 if documented else 0
        node.body = [*body[:at], *head, *body[at:]]
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _function

    def visit_If(self, node):
        node.test = self.visit(node.test)
        node.body = self.marked(node.body, node)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node.orelse = [self.visit(node.orelse[0])]
        else:
            node.orelse = self.marked(node.orelse, node) if node.orelse else [self.statement(self.probe("branch", node, self.offsets(node)[0]))]
        return node

    def _loop(self, node):
        for field in ("test", "iter", "target"):
            if hasattr(node, field):
                setattr(node, field, self.visit(getattr(node, field)))
        node.body = [ast.Expr(self.call("tick")), *self.block(node.body)]
        node.orelse = self.block(node.orelse)
        return node

    visit_For = visit_AsyncFor = visit_While = _loop

    def _with(self, node):
        node.items = [self.visit(one) for one in node.items]
        node.body = self.block(node.body)
        return node

    visit_With = visit_AsyncWith = _with

    def _try(self, node):
        node.body = self.block(node.body)
        node.orelse = self.block(node.orelse)
        node.finalbody = self.block(node.finalbody)
        for handler in node.handlers:
            handler.body = self.block(handler.body)
        return node

    visit_Try = visit_TryStar = _try

    def visit_Match(self, node):
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.body = self.block(case.body)
        return node

    def visit_IfExp(self, node):
        node.test = self.visit(node.test)
        node.body, node.orelse = self.expression(node.body), self.expression(node.orelse)
        return node

    def visit_BoolOp(self, node):
        node.values = [self.visit(node.values[0]), *(self.expression(one) for one in node.values[1:])]
        return node

    def visit_Raise(self, node):
        if node.exc is not None:
            node.exc = self.call("raised", self.visit(node.exc))
        return node


def offsets_of(text):
    """Gives `(start, end)` of a node, as offsets in the text."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def place(line, column):
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode(errors="ignore"))

    return lambda node: (place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset))


def instrument(file, text):
    """`(text, probes)`; raises SyntaxError when the text is no Python."""
    tree = ast.parse(text)
    visitor = Instrument(file, offsets_of(text))
    tree = visitor.visit(tree)
    preamble = ast.parse(PREAMBLE).body
    at = 0
    for index, node in enumerate(tree.body):
        documentation = index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if documentation or (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            at = index + 1
    tree.body[at:at] = preamble
    return ast.unparse(ast.fix_missing_locations(tree)), visitor.probes
