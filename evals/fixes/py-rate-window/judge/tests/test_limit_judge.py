from limiter.limit import Limiter


def test_sliding():
    limiter = Limiter(2, 10)
    assert [limiter.allow("a", now) for now in (0, 5, 9, 10, 14, 15, 16, 20)] == [True, True, False, True, False, True, False, True]
    assert not Limiter(0).allow("a", 0)
