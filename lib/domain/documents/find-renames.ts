const WORD = /[A-Za-z_$][\w$]*/g;

/** The one name that differs between two lines, and by what; null when more does. */
function renamedIn(before: string, after: string): [string, string] | null {
  const [old, now] = [before.match(WORD) ?? [], after.match(WORD) ?? []];
  if (old.length !== now.length || before.replace(WORD, "") !== after.replace(WORD, "")) return null;
  const pairs = old.flatMap((name, at): [string, string][] =>
    now[at] && now[at] !== name ? [[name, now[at]]] : [],
  );
  const [first] = pairs;
  return first && pairs.every(([a, b]) => a === first[0] && b === first[1]) ? first : null;
}

/** Names that a unified patch replaces by another everywhere it touches them: `{old: new}`. */
export function findRenames(patch: string): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const hunk of patch.split(/^@@ .*$/m).slice(1)) {
    const lines = hunk.split(/^diff --git /m)[0]?.split("\n") ?? [];
    for (let at = 0; at < lines.length; ) {
      const removed: string[] = [];
      const added: string[] = [];
      while (lines[at]?.startsWith("-")) removed.push((lines[at++] ?? "").slice(1));
      while (lines[at]?.startsWith("+")) added.push((lines[at++] ?? "").slice(1));
      if (removed.length === 0 && added.length === 0) at += 1;
      for (const [index, before] of removed.entries()) {
        const pair = removed.length === added.length ? renamedIn(before, added[index] ?? "") : null;
        if (!pair) continue;
        const known = votes.get(pair[0]) ?? new Map<string, number>();
        votes.set(pair[0], known.set(pair[1], (known.get(pair[1]) ?? 0) + 1));
      }
    }
  }
  const found = new Map<string, string>();
  for (const [old, names] of votes) {
    const [only, second] = [...names.keys()];
    if (only && !second) found.set(old, only);
  }
  return found;
}
