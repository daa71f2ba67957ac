"""Plugins of pytest that the machine has and the repository does not use."""

import os

_SKIP = {"node_modules", "__pycache__", ".git", ".tox"}
_ENDINGS = (".py", ".toml", ".cfg", ".ini", ".txt")


def _names_hypothesis(root):
    for folder, folders, files in os.walk(root):
        folders[:] = [one for one in folders if one not in _SKIP]
        for name in files:
            if not name.endswith(_ENDINGS):
                continue
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    if b"hypothesis" in file.read().lower():
                        return True
            except OSError:
                continue
    return False


def unused_plugins(root):
    """Options that leave out the plugin of hypothesis, which takes longer to import than most tests take to run."""
    if os.path.isdir(os.path.join(root, ".venv")) or _names_hypothesis(root):
        return []
    return ["-p", "no:hypothesispytest"]
