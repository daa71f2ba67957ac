import type { Position } from "./position.ts";

/** What a customer has to pay. */
export class Invoice {
  readonly positions: Position[] = [];

  add(position: Position): this {
    this.positions.push(position);
    return this;
  }

  /** Sum of all positions in cents, with tax. */
  total(taxPercent: number): number {
    const net = this.positions.reduce((sum, one) => sum + one.cents * one.count, 0);
    return Math.round(net * (1 + taxPercent / 100));
  }
}
