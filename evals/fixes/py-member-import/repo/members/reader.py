from .person import Person


def read(text):
    """Members from lines of "name;born;town"."""
    people = []
    for line in text.split("\n"):
        name, born, town = line.split(";")
        people.append(Person(name.strip(), int(born), town.strip()))
    return people


def towns(people):
    counts = {}
    for person in people:
        counts[person.town] = counts.get(person.town, 0) + 1
    return counts
