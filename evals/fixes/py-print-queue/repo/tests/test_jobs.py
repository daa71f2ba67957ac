import uuid

import pytest

from printqueue.broker import Broker
from printqueue.job import Job
from printqueue.wire import BadMessage, decode, encode


def test_sheets():
    assert Job("a", 5).sheets == 3
    assert Job("a", 5, copies=2, duplex=False).sheets == 10


def test_encode():
    assert encode(Job("a", 1)) == b'{"copies": 1, "document": "a", "duplex": true, "pages": 1}\n'


def test_there_and_back():
    job = Job("Plan B", 12, copies=3, duplex=False)
    assert decode(encode(job)) == job


def test_no_json():
    with pytest.raises(BadMessage):
        decode(b"hello\n")


def test_unknown_field():
    with pytest.raises(BadMessage):
        decode(b'{"document": "a", "pages": 1, "colour": true}')


def test_a_job_comes_back_from_the_broker():
    broker = Broker(f"test-{uuid.uuid4()}")
    try:
        assert broker.put(Job("a", 3))
        assert broker.get() == Job("a", 3)
        assert broker.get() is None
    finally:
        broker.close()
