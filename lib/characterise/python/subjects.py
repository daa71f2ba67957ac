"""What others can call of a file, with calls to try."""

import ast

from infer import infer
from values import Literals, Maker, shape_of, unique

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MAX_CALLS = 160
MAX_SEEDS = 30


def literal(node):
    """Whether an expression consists of literals only."""
    try:
        ast.literal_eval(node)
        return True
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False


def call_sites(texts):
    """Arguments of calls with nothing but literals: `{last name: [arguments]}`."""
    found = {}
    for text in texts:
        try:
            tree = ast.parse(text)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if all(literal(one) for one in node.args) and all(one.arg and literal(one.value) for one in node.keywords):
                args = ", ".join([*map(ast.unparse, node.args), *(f"{one.arg}={ast.unparse(one.value)}" for one in node.keywords)])
                if len(args) < 400 and args not in found.setdefault(name, []):
                    found[name].append(args.replace("'", '"') if '"' not in args else args)
    return found


def classes_of(tree):
    """Fields of constructors and members of enums: `{class: {fields, enum, node}}`."""
    nodes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    names = dict.fromkeys(nodes)
    found = {}
    for name, node in nodes.items():
        bases = [one.id if isinstance(one, ast.Name) else getattr(one, "attr", "") for one in node.bases]
        enum = [target.id for one in node.body if isinstance(one, ast.Assign) for target in one.targets if isinstance(target, ast.Name)] if any("Enum" in base for base in bases) else []
        start = next((one for one in node.body if isinstance(one, FUNCTIONS) and one.name == "__init__"), None)
        if start is not None:
            required = _required(start.args, skip=1)
            fields = {one.arg: _shape(one, start, names) for one in required}
        else:
            fields = {one.target.id: shape_of(one.annotation, names) for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and (one.value is None or isinstance(one.value, ast.Constant))}
        found[name] = {"fields": fields, "enum": enum, "node": node}
    return found


def _required(arguments, skip=0):
    plain = [*arguments.posonlyargs, *arguments.args]
    plain = plain[: len(plain) - len(arguments.defaults)] if arguments.defaults else plain
    return [*plain[skip:], *(one for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults) if default is None)]


def _shape(argument, function, classes):
    said = shape_of(argument.annotation, classes)
    return infer(argument.arg, function.body) if said == ("unknown",) else said


def _default(value):
    if isinstance(value, ast.Constant) and value.value is not None:
        return (type(value.value).__name__,)
    return ("unknown",)


def _parameters(function, skip, classes, maker):
    """`(name, values, keyword only)` of each parameter; None for `*args` and `**kwargs`, which get nothing."""
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
    found = []
    for one, default, keyword in [*((a, b, False) for a, b in list(zip(plain, defaults))[skip:]), *((a, b, True) for a, b in zip(arguments.kwonlyargs, arguments.kw_defaults))]:
        shape = _shape(one, function, classes)
        if shape == ("unknown",):
            shape = _default(default)
        values = maker.values(shape, one.arg)
        if default is not None:
            values = [*values[:3], None, *values[3:]]
        found.append((one.arg, values, keyword))
    return found


def _combinations(parameters):
    """Lists of chosen texts: all first values, each varied in turn, then all at once."""
    base = [values[0] if values else "None" for _, values, _ in parameters]
    yield base
    longest = max((len(values) for _, values, _ in parameters), default=0)
    for at in range(1, longest):
        for index, (_, values, _) in enumerate(parameters):
            if at < len(values):
                yield [*base[:index], values[at], *base[index + 1 :]]
    if len(parameters) > 1:
        for at in range(1, 40):
            yield [values[(at * (index + 1) + at // len(values)) % len(values)] for index, (_, values, _) in enumerate(parameters)]


def _written(parameters, chosen):
    parts, named = [], False
    for (name, _, keyword), value in zip(parameters, chosen):
        if value is None:
            named = True
        else:
            parts.append(f"{name}={value}" if keyword or named else value)
    return ", ".join(parts)


def _decorators(node):
    return {one.id if isinstance(one, ast.Name) else getattr(one, "attr", "") for one in node.decorator_list}


def _callables(tree, classes):
    """`(name, callee, class or None, node, parameters to skip)`."""
    for node in tree.body:
        if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
            yield node.name, node.name, None, node, 0
    for name, facts in classes.items():
        if name.startswith("_") or facts["enum"]:
            continue
        for node in facts["node"].body:
            if not isinstance(node, FUNCTIONS) or node.name.startswith("_"):
                continue
            marks = _decorators(node)
            if "property" in marks or "setter" in marks or "abstractmethod" in marks:
                continue
            full = f"{name}.{node.name}"
            if marks & {"staticmethod", "classmethod"}:
                yield full, full, None, node, 1 if "classmethod" in marks else 0
            else:
                yield full, node.name, name, node, 1


def _gives_nothing(node):
    """Whether the annotation says that there may be nothing to give."""
    return node.returns is not None and "None" in ast.unparse(node.returns) or node.returns is not None and "Optional" in ast.unparse(node.returns)


def _returns(function):
    """Whether a function gives a value somewhere, or is a generator."""

    def inside(nodes):
        for node in nodes:
            yield node
            if not isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef)):
                yield from inside(ast.iter_child_nodes(node))

    return any(isinstance(node, (ast.Yield, ast.YieldFrom)) or (isinstance(node, ast.Return) and node.value is not None) for node in inside(function.body))


def subjects(text, offsets, sites, samples):
    """Every function and method that others can call."""
    tree = ast.parse(text)
    classes = classes_of(tree)
    maker = Maker(Literals(tree), classes)
    found = []
    for name, callee, owner, node, skip in _callables(tree, classes):
        parameters = _parameters(node, skip, classes, maker)
        seeds = [*samples.get(name, []), *sites.get(name.split(".")[-1], [])][:MAX_SEEDS]
        made = [_written(parameters, chosen) for chosen in _combinations(parameters)]
        everything = unique([*seeds, *made])[:MAX_CALLS]
        owners = [None]
        if owner is not None:
            seen = [f"{owner}({args})" for args in sites.get(owner, [])[:3]]
            owners = unique([*seen, *maker.values(("instance", owner), owner)])[:4]
        calls = [{"id": 0, "subject": name, "callee": callee, "owner": one, "args": args, "isNew": False} for at, one in enumerate(owners) for args in (everything if at == 0 else everything[:12])]
        start, end = offsets(node)
        found.append({"name": name, "line": node.lineno, "start": start, "end": end, "calls": calls, "givesNothing": bool(_gives_nothing(node)), "returns": _returns(node)})
    return found
