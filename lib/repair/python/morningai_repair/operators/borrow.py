"""What the code at hand does elsewhere: statements once more, calls around values, keys written alike."""

import ast

from ..context import fits, likeness
from ..source import FUNCTIONS, LOOPS

_MANY = 6
_KEYED = {"get", "pop", "setdefault", "discard", "remove", "add"}
_SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr, ast.Delete)


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.stmt) and site.fn is not None and not isinstance(node, FUNCTIONS):
        _copies(site, node, emit)
    if isinstance(node, FUNCTIONS):
        _alike(site, node, emit)
    if isinstance(node, ast.expr) and site.is_load() and site.fn is not None:
        _calls(site, node, emit)


def _simple_statements(context, fn):
    """Short statements of a function, each text once: `[(text, names read, node)]`."""
    cache = context.__dict__.setdefault("simple_statements", {})
    if fn not in cache:
        found = {}
        for node in ast.walk(fn):
            if not isinstance(node, _SIMPLE) or isinstance(getattr(node, "value", None), (ast.Constant, ast.Yield, ast.Await)) and isinstance(node, ast.Expr):
                continue
            text = context.source.code(node)
            if "\n" not in text and len(text) <= 80:
                names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
                found.setdefault(text, (text, names, node))
        cache[fn] = list(found.values())
    return cache[fn]


def _siblings(site):
    """The other methods of the class, or the functions beside this one, those with like names first."""
    body = getattr(site.source.parents.get(site.fn), "body", [])
    others = [one for one in body if isinstance(one, FUNCTIONS) and one is not site.fn]
    return sorted(others, key=lambda one: -likeness(one.name, site.fn.name))[:8]


def _copies(site, node, emit):
    """A statement of the function, or of a sibling, once more before this one or at the end of its block."""
    indent = site.source.indent(node)
    if indent is None:
        return
    block, index = site.source.block(node)
    last = index == len(block) - 1 and not isinstance(node, (ast.Return, ast.Raise, ast.Break, ast.Continue))
    near = [site.source.code(one) for one in block[max(0, index - 1) : index + 2] if isinstance(one, _SIMPLE)]
    known = {name for name, _ in site.names()}

    def put(text, prior):
        if text not in near:
            emit("statement.copy", prior, [site.start, site.start, f"{text}\n{indent}"])
            if last:
                emit("statement.copy", prior, [site.end, site.end, f"\n{indent}{text}"])

    for text, _, statement in _simple_statements(site.context, site.fn)[:16]:
        put(text, 0.2)
        for literal in [one for one in ast.walk(statement) if isinstance(one, ast.Constant) and isinstance(one.value, str)][:1]:
            at = site.source.span(literal)[0] - site.source.span(statement)[0]
            code = site.source.code(literal)
            for word in [*site.context.ingredients.hint_strings, *site.context.ingredients.test_strings][:8]:
                put(text[:at] + repr(word) + text[at + len(code) :] if "'" in code else text[:at] + f'"{word}"' + text[at + len(code) :], 0.12)
    own = set(site.context.function_names(site.fn))
    for other in _siblings(site):
        local = set(site.context.function_names(other))
        for text, names, statement in _simple_statements(site.context, other)[:10]:
            stores = {one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
            if names & local <= known and ("self." in text or stores and stores <= own):
                put(text, 0.13)
    _sets(site, put)


def _sets(site, put):
    """A variable of the function set, counted or added to."""
    stored = {}
    for one in ast.walk(site.fn):
        if isinstance(one, (ast.Name, ast.Attribute)) and isinstance(one.ctx, ast.Store):
            stored.setdefault(site.code(one), one)
    unset = site.context.ingredients.unset
    inside = any(isinstance(one, LOOPS) for one in site.parents)
    names = [(name, kinds) for name, kinds in site.names() if name not in ("self", "cls")]
    for text, target in sorted(stored.items(), key=lambda one: one[0] not in unset)[:_MANY]:
        kinds = site.kinds(target)
        if kinds is None or kinds & {"int", "float"}:
            for step in ("+= 1", "-= 1"):
                put(f"{text} {step}", 0.2 if inside else 0.12)
        missing = text in unset
        for fresh in ("0", "[]", "{}", "None", '""', "False", "1", "set()") if missing else ():
            put(f"{text} = {fresh}", 0.5)
        for other, have in names[:_MANY]:
            if other != text and fits(kinds, have):
                put(f"{text} = {other}", 0.5 if missing else 0.16)
                if kinds and kinds & {"int", "float", "str", "list"} and have:
                    put(f"{text} += {other}", 0.14)


def _functions(site):
    """Functions of the file, or imported from the repository, that take one value."""
    context = site.context
    names = [*context.functions, *(name for name in context.imports if name in context.project["functions"])]
    methods = context.project["methods"]
    return [name for name in dict.fromkeys(names) if context.project["arity"].get(name) == 1 and name not in methods and not name.startswith("test")]


def _calls(site, node, emit):
    """A function of the file around a value."""
    parent = site.parent
    if isinstance(node, (ast.Constant, ast.Slice, ast.Starred)) or isinstance(parent, (ast.Attribute, ast.Expr)):
        return
    if isinstance(parent, ast.Call) and parent.func is node:
        return
    if not isinstance(parent, (ast.Call, ast.Subscript, ast.Return, ast.Assign, ast.Compare, ast.keyword, ast.For, ast.comprehension, ast.BinOp, ast.BoolOp, ast.If, ast.FormattedValue)):
        return
    inner = site.code(node.func) if isinstance(node, ast.Call) else ""
    around = site.code(parent.func) if isinstance(parent, ast.Call) else ""
    for name in _functions(site)[:8]:
        if name not in (inner, around) and name != site.fn.name:
            emit("call.borrow", 0.2, site.here(f"{name}({site.code()})"))


def _keys(source, cls):
    """Keys by which the containers of a class are asked: `{container: [key]}`."""
    found = {}
    for node in ast.walk(cls):
        owner = key = None
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            owner, key = node.value, node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _KEYED and node.args:
            owner, key = node.func.value, node.args[0]
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            owner, key = node.comparators[0], node.left
        if isinstance(owner, ast.Attribute) and isinstance(owner.value, ast.Name) and owner.value.id == "self":
            found.setdefault(source.code(owner), []).append(key)
    return found


def _alike(site, node, emit):
    """Where a container is asked by `f(key)` in some places, it is asked so in all."""
    cls = site.parent
    if not isinstance(cls, ast.ClassDef):
        return
    cache = site.context.__dict__.setdefault("keys_alike", {})
    if cls not in cache:
        cache[cls] = []
        for keys in _keys(site.source, cls).values():
            wrapped = [key for key in keys if isinstance(key, ast.Call) and len(key.args) == 1 and not key.keywords]
            bare = [key for key in keys if isinstance(key, (ast.Name, ast.Attribute))]
            for how in dict.fromkeys(site.code(key.func) for key in wrapped):
                if bare and len(bare) <= 8:
                    cache[cls].append([site.replace(key, f"{how}({site.code(key)})") for key in bare])
    for edits in cache[cls]:
        emit("call.borrow-alike", 0.5, *edits)
