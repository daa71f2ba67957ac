"""Watches readings, which are dictionaries of quantities."""

from .rules import rules_of
from .settings import read_settings


class Monitor:
    def __init__(self, text, notify):
        self.rules = rules_of(read_settings(text))
        self.notify = notify
        self.ringing = set()

    def messages(self, reading):
        found = (rule(reading) for rule in self.rules)
        return [message for message in found if message is not None]

    def take(self, reading):
        """Notifies of a broken rule once, until all is well again."""
        broken = {index for index, rule in enumerate(self.rules) if rule(reading) is not None}
        for index in sorted(broken - self.ringing):
            self.notify(self.rules[index](reading))
        self.ringing = broken
