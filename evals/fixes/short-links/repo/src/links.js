import { checkAlias } from "./alias.js";
import { codeOf } from "./code.js";
import { checkTarget } from "./target.js";

export class Links {
  #links = new Map();
  #count = 0;

  /** Makes a link and gives its alias. Without an alias it gets a code. */
  create(target, alias = null) {
    const href = checkTarget(target);
    const key = alias === null ? this.#nextCode() : checkAlias(alias);
    if (this.#links.has(key)) throw new Error(`"${key}" is taken.`);
    this.#links.set(key, { href, visits: 0 });
    return key;
  }

  /** Where an alias leads to; null when there is no such link. */
  visit(alias) {
    const link = this.#links.get(alias);
    if (!link) return null;
    link.visits += 1;
    return link.href;
  }

  visitsOf(alias) {
    return this.#links.get(alias)?.visits ?? 0;
  }

  #nextCode() {
    do this.#count += 1;
    while (this.#links.has(codeOf(this.#count)));
    return codeOf(this.#count);
  }
}
