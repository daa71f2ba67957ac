"""Messages between the search and the warm process: their length, then JSON."""

import json
import os
import struct


def send(descriptor, value):
    data = json.dumps(value).encode()
    data = struct.pack(">I", len(data)) + data
    while data:
        data = data[os.write(descriptor, data) :]


def receive(descriptor):
    """The next message; None when the other side is gone."""
    head = _exactly(descriptor, 4)
    return None if head is None else json.loads(_exactly(descriptor, struct.unpack(">I", head)[0]) or b"null")


def _exactly(descriptor, size):
    data = b""
    while len(data) < size:
        part = os.read(descriptor, size - len(data))
        if not part:
            return None
        data += part
    return data
