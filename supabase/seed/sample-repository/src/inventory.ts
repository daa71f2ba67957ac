export class OutOfStockError extends Error {
  readonly sku: string;

  constructor(sku: string, wanted: number, available: number) {
    super(`${sku}: ${wanted} wanted, ${available} in stock`);
    this.name = "OutOfStockError";
    this.sku = sku;
  }
}

/** Stock by article, with reservations of orders that are not shipped yet. */
export class Inventory {
  #stock = new Map<string, number>();
  #reserved = new Map<string, number>();

  receive(sku: string, quantity: number): void {
    this.#stock.set(sku, (this.#stock.get(sku) ?? 0) + quantity);
  }

  available(sku: string): number {
    return (this.#stock.get(sku) ?? 0) - (this.#reserved.get(sku) ?? 0);
  }

  reserve(sku: string, quantity: number): void {
    const available = this.available(sku);
    if (quantity > available) throw new OutOfStockError(sku, quantity, available);
    this.#reserved.set(sku, (this.#reserved.get(sku) ?? 0) + quantity);
  }

  /** Gives a reservation back, for example when an order is cancelled. */
  release(sku: string, quantity: number): void {
    const reserved = this.#reserved.get(sku) ?? 0;
    this.#reserved.set(sku, Math.max(0, reserved + quantity));
  }

  ship(sku: string, quantity: number): void {
    this.release(sku, quantity);
    this.#stock.set(sku, (this.#stock.get(sku) ?? 0) - quantity);
  }
}
