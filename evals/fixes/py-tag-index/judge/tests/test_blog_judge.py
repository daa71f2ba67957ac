from blog.article import Article


def test_own_lists():
    a, b = Article("a"), Article("b")
    a.tag("one")
    b.tag("two")
    assert (a.tags, b.tags, Article("c").tags) == (["one"], ["two"], [])
    assert Article("d", ["k"]).tag("l").tags == ["k", "l"]
