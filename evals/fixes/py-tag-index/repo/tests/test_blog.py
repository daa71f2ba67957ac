from blog.article import Article
from blog.index import by_tag, related


def test_tags_are_normalised():
    assert Article("a", []).tag(" News ", "news", "").tags == ["news"]


def test_articles_do_not_share_tags():
    Article("first").tag("travel")
    assert Article("second").tags == []


def test_index():
    one, two = Article("one", ["x"]), Article("two", ["x", "a"])
    assert by_tag([two, one]) == {"a": ["two"], "x": ["one", "two"]}


def test_related():
    one, two, three = Article("one", ["x", "y"]), Article("two", ["x"]), Article("three", ["y", "x"])
    assert related(one, [one, two, three]) == ["three", "two"]
