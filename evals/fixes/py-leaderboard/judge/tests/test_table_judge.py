from league.player import Player
from league.table import lines


def test_lines():
    players = [Player("d"), Player("c", ["draw"]), Player("b", ["draw"]), Player("a", ["loss"]), Player("e", ["win"])]
    assert lines(players) == ["1. e (3)", "2. b (1)", "2. c (1)", "4. a (0)", "4. d (0)"]
