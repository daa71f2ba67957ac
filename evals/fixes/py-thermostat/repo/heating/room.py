class Room:
    def __init__(self, name, temperature, window_open=False):
        self.name = name
        self.temperature = temperature
        self.window_open = window_open
