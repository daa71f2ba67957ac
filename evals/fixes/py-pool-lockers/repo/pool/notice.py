"""The text for the loudspeakers."""


def notice(released):
    if not released:
        return "All lockers are in order."
    names = ", ".join(f"{guest} ({number})" for number, guest in released)
    return f"Please collect your things at the desk: {names}."
