"""What a patch changes and why the tests failed, in one line each, from facts only."""

import re

from .source import apply_edits

LONGEST = 90
_DIAGNOSES = (
    (r"^comparison", "The comparison is the wrong one"),
    (r"^arithmetic|^assignment|^update", "The arithmetic is wrong"),
    (r"^logic", "The logic of the condition is wrong"),
    (r"^literal\.format", "The text is formatted in the wrong way"),
    (r"^literal", "A constant has the wrong value"),
    (r"^name\.import|^import", "A name is used that was never imported"),
    (r"^name\.(self|nonlocal|global)", "The name belongs to another scope"),
    (r"^name\.exception", "The wrong exception is raised or caught"),
    (r"^name\.property", "The wrong attribute is read"),
    (r"^name", "The wrong name is used"),
    (r"^bounds", "A position or limit is off by one"),
    (r"^call\.swap", "The arguments are in the wrong order"),
    (r"^call\.sort-key", "The order is the wrong one"),
    (r"^call\.(method|missing)", "The wrong method is called"),
    (r"^call", "The call is made with the wrong arguments"),
    (r"^await", "A coroutine is not waited for"),
    (r"^nullish\.parameter", "A default value is shared by all calls"),
    (r"^nullish|^condition\.guard", "A missing value is not handled"),
    (r"^condition", "The condition does not cover the case"),
    (r"^return\.early|^statement\.guard|^guard", "A case that has to end the function early is missing"),
    (r"^return|^statement\.return", "The result is not the one to return"),
    (r"^loop", "The loop does not leave out a case"),
    (r"^statement\.assign", "The result of a call is dropped"),
    (r"^statement\.super", "The base class is not set up"),
    (r"^statement\.(break|count|move)", "A step of the control flow is missing or in the wrong place"),
    (r"^statement|^branch", "A statement is missing, superfluous or in the wrong place"),
    (r"^value\.copy", "A value that belongs to the caller is changed"),
    (r"^value", "The value is computed in the wrong form"),
    (r"^synthesis", "The value is computed wrongly"),
    (r"^syntax", "The file is not valid Python"),
)


def one_line(code):
    flat = re.sub(r"\s+", " ", code).strip()
    return flat[: LONGEST - 1] + "…" if len(flat) > LONGEST else flat


def _change(part):
    text = part.site.source.text
    start = min(edit[0] for edit in part.edits)
    end = max(edit[1] for edit in part.edits)
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    if end > start and text[end - 1] == "\n":
        high = end
    inside = [[edit[0] - low, edit[1] - low, edit[2]] for edit in part.edits]
    before, after = text[low:high], apply_edits(text[low:high], inside)
    if all(edit[0] == edit[1] for edit in part.edits) and len(part.edits) == 1 and "\n" in part.edits[0][2]:
        return f"`{one_line(part.edits[0][2])}` is added"
    if not after.strip():
        return f"`{one_line(before)}` is removed"
    return f"`{one_line(before)}` becomes `{one_line(after)}`"


def _line(part):
    return part.site.source.line_of(min(edit[0] for edit in part.edits))


def summarise(candidate):
    """What becomes what, and where."""
    return "; ".join(f"{_change(part)} in {part.site.source.path}:{_line(part)}" for part in candidate.parts)


def explain(candidate, failing):
    """The root cause: place, change that cures it, and what the assertion said."""
    first = candidate.parts[0]
    fn = first.site.fn.name if first.site.fn is not None else "(top level)"
    file, line = first.site.source.path, _line(first)
    changes = ". ".join(
        f"{next((text for pattern, text in _DIAGNOSES if re.match(pattern, part.operator)), 'The code is wrong')}: {_change(part)}"
        for part in candidate.parts
    )
    told = ""
    if failing:
        test = failing[0]
        if "expected" in test and "actual" in test:
            said = f" expected {one_line(test['expected'])} but got {one_line(test['actual'])}"
        else:
            said = f" failed with: {one_line(test['message'])}"
        told = f' The test "{test["name"]}"{said}.'
    where = f"In `{fn}` ({file}:{line})" if fn != "(top level)" else f"At {file}:{line}"
    return {"file": file, "line": line, "function": fn, "explanation": f"{where}: {changes}.{told}"}
