import type { Journal } from "../store/journal.ts";
import type { Store } from "../store/port.ts";

const remembered = 20_000;

/**
 * Keys that count once within their period: event ids and idempotency keys. The newest are in memory, all are
 * in the store, so memory stays flat; {@link Claims.prepare} brings the ones that are about to be needed.
 */
export class Claims {
  readonly #store: Store;
  readonly #journal: Journal;
  /** Moment until which a claim holds, oldest entry first. */
  readonly #known = new Map<string, number>();

  constructor(store: Store, journal: Journal) {
    this.#store = store;
    this.#journal = journal;
  }

  /** Looks up claims in the store, so that {@link Claims.take} can decide without waiting. */
  async prepare(ids: string[], now: number): Promise<void> {
    const asked = ids.filter((id) => !this.#known.has(id));
    if (asked.length === 0) return;
    for (const row of await this.#store.takenClaims(asked, now)) {
      if (!this.#known.has(row.id)) this.#remember(row.id, Number(row.expires_at));
    }
  }

  /** Takes a claim until a moment; `false` when it is taken already. */
  take(id: string, now: number, expiresAt: number): boolean {
    const holds = this.#known.get(id);
    if (holds !== undefined && holds > now) return false;
    this.#remember(id, expiresAt);
    this.#journal.put("claims", id, () => ({ id, expires_at: expiresAt }));
    return true;
  }

  #remember(id: string, expiresAt: number): void {
    this.#known.delete(id);
    this.#known.set(id, expiresAt);
    if (this.#known.size <= remembered) return;
    const oldest = this.#known.keys().next().value;
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
