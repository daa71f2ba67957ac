class Store:
    def __init__(self):
        self.entries = {}

    def write(self, key, text):
        self.entries[key] = text

    def read(self, key):
        return self.entries[key]
