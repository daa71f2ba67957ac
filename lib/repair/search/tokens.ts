/** A word, number, text, template or sign of JavaScript; comments and spaces are left out. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_$][\w$]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\.\.\.|=>|[=!]==?|[<>]=?|&&=?|\|\|=?|\?\?=?|\?\.|\*\*|\+\+|--|[-+*/%]=|\S/g;

/** The tokens of a text, without comments. Approximate: regular expressions fall apart. */
export function tokensOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).filter((token) => !/^\/[/*]/.test(token));
}

/** What differs between two lists of tokens: the middle after the equal head and tail. */
export function changedTokens(
  before: readonly string[],
  after: readonly string[],
): { removed: string[]; added: string[]; at: number } {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before.at(-1 - tail) === after.at(-1 - tail)
  )
    tail++;
  return {
    removed: before.slice(head, before.length - tail),
    added: after.slice(head, after.length - tail),
    at: head,
  };
}

const TRIGRAM = 3;

/** How often each run of three tokens occurs. */
export function trigramsOf(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + TRIGRAM <= tokens.length; i++) {
    const key = tokens.slice(i, i + TRIGRAM).join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
