"""State that is shared by mistake: late bound loop variables, containers of a class, iterators that are used up."""

import ast

from ..source import FUNCTIONS, LOOPS

_FRESH = {"list()", "dict()", "set()", "deque()", "Counter()", "OrderedDict()"}
_ONCE = {"generator", "map", "filter", "zip", "reversed", "enumerate", "islice", "chain"}


def propose(site, emit):
    node = site.node
    if isinstance(node, (*FUNCTIONS, ast.Lambda)):
        _bind(site, node, emit)
    if isinstance(node, FUNCTIONS):
        _used_up(site, node, emit)
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(site.parent, ast.ClassDef):
        _own(site, node, site.parent, emit)


def _bind(site, node, emit):
    """A function made in a loop sees the last value of the loop's variables, unless they are its defaults."""
    loops = []
    for above in reversed(site.parents):
        if isinstance(above, FUNCTIONS):
            break
        if isinstance(above, (*LOOPS, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            loops.append(above)
    args = node.args
    if not loops or args.vararg or args.kwarg or args.kwonlyargs:
        return
    body = node.body if isinstance(node.body, list) else [node.body]
    own = {one.arg for one in [*args.posonlyargs, *args.args]}
    read = {one.id: None for part in body for one in ast.walk(part) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
    set_inside = {one.id for part in body for one in ast.walk(part) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    changing = {one.id for loop in loops for one in ast.walk(loop) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    late = [name for name in read if name in changing and name not in own | set_inside]
    if not late:
        return
    text = ", ".join(f"{name}={name}" for name in late)
    known = [*args.posonlyargs, *args.args]
    if known:
        last = args.defaults[-1] if args.defaults else known[-1]
        at = site.source.span(last)[1]
        emit("name.bind", 0.6, [at, at, f", {text}"])
    elif isinstance(node, ast.Lambda):
        emit("name.bind", 0.6, [site.start + 6, site.start + 6, f" {text}"])
    else:
        at = site.source.text.index("(", site.start) + 1
        emit("name.bind", 0.6, [at, at, text])


def first_statement(node):
    """The first statement of a function that is not its documentation."""
    body = node.body
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1
    return body[1] if documented else body[0]


def _used_up(site, node, emit):
    """What can be gone through once only, gone through twice."""
    first = first_statement(node)
    indent = site.source.indent(first)
    if indent is None:
        return
    at = site.source.span(first)[0]
    parameters = [one.arg for one in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
    for name, kinds in site.context.function_names(node).items():
        if name in parameters and kinds and any(kind in _ONCE or kind.endswith("iterator") for kind in kinds):
            emit("value.copy", 0.6, [at, at, f"{name} = list({name})\n{indent}"])


def _own(site, node, cls, emit):
    """A container in the body of a class belongs to all of its objects: `self.x = []` in `__init__`."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if node.value is None or not isinstance(target, ast.Name):
        return
    value = site.code(node.value)
    called = isinstance(node.value, ast.Call) and (value in _FRESH or value.startswith("defaultdict("))
    if not called and not isinstance(node.value, (ast.List, ast.Dict, ast.Set)):
        return
    start = next((one for one in cls.body if isinstance(one, FUNCTIONS) and one.name == "__init__"), None)
    if start is not None:
        first = first_statement(start)
        indent = site.source.indent(first)
        if indent is not None and f"self.{target.id} =" not in site.code(start):
            at = site.source.span(first)[0]
            emit("name.own", 0.65, [at, at, f"self.{target.id} = {value}\n{indent}"])
        return
    indent = site.source.indent(node)
    if indent is not None:
        text = f"\n\n{indent}def __init__(self):\n{indent}    self.{target.id} = {value}"
        if any(not isinstance(base, ast.Name) or base.id != "object" for base in cls.bases):
            text = text.replace("(self):", "(self, *args, **kwargs):").replace(":\n", f":\n{indent}    super().__init__(*args, **kwargs)\n", 1)
        last = max(cls.body, key=lambda one: one.lineno if isinstance(one, (ast.Assign, ast.AnnAssign)) else 0)
        at = site.source.span(last)[1]
        emit("name.own", 0.55, [at, at, text])
