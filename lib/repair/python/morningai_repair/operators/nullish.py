"""Missing values: None, empty, absent keys, shared defaults."""

import ast

from ..source import FUNCTIONS

_EMPTY = (("None", 0.3), ('""', 0.3), ("0", 0.3), ("[]", 0.3), ("{}", 0.2), ("False", 0.15))


def propose(site, emit):
    node = site.node
    if isinstance(node, FUNCTIONS):
        _shared_default(site, node, emit)
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and not isinstance(node.slice, ast.Slice):
        kinds = site.kinds(node.value)
        if kinds is None or kinds & {"dict", "defaultdict", "Counter", "OrderedDict"}:
            value, key = site.code(node.value), site.code(node.slice)
            emit("nullish.default", 0.35, site.here(f"{value}.get({key})"))
            for default, prior in (("0", 0.4), ('""', 0.3), ("[]", 0.35), ("{}", 0.2), ("False", 0.1), (key, 0.2), ("1", 0.1)):
                emit("nullish.default", prior, site.here(f"{value}.get({key}, {default})"))
    if isinstance(node, (ast.Name, ast.Attribute)) and site.is_load():
        _maybe_none(site, node, emit)
    if isinstance(node, ast.Attribute) and site.is_load() or isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        base = node.value if isinstance(node, ast.Attribute) else node.func.value
        kinds = site.kinds(base)
        called = isinstance(node, ast.Attribute) and isinstance(site.parent, ast.Call) and site.parent.func is node
        if kinds and "NoneType" in kinds and not called and not isinstance(site.parent, ast.Expr):
            for other, prior in _EMPTY:
                text = f"{site.code()} if {site.code(base)} is not None else {other}"
                loose = isinstance(site.parent, (ast.Assign, ast.Return))
                emit("nullish.optional-default", prior + 0.1, site.here(text if loose else f"({text})"))
    if isinstance(node, (ast.If, ast.While, ast.IfExp)):
        _truth(site, node.test, emit)
    if isinstance(node, ast.comprehension):
        for test in node.ifs:
            _truth(site, test, emit)
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and len(node.values) == 2:
        first, other = site.code(node.values[0]), site.code(node.values[1])
        emit("nullish.default", 0.4, site.here(f"({first} if {first} is not None else {other})"))
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        _attribute_reset(site, node, emit)


def _maybe_none(site, node, emit):
    kinds = site.kinds()
    parent = site.parent
    final = isinstance(parent, (ast.Call, ast.Assign, ast.Return, ast.FormattedValue, ast.BinOp, ast.keyword))
    if kinds and "str" in kinds and final and not (isinstance(parent, ast.Call) and parent.func is node):
        for string in site.context.strings[:10]:
            if string.strip():
                emit("nullish.default", 0.13, site.here(f'({site.code()} or "{string}")' if '"' not in string else site.code()))
    if kinds is not None and "NoneType" not in kinds or isinstance(parent, (ast.Attribute, ast.Compare)):
        return
    if kinds is None and not isinstance(parent, (ast.For, ast.comprehension, ast.BinOp)):
        return
    if isinstance(parent, ast.Call) and parent.func is node:
        return
    sure = 1 if kinds else 0.4
    for default, prior in _EMPTY[1:]:
        emit("nullish.default", prior * sure, site.here(f"({site.code()} or {default})"))


def _truth(site, test, emit):
    """`if x` against `if x is not None`."""
    if isinstance(test, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)):
        emit("nullish.truth", 0.5, site.replace(test, f"{site.code(test)} is not None"))
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        emit("nullish.truth", 0.5, site.replace(test, f"{site.wrapped(test.operand)} is None"))
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.comparators[0], ast.Constant) and test.comparators[0].value is None:
        left = site.wrapped(test.left)
        is_none = isinstance(test.ops[0], (ast.Is, ast.Eq))
        emit("nullish.truth", 0.4, site.replace(test, f"not {left}" if is_none else left))


def _shared_default(site, node, emit):
    """`def f(items=[])`: one list for all calls."""
    args = [*node.args.posonlyargs, *node.args.args]
    pairs = list(zip(args[len(args) - len(node.args.defaults) :], node.args.defaults))
    pairs += [(arg, default) for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults) if default]
    body = node.body
    first = body[1] if len(body) > 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else body[0]
    indent = site.source.indent(first)
    for arg, default in pairs:
        mutable = isinstance(default, (ast.List, ast.Dict, ast.Set)) or (isinstance(default, ast.Call) and site.code(default) in ("set()", "list()", "dict()"))
        if not (mutable or isinstance(default, ast.Call)) or indent is None:
            continue
        at = site.source.span(first)[0]
        guard = f"if {arg.arg} is None:\n{indent}    {arg.arg} = {site.code(default)}\n{indent}"
        emit("nullish.parameter", 0.75, site.replace(default, "None"), [at, at, guard])


def _attribute_reset(site, node, emit):
    """`self.items = items` keeps the caller's list."""
    if isinstance(node.value, (ast.Name, ast.Attribute, ast.Subscript)):
        kinds = site.kinds(node.value)
        for kind, texts in (("list", ("list({0})", "{0}.copy()")), ("dict", ("dict({0})", "{0}.copy()")), ("set", ("set({0})",))):
            if kinds and kind in kinds:
                for text in texts:
                    emit("value.copy", 0.4, site.replace(node.value, text.format(site.code(node.value))))
                emit("value.copy", 0.1, site.replace(node.value, f"__import__('copy').deepcopy({site.code(node.value)})"))
