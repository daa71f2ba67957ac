"""Forked processes that each do one task and report by lines of JSON; a hung or dead one costs nobody else."""

import json
import os
import select
import signal
import time

LARGEST_READ = 1 << 20


class Child:
    """One forked process and what it has reported so far."""

    def __init__(self, work, stall):
        self.lines = []
        self.stall = stall
        self.seen = time.monotonic()
        self.rest = b""
        reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _work_and_exit(work, reader, writer)
        os.close(writer)
        self.reader = reader

    def read(self):
        """Take in what was written; False at the end."""
        data = os.read(self.reader, LARGEST_READ)
        self.seen = time.monotonic()
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            try:
                self.lines.append(json.loads(line))
            except ValueError:
                continue
        return data != b""

    def stalled(self):
        return time.monotonic() - self.seen > self.stall

    def end(self):
        """Kill it with everything it started, and forget it."""
        for kill in (os.killpg, os.kill):
            try:
                kill(self.pid, signal.SIGKILL)
            except OSError:
                continue
        os.close(self.reader)
        try:
            os.waitpid(self.pid, 0)
        except ChildProcessError:
            pass


def _work_and_exit(work, reader, writer):
    try:
        os.close(reader)
        os.setpgid(0, 0)

        def emit(line):
            data = json.dumps(line).encode() + b"\n"
            while data:
                data = data[os.write(writer, data) :]

        work(emit)
    except BaseException:
        os._exit(1)
    os._exit(0)


def run_children(queue, width, deadline, on_end, on_late=None):
    """Run tasks `(work, stall)` of the list `queue`, `width` at a time, until it is empty or `deadline` has passed.

    `on_end(child, task, complete)` is called for each that ended; it may append to the queue. `on_late(lines)` gets
    what those had reported that the deadline ends.
    """
    running = {}
    try:
        while (queue or running) and time.monotonic() < deadline:
            while queue and len(running) < width:
                task = queue.pop(0)
                child = Child(*task[:2])
                running[child.reader] = (child, task)
            ready, _, _ = select.select(list(running), [], [], 0.05)
            for reader in list(running):
                child, task = running[reader]
                open_still = child.read() if reader in ready else True
                if open_still and not child.stalled():
                    continue
                del running[reader]
                child.end()
                on_end(child, task, not open_still)
    finally:
        for child, _ in running.values():
            if on_late:
                on_late(child.lines)
            child.end()
