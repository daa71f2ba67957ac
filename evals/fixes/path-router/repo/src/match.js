/** Parameters of a path that fits a pattern; null when it does not. */
export function match(pattern, parts) {
  if (pattern.length !== parts.length) return null;
  const params = {};
  for (const [index, part] of pattern.entries()) {
    if (part.kind === "param") params[part.name] = decodeURIComponent(parts[index]);
    else if (part.text !== parts[index]) return null;
  }
  return params;
}
