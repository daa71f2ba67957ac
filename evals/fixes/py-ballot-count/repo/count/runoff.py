"""Instant run-off voting."""

from collections import Counter


def first_choices(ballots, standing):
    """Votes of each candidate who still stands; a ballot counts for its best one."""
    votes = Counter({name: 0 for name in standing})
    for names in ballots:
        best = next((name for name in names if name in standing), None)
        if best is not None:
            votes[best] += 1
    return votes


def winner(ballots, candidates):
    """Drops the weakest until somebody has more than half; ties drop the later name of the list."""
    standing = list(candidates)
    while len(standing) > 1:
        votes = first_choices(ballots, standing)
        leader = max(standing, key=lambda name: votes[name])
        if votes[leader] * 2 > sum(votes.values()):
            return leader
        weakest = min(reversed(standing), key=lambda name: votes[name])
        standing.remove(weakest)
    return standing[0]
