NIGHT = (22, 6)
DAY_TARGET = 21
NIGHT_TARGET = 17


def is_night(hour):
    return hour >= NIGHT[0] or hour < NIGHT[1]


def should_heat(room, hour):
    cold_by_night = is_night(hour) and room.temperature < NIGHT_TARGET
    cold_by_day = not is_night(hour) and room.temperature < DAY_TARGET
    return cold_by_night or cold_by_day and not room.window_open


def plan(rooms, hour):
    return [room.name for room in rooms if should_heat(room, hour)]
