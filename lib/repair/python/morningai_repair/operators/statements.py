"""Statements: delete, swap, move in or out of a block, return, assign back, add a missing step."""

import ast
import re

from ..source import FUNCTIONS, LOOPS

_BACK = {"strip", "lstrip", "rstrip", "lower", "upper", "replace", "title", "capitalize", "union", "intersection", "difference", "copy", "quantize", "zfill", "removeprefix", "removesuffix", "encode", "join", "astimezone"}  # fmt: skip


def propose(site, emit):
    node = site.node
    if not isinstance(node, ast.stmt) or isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef)):
        return
    indent = site.source.indent(node)
    if indent is None:
        return
    if isinstance(node, FUNCTIONS):
        _whole_function(site, node, emit)
        return
    block, index = site.source.block(node)
    _remove(site, block, indent, emit)
    _swap(site, block, index, emit)
    _move(site, block, index, indent, emit)
    _result(site, node, block, index, indent, emit)
    _flow(site, node, indent, emit)
    _collect(site, node, indent, emit)


_GROWS = {"list": "append", "set": "add", "deque": "append"}


def _collect(site, node, indent, emit):
    """A missing `seen.add(x)` or `found.append(x)`, before a statement or after a block; a count that is not kept."""
    names = [(name, kinds or set()) for name, kinds in site.names() if name not in ("self", "cls")][:8]
    after = isinstance(node, LOOPS)
    for name, kinds in names:
        method = next((_GROWS[kind] for kind in _GROWS if kind in kinds), None)
        if method is None:
            continue
        for other, values in names:
            if other == name or values & {"list", "set", "dict"} and method == "add":
                continue
            call = f"{name}.{method}({other})"
            emit("statement.collect", 0.25, [site.start, site.start, f"{call}\n{indent}"])
            if after:
                emit("statement.collect", 0.22, [site.end, site.end, f"\n{indent}{call}"])
                emit("statement.collect", 0.25, [site.end, site.end, f"\n{indent}if {other}:\n{indent}    {call}"])


def _lines(site, node=None):
    """Offsets of the whole lines of a statement, line end included."""
    source = site.source
    node = node or site.node
    return source.starts[node.lineno - 1], source.starts[node.end_lineno]


def _remove(site, block, indent, emit):
    start, end = _lines(site)
    if len(block) > 1:
        emit("statement.delete", 0.2, [start, end, ""])
    else:
        emit("statement.delete", 0.12, site.here("pass"))


def _swap(site, block, index, emit):
    if index + 1 >= len(block):
        return
    other = block[index + 1]
    if isinstance(site.node, (ast.Return, ast.Raise)) or site.source.indent(other) is None:
        return
    a, b = _lines(site), _lines(site, other)
    text = site.source.text
    if text[a[1] : b[0]].strip() or not text[b[0] : b[1]].endswith("\n"):
        return
    emit("statement.swap", 0.3, [a[0], b[1], text[b[0] : b[1]] + text[a[1] : b[0]] + text[a[0] : a[1]]])


def _shifted(site, start, end, by):
    """The lines with another indentation."""
    lines = site.source.text[start:end].split("\n")
    if by > 0:
        return "\n".join(" " * by + line if line.strip() else line for line in lines)
    return "\n".join(line[-by:] if line[: -by].strip() == "" else line for line in lines)


def _move(site, block, index, indent, emit):
    node, parent = site.node, site.parent
    start, end = _lines(site)
    text = site.source.text
    if isinstance(parent, (*LOOPS, ast.If, ast.With, ast.Try)) and index > 0 and index == len(block) - 1:
        outer = site.source.indent(parent)
        if outer is not None and end == _lines(site, parent)[1]:
            prior = 0.55 if isinstance(parent, LOOPS) and isinstance(node, ast.Return) else 0.35
            emit("statement.move", prior, [start, end, _shifted(site, start, end, len(outer) - len(indent))])
    if index > 0:
        before = block[index - 1]
        inner = getattr(before, "orelse", None) or getattr(before, "body", None)
        if isinstance(before, (*LOOPS, ast.If, ast.With)) and inner and site.source.indent(inner[-1]) is not None:
            deeper = len(site.source.indent(inner[-1])) - len(indent)
            if deeper > 0:
                emit("statement.move", 0.35, [start, end, _shifted(site, start, end, deeper)])
    if isinstance(parent, LOOPS) and index == 0 and len(block) > 1:
        outer = site.source.indent(parent)
        if outer is not None:
            at = site.source.starts[parent.lineno - 1]
            moved = _shifted(site, start, end, len(outer) - len(indent))
            emit("statement.move", 0.3, [at, at, moved], [start, end, ""])
    if index + 1 < len(block) and isinstance(block[index + 1], LOOPS) and isinstance(node, ast.Assign):
        loop = block[index + 1]
        inner = site.source.indent(loop.body[0])
        if inner is not None:
            at = site.source.starts[loop.body[0].lineno - 1]
            moved = _shifted(site, start, end, len(inner) - len(indent))
            emit("statement.move", 0.4, [start, end, ""], [at, at, moved])
    for further in (2, 3):
        if index + further < len(block) and isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.If)):
            last = _lines(site, block[index + further])
            if text[last[0] : last[1]].endswith("\n"):
                emit("statement.move", 0.12, [start, end, ""], [last[1], last[1], text[start:end]])


def _result(site, node, block, index, indent, emit):
    text = site.code()
    value = getattr(node, "value", None)
    if isinstance(node, ast.Expr) and not isinstance(value, (ast.Constant, ast.Yield, ast.YieldFrom)):
        last = index == len(block) - 1
        emit("statement.return", 0.5 if last else 0.15, site.here(f"return {text}"))
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "print" and value.args:
            emit("statement.return", 0.4, site.here(f"return {site.code(value.args[0])}"))
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            owner = site.code(value.func.value)
            if isinstance(value.func.value, (ast.Name, ast.Attribute)):
                emit("statement.assign-back", 0.6 if value.func.attr in _BACK else 0.15, site.here(f"{owner} = {text}"))
        if isinstance(value, ast.Call) and value.args and isinstance(value.args[0], ast.Name):
            emit("statement.assign-back", 0.3, site.here(f"{site.code(value.args[0])} = {text}"))
        for name in [name for name, _ in site.names()][:6]:
            emit("statement.assign-back", 0.08, site.here(f"{name} = {text}"))
    if isinstance(node, ast.Return) and value is not None:
        emit("value.yield", 0.15, site.here(f"yield {site.code(value)}"))
        for name, kinds in site.names()[:8]:
            if name != site.code(value) and name not in ("self", "cls"):
                emit("return.value", 0.2, site.replace(value, name))
        for other, prior in (("None", 0.15), ("[]", 0.12), ("True", 0.12), ("False", 0.12), ("0", 0.1), ('""', 0.08), ("self", 0.1)):
            emit("return.value", prior, site.replace(value, other))
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and site.fn and value.func.id == site.fn.name and isinstance(site.parent, ast.If) is False:
            emit("statement.unreturn", 0.1, site.here(site.code(value)))
    if isinstance(node, ast.Return) and value is None:
        for name, _ in site.names()[:6]:
            emit("return.value", 0.3, site.here(f"return {name}"))
    if isinstance(node, (ast.Assign, ast.AugAssign)) and index == len(block) - 1 and isinstance(site.parent, FUNCTIONS):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, (ast.Name, ast.Attribute)):
            emit("return.add", 0.3, [site.end, site.end, f"\n{indent}return {site.code(target)}"])
        if value is not None and isinstance(node, ast.Assign):
            emit("statement.return", 0.2, site.here(f"return {site.code(value)}"))


def _flow(site, node, indent, emit):
    inside_loop = any(isinstance(one, LOOPS) for one in site.parents)
    if isinstance(node, ast.Break):
        emit("statement.break", 0.5, site.here("continue"))
    if isinstance(node, ast.Continue):
        emit("statement.break", 0.5, site.here("break"))
        emit("statement.break", 0.12, site.here("return"))
    if isinstance(node, ast.Pass) and inside_loop:
        emit("statement.break", 0.3, site.here("continue"))
        emit("statement.break", 0.3, site.here("break"))
    if isinstance(node, ast.If):
        _branches(site, node, indent, emit)
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr)) and inside_loop and not isinstance(site.parent, FUNCTIONS):
        for word in ("continue", "break"):
            emit("statement.leave", 0.2, [site.end, site.end, f"\n{indent}{word}"])
    if isinstance(node, ast.Assign) and isinstance(site.parent, (ast.If, *LOOPS)):
        emit("statement.return", 0.12, site.here(f"return {site.code(node.value)}"))
    if isinstance(node, ast.While):
        for name, kinds in site.names()[:6]:
            if kinds and "int" in kinds and name in site.code(node.test):
                last = node.body[-1]
                inner = site.source.indent(last)
                at = site.source.span(last)[1]
                if inner is not None:
                    emit("statement.count", 0.35, [at, at, f"\n{inner}{name} += 1"])
                    emit("statement.count", 0.25, [at, at, f"\n{inner}{name} -= 1"])
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
        for other in _EXCEPTIONS:
            if other != node.exc.func.id:
                emit("name.exception", 0.25, site.replace(node.exc.func, other))
        for other in site.context.project["exceptions"]:
            if other != node.exc.func.id:
                emit("name.exception", 0.35, site.replace(node.exc.func, other))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
        if node.value.func.id[:1].isupper():
            emit("statement.raise", 0.5, site.here(f"raise {site.code()}"))
    if isinstance(node, ast.Try):
        for handler in node.handlers:
            if handler.type is not None:
                for other in (*_EXCEPTIONS, *site.context.project["exceptions"]):
                    if other != site.code(handler.type):
                        emit("name.exception", 0.3, site.replace(handler.type, other))
                        if not isinstance(handler.type, ast.Tuple):
                            emit("name.exception", 0.25, site.replace(handler.type, f"({site.code(handler.type)}, {other})"))
        if node.orelse == [] and len(node.handlers) == 1 and re.match(r"^\s*pass\s*$", site.code(node.handlers[0].body[0])):
            emit("statement.raise", 0.3, site.replace(node.handlers[0].body[0], "raise"))


_EXCEPTIONS = ("ValueError", "KeyError", "TypeError", "IndexError", "AttributeError", "LookupError", "RuntimeError", "ZeroDivisionError", "Exception")  # fmt: skip


def _branches(site, node, indent, emit):
    source = site.source
    head = source.text[site.start : site.start + 4]
    if len(node.body) == 1 and len(node.orelse) == 1 and not isinstance(node.orelse[0], ast.If):
        a, b = node.body[0], node.orelse[0]
        emit("condition.swap-branches", 0.35, site.replace(a, site.code(b)), site.replace(b, site.code(a)))
    block, index = source.block(node)
    if head.startswith("elif"):
        emit("branch.split", 0.35, [site.start, site.start + 4, "if"])
        return
    if index > 0 and isinstance(block[index - 1], ast.If) and not block[index - 1].orelse and head.startswith("if"):
        emit("branch.join", 0.4, [site.start, site.start + 2, "elif"])
    if head.startswith("if") and not node.orelse:
        emit("branch.loop", 0.25, [site.start, site.start + 2, "while"])
        start, end = _lines(site, node.body[0])[0], _lines(site, node.body[-1])[1]
        inner = source.indent(node.body[0])
        if inner is not None:
            emit("statement.unwrap", 0.2, [_lines(site)[0], end, _shifted(site, start, end, len(indent) - len(inner))])
        if not isinstance(node.body[-1], (ast.Return, ast.Raise, ast.Continue, ast.Break)) and index + 1 < len(block):
            following = block[index + 1]
            if source.indent(following) is not None and index + 2 == len(block):
                start, end = _lines(site, following)
                emit("branch.else", 0.3, [start, end, f"{indent}else:\n{_shifted(site, start, end, 4)}"])
    if isinstance(node, ast.While):
        emit("branch.loop", 0.2, [site.start, site.start + 5, "if"])


def _whole_function(site, node, emit):
    """A missing return at the end, `nonlocal`, `global`, `self`, `super().__init__()`."""
    body = node.body
    first = body[1] if len(body) > 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else body[0]
    indent = site.source.indent(first)
    if indent is None:
        return
    own = [one for one in ast.walk(node) if isinstance(one, ast.Return)]
    at = site.source.span(body[-1])[1]
    if not isinstance(body[-1], (ast.Return, ast.Raise)):
        prior = 0.3 if own else 0.5
        names = [name for name in site.context.function_names(node) if name not in ("self", "cls")]
        for name in [*names, "self"] if "self" in site.context.function_names(node) else names:
            emit("return.add", prior if name != "self" else 0.2, [at, at, f"\n{indent}return {name}"])
        for text in ("True", "False", "None", "[]", "0", '""'):
            emit("return.add", 0.15, [at, at, f"\n{indent}return {text}"])
    start = site.source.span(first)[0]
    outer = [one for one in site.parents if isinstance(one, FUNCTIONS)]
    stored = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    for name in sorted(stored):
        if outer and name in site.context.function_names(outer[-1]):
            emit("name.nonlocal", 0.5, [start, start, f"nonlocal {name}\n{indent}"])
        if name in site.context.module_names:
            emit("name.global", 0.4, [start, start, f"global {name}\n{indent}"])
    cls = site.parent if isinstance(site.parent, ast.ClassDef) else None
    if cls is None:
        return
    args = [one.arg for one in node.args.args]
    decorators = [site.code(one) for one in node.decorator_list]
    paren = site.source.text.index("(", site.start) + 1
    if "self" not in args and "cls" not in args and not decorators:
        emit("name.self", 0.6, [paren, paren, "self, " if args else "self"])
        line = site.source.starts[node.lineno - 1]
        emit("name.self", 0.5, [line, line, f"{indent[: node.col_offset]}@staticmethod\n"])
    if not decorators and len(args) == 1 and "self" in args:
        line = site.source.starts[node.lineno - 1]
        emit("name.self", 0.25, [line, line, f"{indent[: node.col_offset]}@property\n"])
    if node.name == "__init__" and cls.bases and "super()" not in site.code():
        emit("statement.super", 0.6, [start, start, f"super().__init__()\n{indent}"])
        names = ", ".join(args[1:])
        emit("statement.super", 0.4, [start, start, f"super().__init__({names})\n{indent}"])
        for name in args[1:]:
            emit("statement.super", 0.3, [start, start, f"super().__init__({name})\n{indent}"])
