const LIMIT = 75;

/** Folds a long line: each part has 75 characters at most, those after the first begin with a space. */
export function foldLine(line: string): string {
  const parts = [line.slice(0, LIMIT)];
  for (let at = LIMIT; at < line.length; at += LIMIT - 1) parts.push(` ${line.slice(at, at + LIMIT - 1)}`);
  return parts.join("\r\n");
}
