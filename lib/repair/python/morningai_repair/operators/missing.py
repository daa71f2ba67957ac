"""Steps that are missing: a count that starts anew, a rule that is asked first, a part of a key."""

import ast

from ..source import FUNCTIONS, LOOPS

_FRESH = (ast.Constant, ast.List, ast.Dict, ast.Set)


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.If):
        _start_anew(site, node, emit)
    if isinstance(node, ast.stmt) and isinstance(site.parent, FUNCTIONS) and node in site.parent.body:
        _ask_first(site, node, site.parent, emit)
    if isinstance(node, (ast.Tuple, ast.JoinedStr)) and site.fn is not None and site.is_load():
        _missing_part(site, node, emit)


def _target(statement):
    if isinstance(statement, ast.AugAssign):
        return statement.target
    return statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None


def _start_anew(site, node, emit):
    """`if wanted: run += 1` in a loop without an `else` that gives `run` its first value."""
    changed = _target(node.body[0]) if len(node.body) == 1 and not node.orelse else None
    if not isinstance(changed, ast.Name) or site.fn is None or not any(isinstance(one, LOOPS) for one in site.parents):
        return
    indent = site.source.indent(node)
    first = next(
        (one for one in ast.walk(site.fn) if isinstance(one, ast.Assign) and one.lineno < node.lineno and isinstance(one.targets[0], ast.Name) and one.targets[0].id == changed.id),
        None,
    )
    if indent is None or first is None or not isinstance(first.value, _FRESH):
        return
    text = f"\n{indent}else:\n{indent}    {changed.id} = {site.code(first.value)}"
    emit("branch.reset", 0.6, [site.end, site.end, text])


def _ask_first(site, node, fn, emit):
    """Part of a later `return a and not b` as an early return, before another rule."""
    indent = site.source.indent(node)
    if indent is None:
        return
    for later in fn.body[fn.body.index(node) + 1 :]:
        value = later.value if isinstance(later, ast.Return) else None
        if not isinstance(value, ast.BoolOp) or len(value.values) != 2:
            continue
        both = isinstance(value.op, ast.And)
        for part, other in (value.values, value.values[::-1]):
            negated = isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not)
            turned = site.code(part.operand) if negated else f"not {site.wrapped(part)}"
            names = {one.id for one in ast.walk(part) if isinstance(one, ast.Name)}
            made = {one.id for before in fn.body[fn.body.index(node) :] for one in ast.walk(before) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
            if names & made:
                continue
            guard = f"if {turned if both else site.code(part)}:\n{indent}    return {not both}\n{indent}"
            emit("guard.hoist", 0.6, [site.start, site.start, guard], site.replace(value, site.code(other)))


def _missing_part(site, node, emit):
    """A parameter that nothing reads belongs into the key or text that the function makes."""
    args = site.fn.args
    read = {one.id for one in ast.walk(site.fn) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
    unread = [one.arg for one in [*args.posonlyargs, *args.args, *args.kwonlyargs] if one.arg not in read and one.arg not in ("self", "cls")]
    for name in unread[:3]:
        if isinstance(node, ast.Tuple) and node.elts:
            end = site.source.span(node.elts[-1])[1]
            emit("value.part", 0.5, [end, end, f", {name}"])
            start = site.source.span(node.elts[0])[0]
            emit("value.part", 0.4, [start, start, f"{name}, "])
        elif isinstance(node, ast.JoinedStr) and site.code().endswith(('"', "'")) and not site.code().endswith(('"""', "'''")):
            emit("value.part", 0.45, [site.end - 1, site.end - 1, f":{{{name}}}"])
