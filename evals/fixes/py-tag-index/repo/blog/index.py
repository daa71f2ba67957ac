def by_tag(articles):
    """Titles by tag, both in alphabetical order."""
    found = {}
    for article in articles:
        for tag in article.tags:
            found.setdefault(tag, []).append(article.title)
    return {tag: sorted(found[tag]) for tag in sorted(found)}


def related(article, articles):
    shared = [(len(set(article.tags) & set(other.tags)), other.title) for other in articles if other is not article]
    return [title for count, title in sorted(shared, key=lambda one: (-one[0], one[1])) if count > 0]
