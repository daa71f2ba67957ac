"""A hive and its history."""


class Hive:
    boxes = 1
    inspections = []

    def __init__(self, name, boxes=None):
        self.name = name
        if boxes is not None:
            self.boxes = boxes

    def record(self, inspection):
        self.inspections.append(inspection)
        self.inspections.sort(key=lambda each: each.day)

    @property
    def latest(self):
        """The last inspection; None when there is none."""
        return self.inspections[-1] if self.inspections else None

    def add_box(self):
        self.boxes += 1

    def queenless(self):
        """Whether the queen was missed twice in a row."""
        recent = self.inspections[-2:]
        return len(recent) == 2 and not any(each.queen_seen for each in recent)
