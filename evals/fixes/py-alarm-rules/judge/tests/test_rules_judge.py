import pytest

from greenhouse.monitor import Monitor
from greenhouse.rules import rules_of

SETTINGS = [("temperature", ">", 35.0), ("temperature", "<", 5.0), ("humidity", ">", 90.0)]


@pytest.mark.parametrize(
    "reading, messages",
    [
        ({"temperature": 36}, ["temperature is 36 (> 35)", None, None]),
        ({"temperature": 4}, [None, "temperature is 4 (< 5)", None]),
        ({"humidity": 91}, [None, None, "humidity is 91 (> 90)"]),
        ({"temperature": 36, "humidity": 91}, ["temperature is 36 (> 35)", None, "humidity is 91 (> 90)"]),
        ({"temperature": 20, "humidity": 50}, [None, None, None]),
        ({}, [None, None, None]),
    ],
)
def test_each_rule_by_itself(reading, messages):
    assert [rule(reading) for rule in rules_of(SETTINGS)] == messages


def test_rules_of_two_calls_stay_apart():
    first = rules_of([("a", ">", 1.0)])
    second = rules_of([("b", "<", 2.0)])
    assert first[0]({"a": 5, "b": 0}) == "a is 5 (> 1)"
    assert second[0]({"a": 5, "b": 0}) == "b is 0 (< 2)"


def test_monitor_follows_each_limit():
    heard = []
    monitor = Monitor("temperature > 35\ntemperature < 5\nhumidity > 90", heard.append)
    for reading in ({"temperature": 40}, {"temperature": 40, "humidity": 95}, {"temperature": 1}):
        monitor.take(reading)
    assert heard == ["temperature is 40 (> 35)", "humidity is 95 (> 90)", "temperature is 1 (< 5)"]
