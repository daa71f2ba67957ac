from count.ballot import is_valid, parse

CANDIDATES = ["Ada", "Grace", "Edsger"]


def test_parse():
    assert parse(" Ada > Grace>Edsger ") == ["Ada", "Grace", "Edsger"]
    assert parse("") == []


def test_valid():
    assert is_valid(["Grace"], CANDIDATES)


def test_twice_the_same():
    assert not is_valid(["Ada", "Ada"], CANDIDATES)


def test_stranger():
    assert not is_valid(["Ada", "Nobody"], CANDIDATES)
