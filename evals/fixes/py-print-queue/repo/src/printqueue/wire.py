"""Jobs as the broker transports them: a line of JSON each."""

import json

from .job import Job


class BadMessage(ValueError):
    pass


def encode(job):
    return json.dumps(job.fields(), sort_keys=True).encode() + b"\n"


def decode(line):
    try:
        return Job(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise BadMessage(line) from error
