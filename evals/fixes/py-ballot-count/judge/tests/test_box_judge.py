from count.box import sort_out
from count.protocol import protocol

CANDIDATES = ["Ada", "Grace", "Edsger"]


def test_empty_box():
    assert sort_out([], CANDIDATES) == ([], 0)
    assert protocol([], CANDIDATES) == "0 valid, 0 spoilt"


def test_many():
    lines = ["Ada"] * 40 + ["Ada > Ada"] * 3 + ["Grace > Ada"] * 2
    valid, spoilt = sort_out(lines, CANDIDATES)
    assert (len(valid), spoilt) == (42, 3)
    assert valid[-1] == ["Grace", "Ada"]


def test_only_spoilt():
    assert sort_out(["x", "", "y > z"], CANDIDATES) == ([], 3)


def test_lines_of_a_generator():
    assert sort_out((name for name in CANDIDATES), CANDIDATES) == ([["Ada"], ["Grace"], ["Edsger"]], 0)


def test_spoilt_ballot_comes_first():
    assert protocol(["?", "Edsger > Ada", "Edsger"], CANDIDATES) == "2 valid, 1 spoilt\nElected: Edsger"
