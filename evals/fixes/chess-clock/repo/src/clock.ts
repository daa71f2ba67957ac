import type { TimeControl } from "./control.ts";
import { opponentOf, type Side } from "./side.ts";

export class ChessClock {
  private readonly control: TimeControl;
  private readonly now: () => number;
  private readonly left: Record<Side, number>;
  private since: number | null = null;
  turn: Side = "white";
  /** Who has run out of time. */
  flagged: Side | null = null;

  constructor(control: TimeControl, now: () => number) {
    this.control = control;
    this.now = now;
    this.left = { white: control.base, black: control.base };
  }

  get running(): boolean {
    return this.since !== null;
  }

  start(): void {
    if (this.flagged === null) this.since = this.now();
  }

  /** Stops both clocks, as for a dispute. */
  pause(): void {
    this.charge();
    this.since = null;
  }

  /** The player to move has moved. The clock of a player without time is not switched any more. */
  press(): void {
    if (!this.running) return;
    this.left[this.turn] += this.control.increment;
    this.charge();
    if (this.flagged) return;
    this.turn = opponentOf(this.turn);
    this.since = this.now();
  }

  /** Milliseconds a player has now, 0 at least. */
  remaining(side: Side): number {
    const running = this.running && side === this.turn ? this.now() - (this.since ?? 0) : 0;
    return Math.max(0, this.left[side] - running);
  }

  /** Takes the time since the clock was started from the player to move, who loses with the last of it. */
  private charge(): void {
    if (this.since === null) return;
    const side = this.turn;
    this.left[side] = this.remaining(side);
    this.since = this.now();
    if (this.left[side] > 0) return;
    this.flagged = side;
    this.since = null;
  }
}
