"""A table of results."""

from dataclasses import dataclass


@dataclass
class Team:
    name: str
    won: int = 0
    drawn: int = 0

    def points(self) -> int:
        return self.won * 3 + self.drawn


def leader(teams: list[Team]) -> str:
    if not teams:
        raise ValueError("no teams")
    return max(teams, key=lambda team: team.points()).name


def form(results: str) -> str:
    wins = results.count("W")
    if wins >= 4:
        return "strong"
    return "weak" if wins == 0 else "mixed"
