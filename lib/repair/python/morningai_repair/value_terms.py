"""Expressions that may belong in the place of another, built bottom-up from the values at hand."""

import ast

from .context import NUMBERS

MAX_TERMS = 22
_LISTS = {"list", "tuple"}


def terms(site):
    """Names, attributes, elements and lengths: `[(text, kinds or None, weight)]`, likely ones first."""
    found = {}

    def add(text, kinds, weight):
        if weight > found.get(text, (None, 0))[1]:
            found[text] = (kinds, weight)

    for place, (name, kinds) in enumerate(site.names()[:14]):
        if name == "self":
            for attribute in site.context.attributes_of("self")[:10]:
                seen = site.context.attributes.get(attribute)
                if seen:
                    add(f"self.{attribute}", set(seen), 0.75)
            continue
        weight = 1 - 0.03 * place
        add(name, kinds, weight)
        for key in site.context.keys.get(name, [])[:5]:
            add(f"{name}[{key!r}]", None, 0.6 * weight)
        for attribute in site.context.attributes_of(name)[:6]:
            if attribute in site.context.attributes:
                add(f"{name}.{attribute}", set(site.context.attributes[attribute]), 0.7 * weight)
    for text, (kinds, weight) in list(found.items()):
        if kinds and kinds & (_LISTS | {"str"}):
            add(f"len({text})", {"int"}, 0.6 * weight)
            for at in ("0", "-1"):
                add(f"{text}[{at}]", {"str"} if "str" in kinds else None, 0.4 * weight)
    for node in ast.walk(site.fn):
        if isinstance(node, (ast.Subscript, ast.Attribute, ast.BinOp)) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            text = site.code(node)
            if len(text) <= 30 and "\n" not in text:
                add(text, site.kinds(node), 0.65)
    ordered = sorted(((text, kinds, weight) for text, (kinds, weight) in found.items()), key=lambda one: -one[2])
    return ordered[:MAX_TERMS]


def expressions(site, limit):
    """`[(text, weight)]`: terms, their usual forms, and two of them with an operator."""
    found = {}
    known = terms(site)

    def add(text, weight):
        if weight > found.get(text, 0):
            found[text] = weight

    own = site.wrapped(site.node)
    numbers = list(dict.fromkeys(["1", "2", "0", *site.context.ingredients.hint_numbers, *site.context.numbers[:5]]))
    strings = list(dict.fromkeys([*site.context.ingredients.hint_strings, *site.context.strings]))[:6]
    for text, kinds, weight in [(own, site.kinds(), 1.2), *known]:
        add(text, weight)
        if kinds is None or kinds & NUMBERS:
            for number in numbers:
                for sign in ("+", "-", "*", "//", "%"):
                    if not (number == "0" or number == "1" and sign in "*//%"):
                        add(f"({text} {sign} {number})", 0.45 * weight)
            add(f"max({text}, 0)", 0.35 * weight)
            add(f"abs({text})", 0.3 * weight)
            add(f"-{text}", 0.3 * weight)
        if kinds is None or "str" in kinds:
            for form in (".strip()", ".lower()", ".upper()", "[1:]", "[:-1]", ".rstrip()", ".title()"):
                add(f"{text}{form}", 0.3 * weight)
            for string in strings:
                add(f"({text} + {string!r})", 0.25 * weight)
                add(f"{text}.replace({string!r}, '')", 0.15 * weight)
        if kinds is None or kinds & _LISTS:
            for form in ("[1:]", "[:-1]", "[::-1]"):
                add(f"{text}{form}", 0.3 * weight)
            add(f"sorted({text})", 0.25 * weight)
        if kinds and kinds & {"set", "dict", "frozenset"}:
            add(f"sorted({text})", 0.3 * weight)
    _pairs([(own, site.kinds(), 1.1), *known], add)
    return sorted(found.items(), key=lambda one: -one[1])[:limit]


def _pairs(known, add):
    numeric = [(text, weight) for text, kinds, weight in known if kinds and kinds & NUMBERS][:9]
    for left, a in numeric:
        for right, b in numeric:
            if left == right:
                continue
            weight = 0.4 * a * b
            for sign in ("-", "//", "%", "/"):
                add(f"({left} {sign} {right})", weight)
            if left < right:
                for form in ("({} + {})", "({} * {})", "min({}, {})", "max({}, {})"):
                    add(form.format(left, right), weight)
    for kind in ("str", "list", "tuple", "set"):
        alike = [(text, weight) for text, kinds, weight in known if kinds and kind in kinds][:6]
        for left, a in alike:
            for right, b in alike:
                if left != right:
                    add(f"({left} {'|' if kind == 'set' else '+'} {right})", 0.35 * a * b)
                    if kind == "set":
                        add(f"({left} - {right})", 0.35 * a * b)
                        add(f"({left} & {right})", 0.35 * a * b)
    indexes = [(text, weight) for text, kinds, weight in known if kinds and "int" in kinds][:5]
    for owner, kinds, a in known[:10]:
        if kinds and kinds & (_LISTS | {"str"}):
            for text, b in indexes:
                for at in (text, f"{text} - 1", f"{text} + 1"):
                    add(f"{owner}[{at}]", 0.3 * a * b)
                add(f"{owner}[{text}:]", 0.25 * a * b)
                add(f"{owner}[:{text}]", 0.25 * a * b)
        elif kinds and kinds & {"dict", "defaultdict", "Counter"}:
            for text, other, b in known[:8]:
                if text != owner and other and other & {"str", "int", "tuple"}:
                    add(f"{owner}.get({text}, 0)", 0.25 * a * b)
                    add(f"{owner}.get({text})", 0.25 * a * b)
