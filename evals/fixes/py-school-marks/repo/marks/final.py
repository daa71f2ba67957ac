"""The final mark of a subject."""

from .mark import check


def average(marks):
    if not marks:
        raise ValueError("a pupil without marks has no average")
    return sum(check(mark) for mark in marks) / len(marks)


def final_mark(marks):
    return int(average(marks) + 0.5)
