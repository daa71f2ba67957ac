class Roles:
    def __init__(self):
        self.permissions = {}
        self.includes = {}

    def define(self, name, permissions=(), includes=()):
        self.permissions[name] = set(permissions)
        self.includes[name] = list(includes)
        return self

    def all_permissions(self, name):
        return self._collect(name, set())

    def _collect(self, name, seen):
        if name in seen:
            return set()
        found = set(self.permissions.get(name, ()))
        for included in self.includes.get(name, ()):
            found |= self._collect(included, seen)
        return found
