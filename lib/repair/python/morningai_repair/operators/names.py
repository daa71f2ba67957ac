"""Names: variables, attributes, functions, keyword arguments."""

import ast

from ..context import BUILTINS, fits, likeness

_MANY = 14


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        if isinstance(site.parent, ast.Call) and site.parent.func is node:
            _function(site, emit)
        else:
            _variable(site, emit)
    elif isinstance(node, ast.Attribute):
        _attribute(site, emit)
    elif isinstance(node, (ast.Assign, ast.AugAssign)):
        _target(site, emit)
    elif isinstance(node, ast.keyword) and node.arg and node.arg in _KEYWORDS:
        start = site.source.span(node)[0]
        for other in _KEYWORDS[node.arg]:
            emit("name.keyword", 0.25, [start, start + len(node.arg), other])


_UNITS = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds")
_KEYWORDS = {unit: [one for one in _UNITS if one != unit] for unit in _UNITS}
_KEYWORDS.update({"start": ["end", "stop"], "month": ["day", "year"], "day": ["month"]})


def _variable(site, emit):
    node = site.node
    own = site.kinds()
    others = [(name, kinds) for name, kinds in site.names() if name != node.id]
    annotation = any(isinstance(one, (ast.arguments, ast.arg, ast.AnnAssign)) for one in site.parents[-2:])
    if annotation or node.id in ("self", "cls", "super"):
        return
    ranked = sorted(others, key=lambda one: -likeness(one[0], node.id))
    for name, kinds in ranked[:_MANY]:
        if name in ("self", "cls") or not (fits(own, kinds) or site.context.ingredients.mistyped):
            continue
        emit("name.variable", 0.28 + 0.3 * likeness(name, node.id), site.here(name))
    for name in site.context.module_names:
        if name != node.id and (node.id.isupper() or name.isupper()):
            emit("name.constant", 0.12 + 0.3 * likeness(name, node.id), site.here(name))
    names = dict(others)
    if "self" in names and site.fn:
        for name in _self_names(site):
            kinds = set(site.context.attributes.get(name, [])) or None
            if name == node.id:
                emit("name.property", 0.55, site.here(f"self.{name}"))
            elif fits(own, kinds) or site.context.ingredients.mistyped:
                emit("name.property", 0.12 + 0.25 * likeness(name, node.id), site.here(f"self.{name}"))
    # `order` for `order.total`: an attribute that the code reads elsewhere.
    if own and not own & {"int", "str", "float", "list", "dict", "bool", "NoneType", "tuple", "set"}:
        for attribute in site.context.attributes_of(node.id)[:6]:
            emit("name.property", 0.15, site.here(f"{node.id}.{attribute}"))


def _self_names(site):
    cls = next((one for one in reversed(site.parents) if isinstance(one, ast.ClassDef)), None)
    return site.context.class_names(cls) if cls else []


def _attribute(site, emit):
    node = site.node
    start, end = site.end - len(node.attr), site.end
    called = isinstance(site.parent, ast.Call) and site.parent.func is node
    context = site.context
    own_methods = context.project["methods"]
    if called:
        if node.attr in own_methods:
            for name in sorted(own_methods - {node.attr}, key=lambda one: -likeness(one, node.attr))[:10]:
                if context.project["arity"].get(name) == context.project["arity"].get(node.attr):
                    emit("name.method", 0.15 + 0.35 * likeness(name, node.attr), [start, end, name])
        return
    own = set(context.attributes.get(node.attr, []))
    near = site.context.attributes_of(node.value.id) if isinstance(node.value, ast.Name) else []
    others = [name for name in [*near, *context.attributes, *context.project["properties"]] if name != node.attr]
    for name in sorted(dict.fromkeys(others), key=lambda one: (one not in near, -likeness(one, node.attr)))[:_MANY]:
        if fits(own, set(context.attributes.get(name, []))) or context.ingredients.mistyped:
            close = 0.15 if name in near else 0
            emit("name.property", 0.18 + close + 0.3 * likeness(name, node.attr), [start, end, name])
    if isinstance(node.ctx, ast.Load):
        if isinstance(node.value, (ast.Name, ast.Attribute, ast.Call)) and not (isinstance(node.value, ast.Name) and node.value.id == "self"):
            emit("name.whole", 0.15, site.here(site.code(node.value)))
        if node.attr in own_methods and context.project["arity"].get(node.attr) == 0:
            emit("call.missing", 0.5, [end, end, "()"])
        if isinstance(node.value, ast.Name) and node.value.id == "self" and site.fn and node.attr in dict(site.names()):
            emit("name.variable", 0.4, site.here(node.attr))


def _function(site, emit):
    node = site.node
    context = site.context
    if node.id in BUILTINS and node.id not in context.functions:
        return
    arity = len(site.parent.args)
    options = [*context.functions, *[name for name in context.imports if name in context.project["functions"]]]
    for name in sorted(dict.fromkeys(options), key=lambda one: -likeness(one, node.id))[:10]:
        accepted = context.project["arity"].get(name)
        if name != node.id and (accepted is None or accepted == arity) and (not site.fn or name != site.fn.name):
            emit("name.function", 0.15 + 0.35 * likeness(name, node.id), site.here(name))


def _target(site, emit):
    """Assign to another variable, or in another order."""
    node = site.node
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Name) and site.fn:
        for name, kinds in site.names()[:_MANY]:
            if name not in (target.id, "self", "cls"):
                emit("name.target", 0.1 + 0.2 * likeness(name, target.id), site.replace(target, name))
        if "self" in dict(site.names()) and target.id in _self_names(site):
            emit("name.property", 0.55, site.replace(target, f"self.{target.id}"))
    if isinstance(target, ast.Tuple) and len(target.elts) == 2:
        a, b = target.elts
        emit("name.order", 0.35, site.replace(a, site.code(b)), site.replace(b, site.code(a)))
