from .final import final_mark
from .mark import WORDS


def certificate(subjects):
    """Lines of the certificate, from subjects and their marks."""
    return [f"{subject}: {WORDS[final_mark(marks)]}" for subject, marks in sorted(subjects.items())]
