/**
 * A template: the first line is the subject, the text follows after an empty line. Places for data look like
 * {{name}}.
 */
export function parseTemplate(text) {
  const [subject, empty, ...lines] = text.split("\n");
  if (!subject.trim() || empty !== "") throw new Error("A template begins with a subject and an empty line.");
  return { subject: subject.trim(), body: lines.join("\n").trimEnd() };
}

/** Names of the data that a text needs, each once. */
export function fieldsOf(text) {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))];
}
