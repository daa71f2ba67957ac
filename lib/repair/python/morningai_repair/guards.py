"""What candidate code may not do: write into the repository, take more memory or disk than is sane."""

import os
import resource
import sys

MEMORY = 1 << 30
FILE_SIZE = 64 << 20

_WRITES = {"os.remove", "os.rmdir", "os.rename", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
_TREES = {"shutil.rmtree", "shutil.move", "shutil.copyfile"}
_NEVER = {"os.kill", "os.killpg", "os.exec", "signal.pthread_kill"}


class Guard:
    """Denies by audit events. While it records, it allows and remembers: what a test did before, it may do again."""

    def __init__(self, root):
        self.root = os.path.realpath(root) + os.sep
        self.mode = "off"
        self.allowed = set()
        sys.addaudithook(self._hook)

    def _inside(self, path):
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, (str, os.PathLike)):
            return None
        path = os.path.abspath(os.fspath(path))
        return path if (path + os.sep).startswith(self.root) else None

    def _judge(self, path):
        path = self._inside(path)
        if path is None:
            return
        if self.mode == "record":
            self.allowed.add(path)
        elif path not in self.allowed:
            raise PermissionError(f"candidate code may not write {path}")

    def _hook(self, event, args):
        if self.mode == "off":
            return
        if event == "open":
            path, mode, flags = args
            writes = isinstance(mode, str) and any(letter in mode for letter in "wax+")
            if writes or (mode is None and isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
                self._judge(path)
        elif event in _WRITES or event in _TREES:
            for one in args[:2]:
                self._judge(one)
        elif event in ("subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "socket.connect"):
            if self.mode == "record":
                self.allowed.add(event)
            elif event not in self.allowed:
                raise PermissionError(f"candidate code may not use {event}")
        elif event in _NEVER and self.mode == "deny":
            raise PermissionError(f"candidate code may not use {event}")


def limit():
    """Bounds of one candidate process: memory, file size, no core file."""
    used = 0
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        used = MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
