const textOf = (value) => String(value ?? "").toLowerCase();

/** True when an entry holds all words in its message and all fields have their values. */
export function matches(entry, query) {
  const message = textOf(entry.message);
  return (
    query.words.every((word) => message.includes(word)) &&
    query.fields.every(({ name, value }) => textOf(entry[name]) === value)
  );
}
