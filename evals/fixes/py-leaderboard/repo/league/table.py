def ranking(players):
    return sorted(players, key=lambda player: (player.points, player.name), reverse=True)


def lines(players):
    """Numbered lines; players with the same points share a place."""
    found = []
    place = 0
    for index, player in enumerate(ranking(players), 1):
        if index == 1 or player.points != found[-1][1]:
            place = index
        found.append((place, player.points, player.name))
    return [f"{place}. {name} ({points})" for place, points, name in found]
