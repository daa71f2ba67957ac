from count.box import sort_out
from count.protocol import protocol
from count.runoff import winner

CANDIDATES = ["Ada", "Grace", "Edsger"]


def test_run_off():
    ballots = [["Ada"], ["Ada"], ["Grace"], ["Grace"], ["Edsger", "Grace"]]
    assert winner(ballots, CANDIDATES) == "Grace"


def test_majority():
    assert winner([["Ada"], ["Ada"], ["Grace"]], CANDIDATES) == "Ada"


def test_one_spoilt_ballot():
    assert sort_out(["Ada > Ada"], CANDIDATES) == ([], 1)


def test_all_ballots_count():
    lines = ["Ada > Grace", "Grace", "Nobody", "Grace > Edsger"]
    assert sort_out(lines, CANDIDATES) == ([["Ada", "Grace"], ["Grace"], ["Grace", "Edsger"]], 1)


def test_protocol():
    lines = ["Ada", "", "Grace", "Grace"]
    assert protocol(lines, CANDIDATES) == "3 valid, 1 spoilt\nElected: Grace"
