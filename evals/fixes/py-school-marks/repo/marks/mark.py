"""Marks from 1 (very good) to 6."""

WORDS = {1: "very good", 2: "good", 3: "satisfactory", 4: "sufficient", 5: "poor", 6: "insufficient"}


def check(mark):
    if mark not in WORDS:
        raise ValueError(f"no mark: {mark}")
    return mark
