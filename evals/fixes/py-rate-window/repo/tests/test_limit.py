from limiter.limit import Limiter


def test_first_requests_pass():
    limiter = Limiter(2)
    assert limiter.allow("a", 0)
    assert limiter.allow("a", 1)


def test_one_more_is_refused():
    limiter = Limiter(2)
    limiter.allow("a", 0)
    limiter.allow("a", 1)
    assert not limiter.allow("a", 2)


def test_clients_do_not_share():
    limiter = Limiter(1)
    assert limiter.allow("a", 0)
    assert limiter.allow("b", 0)


def test_old_requests_are_forgotten():
    limiter = Limiter(1)
    limiter.allow("a", 0)
    assert not limiter.allow("a", 59)
    assert limiter.allow("a", 60)
