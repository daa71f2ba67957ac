import { ExpiringCache } from "./cache.ts";
import { keyOf, prefixOf } from "./cache-key.ts";
import type { Price, PriceQuery } from "./price.ts";

const FIVE_MINUTES = 5 * 60_000;

export class Catalogue {
  private readonly cache: ExpiringCache<Price>;
  private readonly load: (query: PriceQuery) => Promise<Price>;

  constructor(load: (query: PriceQuery) => Promise<Price>, now: () => number = Date.now) {
    this.load = load;
    this.cache = new ExpiringCache(FIVE_MINUTES, now);
  }

  /** The price of one piece, at most five minutes old. */
  async priceOf(query: PriceQuery): Promise<Price> {
    const key = keyOf(query);
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const price = await this.load(query);
    this.cache.set(key, price);
    return price;
  }

  /** To be called when a product was edited: all of its prices are loaded anew. */
  changed(sku: string): void {
    this.cache.forget(prefixOf(sku));
  }
}
