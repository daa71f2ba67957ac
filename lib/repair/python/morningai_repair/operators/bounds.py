"""Positions and limits: indexes, slices, ranges."""

import ast


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.Subscript):
        _subscript(site, node, emit)
    elif isinstance(node, ast.Slice):
        _slice(site, node, emit)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "range":
            _range(site, node, emit)
        if node.func.id == "enumerate" and len(node.args) == 1 and not node.keywords:
            emit("bounds.enumerate", 0.4, site.here(f"enumerate({site.code(node.args[0])}, start=1)"))
            emit("bounds.enumerate", 0.4, site.here(f"enumerate({site.code(node.args[0])}, 1)"))
        if node.func.id == "enumerate" and (len(node.args) == 2 or node.keywords):
            emit("bounds.enumerate", 0.4, site.here(f"enumerate({site.code(node.args[0])})"))


def _subscript(site, node, emit):
    value, index = site.code(node.value), node.slice
    if isinstance(index, ast.Slice):
        emit("bounds.slice", 0.2, site.here(value))
        return
    if not isinstance(node.ctx, ast.Load):
        return
    kinds = site.kinds(node.value)
    if kinds and not kinds & {"list", "tuple", "str", "bytes", "deque"}:
        return
    text = site.code(index)
    if text == "0":
        emit("bounds.index", 0.5, site.replace(index, "-1"))
    if text == "-1":
        emit("bounds.index", 0.5, site.replace(index, "0"))
    if not isinstance(index, ast.Constant) or isinstance(index.value, int):
        emit("bounds.slice", 0.12, site.here(f"{value}[{text}:]"))
        emit("bounds.slice", 0.12, site.here(f"{value}[:{text}]"))
        emit("bounds.modulo", 0.2, site.replace(index, f"({text}) % len({value})"))


def _slice(site, node, emit):
    lower = site.code(node.lower) if node.lower else ""
    upper = site.code(node.upper) if node.upper else ""
    step = site.code(node.step) if node.step else ""
    tail = f":{step}" if step else ""
    options = []
    if lower:
        options += [(f":{upper}{tail}", 0.3), (f"{lower}:{tail}", 0.25 if upper else 0), (f"{upper}:{lower}{tail}" if upper else f":{lower}{tail}", 0.35)]
    if upper:
        options += [(f"{lower}:{tail}", 0.3), (f"{upper}:{tail}", 0.3 if not lower else 0), (f"-{upper}:{tail}", 0.3 if not lower else 0)]
        if lower:
            options += [(f"{lower}:{lower} + {upper}{tail}", 0.4)]
    if not lower:
        options += [(f"1:{upper}{tail}", 0.3)]
    if not upper:
        options += [(f"{lower}:-1{tail}", 0.3)]
        if lower and not lower.startswith("-"):
            options += [(f"-{lower}:{tail}", 0.25)]
    if step:
        options += [(f"{lower}:{upper}", 0.3), (f"{lower}:{upper}:-1", 0.3)]
    else:
        options += [(f"{lower}:{upper}:-1", 0.15)]
    for text, prior in options:
        if prior:
            emit("bounds.slice", prior, site.here(text))


def _range(site, node, emit):
    args = [site.code(arg) for arg in node.args]
    options = []
    if len(args) == 1:
        options = [(f"1, {args[0]}", 0.35), (f"1, {args[0]} + 1", 0.4), (f"{args[0]} - 1, -1, -1", 0.25), (f"{args[0]} + 1", 0.4), (f"{args[0]} - 1", 0.35)]
    if len(args) == 2:
        options = [(args[1], 0.3), (f"{args[1]}, {args[0]}", 0.2), (f"{args[0]}, {args[1]} + 1", 0.45), (f"{args[0]} + 1, {args[1]}", 0.35), (f"{args[0]} + 1, {args[1]} + 1", 0.3), (f"{args[0]}, {args[1]}, -1", 0.25), (f"0, {args[1]}", 0.25)]
    if len(args) == 3:
        options = [(f"{args[0]}, {args[1]}", 0.2), (f"{args[0]}, {args[1]} + 1, {args[2]}", 0.4), (f"{args[0]}, {args[1]} - 1, {args[2]}", 0.4), (f"{args[0]}, {args[1]}, -{args[2]}", 0.25)]
    for text, prior in options:
        emit("bounds.range", prior, site.here(f"range({text})"))
