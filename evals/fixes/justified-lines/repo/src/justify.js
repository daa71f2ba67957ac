/** Words of a text in lines of at most `width` characters. A longer word stands alone in its line. */
export function fill(text, width) {
  const lines = [];
  let line = [];
  let length = 0;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line.length > 0 && length + line.length + word.length > width) {
      lines.push(line);
      line = [];
      length = 0;
    }
    line.push(word);
    length += word.length;
  }
  return line.length > 0 ? [...lines, line] : lines;
}

/** One line of exactly `width` characters; blanks that are left over go to the gaps on the left. */
export function stretch(words, width) {
  if (words.length < 2) return words.join("");
  const gaps = words.length - 1;
  const blanks = width - words.join("").length;
  const each = Math.floor(blanks / gaps);
  const extra = blanks % words.length;
  return words
    .map((word, index) => {
      if (index === gaps) return word;
      return word + " ".repeat(each + (index < extra ? 1 : 0));
    })
    .join("");
}

/** A paragraph in block form; its last line is not stretched. */
export function justify(text, width) {
  const lines = fill(text, width);
  return lines.map((words, index) =>
    index === lines.length - 1 ? words.join(" ") : stretch(words, width),
  );
}
