from collections import deque


class Window:
    """Moments of the last `seconds` seconds."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.moments = deque()

    def forget(self, now):
        while self.moments and now - self.moments[0] > self.seconds:
            self.moments.popleft()

    def add(self, now):
        self.moments.append(now)

    def __len__(self):
        return len(self.moments)
