from .window import Window


class Limiter:
    def __init__(self, requests, seconds=60):
        self.requests = requests
        self.seconds = seconds
        self.windows = {}

    def allow(self, client, now):
        window = self.windows.setdefault(client, Window(self.seconds))
        window.forget(now)
        if len(window) > self.requests:
            return False
        window.add(now)
        return True
