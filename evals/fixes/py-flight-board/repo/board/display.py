"""Lines of the big board."""


def hours(delta):
    """A duration as "11 h 20"."""
    minutes = int(delta.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02d}"


def days_later(flight):
    """Days that the calendar at the target is ahead of the one at departure."""
    return (flight.arrival.date() - flight.departure.date()).days


def row(flight):
    later = days_later(flight)
    mark = f" {later:+d}" if later else ""
    return (
        f"{flight.number}  {flight.origin} {flight.departure:%H:%M}"
        f" - {flight.target} {flight.arrival:%H:%M}{mark}  {hours(flight.duration)}"
    )
