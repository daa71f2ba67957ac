const units: Record<string, number> = {
  ms: 1,
  s: 1e3,
  m: 60e3,
  h: 3600e3,
  d: 86400e3,
  w: 604800e3,
  y: 31536000e3,
};
const wholeDuration = /^(\d+(\.\d+)?(ms|[smhdwy]))+$/;
const part = /(\d+(?:\.\d+)?)(ms|[smhdwy])/g;

/**
 * Milliseconds of a duration text as the SDK writes it: "1h30m", "7d", "500ms".
 * A plain number counts as milliseconds. `undefined` when the text is no duration.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (!wholeDuration.test(trimmed)) return undefined;
  let total = 0;
  for (const [, amount, unit] of trimmed.matchAll(part)) total += Number(amount) * (units[unit ?? ""] ?? 0);
  return total;
}

/** The moment (epoch ms) a duration text or an ISO date names; `undefined` when it is neither. */
export function dueAt(text: string, now: number): number | undefined {
  const duration = parseDuration(text);
  if (duration !== undefined) return now + duration;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date;
}
