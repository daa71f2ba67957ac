"""Arithmetic: operators, operands, order of evaluation, rounding."""

import ast
import re

_TEXT = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip
_SWAPS = {
    "+": [("-", 0.5), ("*", 0.25), ("|", 0.08), ("/", 0.06), ("//", 0.05), ("%", 0.05)],
    "-": [("+", 0.5), ("*", 0.12), ("/", 0.1), ("%", 0.08)],
    "*": [("/", 0.3), ("+", 0.3), ("**", 0.2), ("//", 0.15), ("-", 0.1)],
    "/": [("//", 0.5), ("*", 0.35), ("%", 0.2), ("-", 0.1)],
    "//": [("/", 0.5), ("%", 0.4), ("*", 0.2)],
    "%": [("//", 0.4), ("/", 0.2), ("*", 0.1)],
    "**": [("*", 0.4)],
    "&": [("|", 0.5), ("-", 0.35), ("^", 0.3)],
    "|": [("&", 0.5), ("^", 0.3), ("-", 0.2)],
    "^": [("&", 0.4), ("|", 0.4)],
    "<<": [(">>", 0.5)],
    ">>": [("<<", 0.5)],
}


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.BinOp):
        _binary(site, node, emit)
    elif isinstance(node, ast.AugAssign):
        _augmented(site, node, emit)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
        emit("arithmetic.sign", 0.35, site.here(site.code(node.operand)))
    if isinstance(node, ast.expr) and site.is_load():
        _shift(site, node, emit)


def _binary(site, node, emit):
    start, end = site.gap(node.left, node.right)
    text = _TEXT.get(type(node.op))
    at = site.source.text[start:end].find(text) if text else -1
    if at < 0:
        return
    kinds = (site.kinds(node.left) or set()) | (site.kinds(node.right) or set())
    if isinstance(node.op, ast.Mod) and "str" in kinds:
        return
    for other, prior in _SWAPS.get(text, []):
        if "str" in kinds and other not in ("+", "*"):
            continue
        emit("arithmetic.swap", prior, [start + at, start + at + len(text), other])
    left, right = site.wrapped(node.left), site.wrapped(node.right)
    if not isinstance(node.op, (ast.Mult, ast.BitAnd, ast.BitOr)) and (text != "+" or kinds & {"str", "list", "tuple"} or not kinds):
        emit("arithmetic.operands", 0.35, site.replace(node.left, right), site.replace(node.right, left))
    emit("arithmetic.keep-side", 0.2, site.here(site.code(node.left)))
    emit("arithmetic.keep-side", 0.15, site.here(site.code(node.right)))
    _associate(site, node, text, emit)
    if isinstance(node.op, ast.Div):
        emit("arithmetic.round", 0.2, site.here(f"round({site.code()}, 2)"))
    if isinstance(node.op, ast.FloorDiv):
        emit("arithmetic.ceil", 0.4, site.here(f"-(-{left} // {right})"))
        emit("arithmetic.ceil", 0.3, site.here(f"({site.code(node.left)} + {right} - 1) // {right}"))


def _associate(site, node, text, emit):
    """`a + b * c` against `(a + b) * c`."""
    for child, first in ((node.left, True), (node.right, False)):
        if not isinstance(child, ast.BinOp) or type(child.op) not in _TEXT:
            continue
        inner = _TEXT[type(child.op)]
        if inner == text and text in ("+", "*"):
            continue
        a, b = site.code(child.left), site.code(child.right)
        if first:
            emit("arithmetic.associate", 0.35, site.here(f"{a} {inner} ({b} {text} {site.code(node.right)})"))
        else:
            emit("arithmetic.associate", 0.35, site.here(f"({site.code(node.left)} {text} {a}) {inner} {site.wrapped(child.right)}"))


def _augmented(site, node, emit):
    start, end = site.gap(node.target, node.value)
    text = _TEXT.get(type(node.op))
    match = re.search(re.escape(f"{text}="), site.source.text[start:end]) if text else None
    if not match:
        return
    place = (start + match.start(), start + match.end())
    for other, prior in _SWAPS.get(text, []):
        emit("assignment.swap", prior, [*place, f"{other}="])
    emit("assignment.plain", 0.3, [*place, "="])
    if isinstance(node.op, (ast.Add, ast.Sub)):
        target = site.code(node.target)
        emit("update.max", 0.12, site.here(f"{target} = max({target}, {site.code(node.value)})"))


def _shift(site, node, emit):
    """One more, one less, or the other sign."""
    parent = site.parent
    if not isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.BinOp)):
        return
    if isinstance(parent, (ast.Attribute, ast.keyword)) and not isinstance(parent, ast.keyword):
        return
    if isinstance(parent, ast.Call) and parent.func is node or isinstance(parent, ast.Subscript) and parent.value is node:
        return
    numeric = site.numeric()
    if numeric is False:
        return
    tight = isinstance(parent, (ast.Slice, ast.Compare)) or (isinstance(parent, ast.Subscript) and parent.slice is node)
    tight = tight or (isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "range")
    prior = (0.45 if tight else 0.22) * (1 if numeric else 0.6)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)) and isinstance(node.right, ast.Constant):
        # One more or less of the constant is tried at the constant itself.
        emit("bounds.drop-step", 0.4, site.here(site.code(node.left)))
        return
    loose = isinstance(parent, (ast.BinOp, ast.UnaryOp))
    for step in ("- 1", "+ 1"):
        text = f"{site.wrapped(node) if isinstance(node, ast.BinOp) and loose else site.code()} {step}"
        emit("bounds.step", prior, site.here(f"({text})" if loose else text))
    if numeric and not isinstance(parent, ast.BinOp):
        emit("arithmetic.sign", 0.15, site.here(f"-{site.wrapped(node)}"))
        emit("value.abs", 0.15, site.here(f"abs({site.code()})"))
