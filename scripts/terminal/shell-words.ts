/** One word as a POSIX shell reads it back. */
const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command given as a list of words, as one line for the shell. A list of one is a line already. */
export function joinShellWords(words: string[]): string {
  return words.length === 1 ? (words[0] ?? "") : words.map(quote).join(" ");
}

/**
 * The words of a command line as a POSIX shell splits it, as far as they are plain: quotes and backslashes
 * are read, operators (`&&`, `|`, `;`) end up as words of their own, nothing is expanded.
 */
export function splitShellWords(line: string): string[] {
  const words: string[] = [];
  for (const [text] of line.matchAll(/(?:[^\s"'\\;&|]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+|&&|\|\||[;&|]/g)) {
    words.push(
      text.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) =>
        double === undefined ? (single ?? escaped) : double.replace(/\\(["\\$`])/g, "$1"),
      ),
    );
  }
  return words;
}
