"""The company's message broker. Commands are lines: PUT and GET, then the name of the queue."""

import socket

from .wire import decode, encode

ADDRESS = ("broker.print.example", 6161)
TIMEOUT = 3


class Broker:
    def __init__(self, queue, address=ADDRESS):
        self.queue = queue
        self._connection = socket.create_connection(address, timeout=TIMEOUT)
        self._file = self._connection.makefile("rwb")

    def put(self, job):
        self._file.write(f"PUT {self.queue}\n".encode() + encode(job))
        self._file.flush()
        return self._file.readline().strip() == b"OK"

    def get(self):
        """The next job; None when the queue is empty."""
        self._file.write(f"GET {self.queue}\n".encode())
        self._file.flush()
        line = self._file.readline()
        return decode(line) if line.strip() else None

    def close(self):
        self._file.close()
        self._connection.close()
