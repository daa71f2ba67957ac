/** The part of an address that a heading gets: lower case, words joined by dashes. */
export function slugOf(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");
}

/** Gives each heading of a document an anchor of its own: the second `setup` is `setup-1`. */
export class Slugger {
  #seen = new Map();

  next(text) {
    const slug = slugOf(text);
    const count = this.#seen.get(slug) ?? 0;
    return count === 0 ? slug : `${slug}-${count}`;
  }
}
