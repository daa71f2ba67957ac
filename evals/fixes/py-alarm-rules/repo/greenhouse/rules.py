"""Rules are functions: a reading in, a message out, or None when all is well."""

import operator

SIGNS = {">": operator.gt, "<": operator.lt}


def rules_of(settings):
    """A rule for each setting. A quantity that a reading lacks breaks no rule."""
    rules = []
    for quantity, sign, limit in settings:
        broken = SIGNS[sign]

        def rule(reading):
            value = reading.get(quantity)
            if value is not None and broken(value, limit):
                return f"{quantity} is {value:g} ({sign} {limit:g})"
            return None

        rules.append(rule)
    return rules
