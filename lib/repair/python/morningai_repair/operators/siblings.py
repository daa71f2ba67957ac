"""One more branch, case or entry like its neighbour, with another word in it."""

import ast

from ..source import FUNCTIONS, apply_edits

_WORDS = 10
_LITERALS = 3
_TURNED = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.Lt: ("<", ">"), ast.Gt: (">", "<"), ast.LtE: ("<=", ">="), ast.GtE: (">=", "<=")}


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.If) and site.fn is not None:
        _branch(site, node, emit)
    if type(node).__name__ == "Match":
        _case(site, node, emit)
    if isinstance(node, (ast.Dict, ast.List, ast.Tuple, ast.Set)):
        _entry(site, node, emit)


def _literals(node):
    return [one for one in ast.walk(node) if isinstance(one, ast.Constant) and type(one.value) in (str, int, float)]


def _words(site, like):
    """Words that a forgotten case may be about: of the issue and the failing tests first, then of the file."""
    ingredients, context = site.context.ingredients, site.context
    if isinstance(like.value, str):
        words = [*ingredients.hint_strings, *ingredients.test_strings, *context.strings]
        words = [repr(word) if site.code(like).startswith("'") else _double(word) for word in words if len(word) <= 30]
    else:
        words = [*ingredients.hint_numbers, *ingredients.test_numbers, *context.numbers]
    return [word for word in dict.fromkeys(words) if word != site.code(like)][:_WORDS]


def _double(word):
    body = repr(word)
    return body if body.startswith('"') else '"' + body[1:-1].replace('"', '\\"') + '"'


def _turned(source, body):
    """Operators that a sibling would have the other way round."""
    found = []
    for part in body:
        for node in ast.walk(part):
            if isinstance(node, ast.BinOp) and type(node.op) in _TURNED:
                start, end, op = source.span(node.left)[1], source.span(node.right)[0], node.op
            elif isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
                start, end, op = source.span(node.left)[1], source.span(node.comparators[0])[0], node.ops[0]
            elif isinstance(node, ast.AugAssign) and type(node.op) in _TURNED:
                start, end, op = source.span(node.target)[1], source.span(node.value)[0], node.op
            else:
                continue
            old, new = _TURNED[type(op)]
            at = source.text.find(old, start, end)
            if at >= 0:
                found.append([at, at + len(old), new])
    return found[:2]


def _copies(site, start, end, test, body):
    """Texts of a branch for another word, its body as it is, with another word, or turned: `[(text, prior)]`."""
    source = site.source
    whole = source.text[start:end]

    def made(edits):
        return apply_edits(whole, [[a - start, b - start, new] for a, b, new in edits])

    found = []
    for literal in _literals(test)[:_LITERALS]:
        for rank, word in enumerate(_words(site, literal)):
            prior = 0.3 - 0.015 * rank
            swap = [*source.span(literal), word]
            found.append((made([swap]), prior))
            for edit in _turned(source, body):
                found.append((made([swap, edit]), prior * 0.8))
            for inner in [one for part in body for one in _literals(part)][:2]:
                for other in _words(site, inner)[:6]:
                    found.append((made([swap, [*source.span(inner), other]]), prior * 0.6))
    return found[:140]


def _branch(site, node, emit):
    """An `elif` after this branch, made of it; an exchanged pair of words in it counts as a copy too."""
    source = site.source
    indent = " " * node.col_offset
    block_end = source.span(node.body[-1])[1]
    if node.end_lineno - node.lineno > 12 or "\n" not in source.text[site.start : block_end]:
        return
    head = source.span(node.test)[0]
    ends = isinstance(node.body[-1], (ast.Return, ast.Raise, ast.Continue, ast.Break))
    for text, prior in _copies(site, head, block_end, node.test, node.body):
        emit("branch.clone", prior, [block_end, block_end, f"\n{indent}elif {text}"])
        if ends and not node.orelse:
            emit("branch.clone", prior * 0.5, [site.start, site.start, f"if {text}\n{indent}"])
    if isinstance(node.test, ast.Compare) and not node.orelse and not ends:
        for other in node.body:
            text = source.code(other)
            if isinstance(other, (ast.Assign, ast.AugAssign, ast.Expr)) and "\n" not in text:
                emit("branch.else-copy", 0.08, [block_end, block_end, f"\n{indent}else:\n{indent}    {text}"])


def _case(site, node, emit):
    source = site.source
    for case in node.cases:
        start = source.span(case.pattern)[0]
        end = source.span(case.body[-1])[1]
        line = source.lines[source.line_of(start) - 1]
        indent = line[: len(line) - len(line.lstrip())]
        for text, prior in _copies(site, start, end, case.pattern, case.body):
            emit("branch.case", prior, [end, end, f"\n{indent}case {text}"])


def _entry(site, node, emit):
    """One more entry of a table."""
    pairs = list(zip(node.keys, node.values)) if isinstance(node, ast.Dict) else [(None, one) for one in node.elts]
    if len(pairs) < 2 or isinstance(getattr(node, "ctx", None), ast.Store) or any(isinstance(one, FUNCTIONS) for one in (site.parent,)):
        return
    key, value = pairs[-1]
    first = key if key is not None else value
    literals = [*([key] if isinstance(key, ast.Constant) else []), *_literals(value)][:2]
    if first is None or not literals or not isinstance(literals[0].value, (str, int, float)):
        return
    start, end = site.source.span(first)[0], site.source.span(value)[1]
    ingredients = site.context.ingredients
    for word in _words(site, literals[0])[: max(4, len(ingredients.hint_strings))]:
        edits = [[*site.source.span(literals[0]), word]]
        others = _words(site, literals[1])[:6] if len(literals) > 1 else []
        for more in [[], *([[*site.source.span(literals[1]), other]] for other in others)]:
            text = apply_edits(site.source.text[start:end], [[a - start, b - start, new] for a, b, new in [*edits, *more]])
            emit("branch.entry", 0.2 if not more else 0.12, [end, end, f", {text}"])
