"""The ballots of one polling station."""

from .ballot import is_valid, parse


def sort_out(lines, candidates):
    """Valid ballots, and the number of spoilt ones."""
    valid = []
    spoilt = 0
    for line in lines:
        names = parse(line)
        if is_valid(names, candidates):
            valid.append(names)
        else:
            spoilt += 1
        return valid, spoilt
