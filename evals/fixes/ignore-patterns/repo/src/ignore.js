/**
 * A regular expression for a pattern of an ignore file. `*` stands for any characters within one folder, `**` for
 * any characters at all, `?` for one character of a name; everything else for itself.
 */
export function toRegExp(pattern) {
  const source = pattern.replace(/\*\*|\*|\?|[+^$(){}|[\]\\]/g, (sign) => {
    if (sign === "**") return ".*";
    if (sign === "*") return ".*";
    if (sign === "?") return "[^/]";
    return `\\${sign}`;
  });
  return new RegExp(`^${source}$`);
}

/** Whether a path is ignored: the last pattern that fits decides, and one that begins with `!` brings it back. */
export function isIgnored(path, patterns) {
  let ignored = false;
  for (const pattern of patterns) {
    const back = pattern.startsWith("!");
    if (toRegExp(back ? pattern.slice(1) : pattern).test(path)) ignored = !back;
  }
  return ignored;
}
