from greenhouse.monitor import Monitor

THREE = "temperature > 35\nhumidity > 90\nco2 > 1500"


def test_one_limit():
    assert Monitor("temperature > 35", print).messages({"temperature": 41}) == ["temperature is 41 (> 35)"]


def test_lower_limit():
    assert Monitor("humidity < 40", print).messages({"humidity": 39.5}) == ["humidity is 39.5 (< 40)"]


def test_the_limit_itself_is_fine():
    assert Monitor("temperature > 35", print).messages({"temperature": 35}) == []


def test_missing_quantity():
    assert Monitor(THREE, print).messages({"light": 3}) == []


def test_every_limit_counts():
    monitor = Monitor(THREE, print)
    assert monitor.messages({"temperature": 41, "humidity": 95}) == [
        "temperature is 41 (> 35)",
        "humidity is 95 (> 90)",
    ]


def test_a_limit_rings_once():
    heard = []
    monitor = Monitor(THREE, heard.append)
    for co2 in (1600, 1700, 900, 1501):
        monitor.take({"co2": co2})
    assert heard == ["co2 is 1600 (> 1500)", "co2 is 1501 (> 1500)"]


def test_one_limit_rings_again_after_a_break():
    heard = []
    monitor = Monitor("temperature < 5", heard.append)
    for temperature in (4, 3, 6, 4.5):
        monitor.take({"temperature": temperature})
    assert heard == ["temperature is 4 (< 5)", "temperature is 4.5 (< 5)"]
