import type { PGlite } from "@electric-sql/pglite";

/** Statements that a database keeps; beyond it they are forgotten all at once, so that odd ones don't add up. */
const kept = 200;

/**
 * Statements that are parsed and planned once per open database. PGlite's own `query` takes five messages for
 * each call and plans anew; for the small batches of the journal that was more than half of the time.
 */
export class PreparedStatements {
  readonly #names = new WeakMap<PGlite, Map<string, string>>();
  #count = 0;

  /** Runs a statement whose parameters are all texts, and returns its rows. */
  async run(database: PGlite, text: string, texts: string[]): Promise<Record<string, unknown>[]> {
    const name = await this.#prepare(database, text);
    const values = texts.length === 0 ? "" : `(${texts.map(literal).join(", ")})`;
    const results = await database.exec(`execute ${name}${values}`);
    return results[0]?.rows ?? [];
  }

  async #prepare(database: PGlite, text: string): Promise<string> {
    const names = this.#names.get(database) ?? new Map<string, string>();
    this.#names.set(database, names);
    const known = names.get(text);
    if (known) return known;
    if (names.size >= kept) {
      await database.exec("deallocate all");
      names.clear();
    }
    const name = `batch_${++this.#count}`;
    await database.exec(`prepare ${name} as ${text}`);
    names.set(text, name);
    return name;
  }
}

/** A text as SQL writes it; with standard strings, the default, a quote is the only special character. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
