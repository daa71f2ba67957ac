/** Headings of a Markdown text outside of code blocks, with their level. */
export function headingsOf(markdown) {
  const headings = [];
  let fence = false;
  for (const line of markdown.split("\n")) {
    if (/^```/.test(line)) fence = !fence;
    const match = fence ? null : /^(#{1,6})\s+(.+?)\s*#*$/.exec(line);
    if (match) headings.push({ level: match[1].length, text: match[2] });
  }
  return headings;
}
