const remembered = 20_000;

/** The newest event keys, to tell a repeated request from a new one without asking the store. */
export class RecentKeys {
  readonly #keys = new Set<string>();

  /** Adds a key; `false` when it is there already. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > remembered) {
      const oldest = this.#keys.values().next().value;
      if (oldest !== undefined) this.#keys.delete(oldest);
    }
    return true;
  }
}
