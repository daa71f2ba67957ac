from league.player import Player
from league.table import lines, ranking


def test_most_points_first():
    assert [one.name for one in ranking([Player("a", ["draw"]), Player("b", ["win"])])] == ["b", "a"]


def test_ties_by_name():
    players = [Player("Zoe", ["win"]), Player("Ada", ["win"]), Player("Max", ["win", "win"])]
    assert [one.name for one in ranking(players)] == ["Max", "Ada", "Zoe"]


def test_lines_share_places():
    assert lines([Player("a", ["win"])]) == ["1. a (3)"]
