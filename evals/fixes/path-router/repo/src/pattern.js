/** Splits a path into its parts, without empty ones: a slash at the end makes no difference. */
export const partsOf = (path) => path.split("/").filter(Boolean);

/** A pattern like /users/:id as a list of parts. */
export function parsePattern(pattern) {
  return partsOf(pattern).map((part) =>
    part.startsWith(":") ? { kind: "param", name: part.slice(1) } : { kind: "static", text: part },
  );
}
