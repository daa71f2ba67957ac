export interface TimeControl {
  /** Milliseconds each player starts with. */
  base: number;
  /** Milliseconds that are added after each own move. */
  increment: number;
}

/** Reads "5+3" (five minutes, three seconds for each move) or "10". */
export function parseControl(text: string): TimeControl {
  const match = /^(\d+)(?:\+(\d+))?$/.exec(text.trim());
  if (!match) throw new Error(`Not a time control: ${text}`);
  return { base: Number(match[1]) * 60_000, increment: Number(match[2] ?? 0) * 1000 };
}
