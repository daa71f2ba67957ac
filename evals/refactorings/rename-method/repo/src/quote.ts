import type { Position } from "./position.ts";

/** What an order would cost; never with tax. */
export class Quote {
  readonly positions: Position[];

  constructor(positions: Position[]) {
    this.positions = positions;
  }

  total(): number {
    return this.positions.reduce((sum, one) => sum + one.cents * one.count, 0);
  }
}
