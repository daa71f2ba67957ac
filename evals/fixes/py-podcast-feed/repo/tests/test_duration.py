from podcasts.duration import clock, seconds


def test_forms_of_durations():
    assert seconds("1:02:03") == 3723
    assert seconds("62:03") == 3723
    assert seconds(" 3723 ") == 3723


def test_clock():
    assert clock(3723) == "1:02:03"
    assert clock(59) == "0:59"
