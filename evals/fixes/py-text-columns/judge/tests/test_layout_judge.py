from layout.wrap import wrap


def test_wrap():
    assert wrap("extraordinary day", 5) == ["extraordinary", "day"]
    assert wrap("a b c d", 3) == ["a b", "c d"]
    assert wrap("  ", 3) == []
    assert wrap("aa", 1) == ["aa"]
