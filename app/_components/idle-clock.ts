/** When an idle session ends, as this tab knows it, and what it has to do next. Times in milliseconds. */
export interface IdleClock {
  /** When the session ends unless the person does something. */
  endsAt: number;
  /** When the server was last told of activity. */
  toldAt: number;
}

/** The dialog comes this long before the end. */
export const WARNING_MS = 120_000;
/** Activity is told at most this often: often enough that what was not told is far from the limit. */
const TELL_EVERY_MS = 60_000;

export const startOf = (idleSeconds: number, now: number): IdleClock => ({
  endsAt: now + idleSeconds * 1_000,
  toldAt: now,
});

export type IdlePhase = "quiet" | "warning" | "over";

export function phaseOf(clock: IdleClock, now: number): IdlePhase {
  if (now >= clock.endsAt) return "over";
  return now >= clock.endsAt - WARNING_MS ? "warning" : "quiet";
}

/** How long until the phase changes by itself. */
export function untilNextPhase(clock: IdleClock, now: number): number {
  const next = phaseOf(clock, now) === "quiet" ? clock.endsAt - WARNING_MS : clock.endsAt;
  return Math.max(0, next - now);
}

/** Whether activity now is to be told. Under the dialog only its button counts. */
export const isTold = (clock: IdleClock, now: number): boolean =>
  phaseOf(clock, now) === "quiet" && now - clock.toldAt >= TELL_EVERY_MS;

/** "1:05" */
export function countdownText(clock: IdleClock, now: number): string {
  const seconds = Math.max(0, Math.ceil((clock.endsAt - now) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
