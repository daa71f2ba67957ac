"""What the body of a function says of a parameter without annotation."""

import ast

STRINGS = {"upper", "lower", "strip", "lstrip", "rstrip", "split", "startswith", "endswith", "replace", "title", "isdigit", "isalpha", "join", "splitlines", "capitalize", "zfill", "encode"}
LISTS = {"append", "extend", "sort", "reverse", "insert", "pop"}
DICTS = {"items", "keys", "values", "get", "setdefault", "update"}
ITERATING = {"sorted", "sum", "list", "set", "tuple", "enumerate", "reversed", "any", "all", "max", "min"}
DEEPEST = 4


def infer(name, scope, depth=0):
    """The shape of the values called `name` inside `scope` (a list of nodes)."""
    found = []
    if depth < DEEPEST:
        for top in scope:
            for node in ast.walk(top):
                found.extend(_use(node, name, scope, depth))
    return combine(found)


def _is(node, name):
    return isinstance(node, ast.Name) and node.id == name


def _use(node, name, scope, depth):
    if isinstance(node, (ast.For, ast.AsyncFor)) and _is(node.iter, name):
        yield ("list", _element(node.target, node.body, depth))
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
        for generator in node.generators:
            if _is(generator.iter, name):
                inner = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
                yield ("list", _element(generator.target, [*inner, *generator.ifs], depth))
    if isinstance(node, ast.Attribute) and _is(node.value, name):
        if node.attr in STRINGS:
            yield ("str",)
        elif node.attr in LISTS:
            yield ("list", ("unknown",))
        elif node.attr in DICTS:
            yield ("dict", ("str",), ("int",))
    if isinstance(node, ast.Subscript) and _is(node.value, name):
        key = node.slice
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield ("object", {key.value: _field(name, key.value, scope, depth)})
        else:
            yield ("list", ("unknown",))
    if isinstance(node, ast.Call):
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if any(_is(one, name) for one in node.args):
            if function in ITERATING:
                yield ("list", ("int",) if function in ("sum", "max", "min") else ("unknown",))
            elif function in ("round", "abs", "range"):
                yield ("int",)
            elif function in ("int", "float"):
                yield ("union", [("str",), ("int",)])
            elif function == "len":
                yield ("list", ("unknown",))
        if _is(node.func, name):
            yield ("function",)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "get" and _is(node.func.value, name) and node.args:
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield ("object", {key.value: ("unknown",)})
    if isinstance(node, ast.BinOp) and (_is(node.left, name) or _is(node.right, name)):
        other = node.right if _is(node.left, name) else node.left
        if isinstance(other, (ast.Constant, ast.JoinedStr)) and isinstance(getattr(other, "value", ""), str):
            yield ("str",)
        elif not isinstance(node.op, ast.Mod) or isinstance(other, ast.Constant):
            yield ("int",)
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for left, right in zip(sides, sides[1:]):
            for one, other in ((left, right), (right, left)):
                if _is(one, name) and isinstance(other, ast.Constant) and other.value is not None:
                    yield ("str",) if isinstance(other.value, str) else ("bool",) if isinstance(other.value, bool) else ("int",)
                elif _is(one, name) and any(isinstance(op, (ast.Lt, ast.Gt, ast.LtE, ast.GtE)) for op in node.ops):
                    yield ("int",)


def _field(name, key, scope, depth):
    """The uses of `name["key"]`, read as those of a name."""

    class Rename(ast.NodeTransformer):
        def visit_Subscript(self, node):
            if _is(node.value, name) and isinstance(node.slice, ast.Constant) and node.slice.value == key:
                return ast.Name(f"{name}.{key}", ast.Load())
            return self.generic_visit(node)

    import copy

    return infer(f"{name}.{key}", [Rename().visit(copy.deepcopy(one)) for one in scope], depth + 1)


def _element(target, body, depth):
    if isinstance(target, ast.Name):
        return infer(target.id, body, depth + 1)
    if isinstance(target, ast.Tuple):
        return ("tuple", [_element(one, body, depth) for one in target.elts])
    return ("unknown",)


def combine(shapes):
    """One shape for all that is known."""
    known = [one for one in shapes if one != ("unknown",)]
    objects = [one for one in known if one[0] == "object"]
    if objects:
        fields = {}
        for _, some in objects:
            for key, shape in some.items():
                if fields.get(key, ("unknown",)) == ("unknown",):
                    fields[key] = shape
        return ("object", fields)
    for kind in ("str", "list", "dict", "union", "int", "bool", "function"):
        found = [one for one in known if one[0] == kind]
        if kind == "list" and found:
            return ("list", combine([one[1] for one in found]))
        if found:
            return found[0]
    return ("unknown",)
