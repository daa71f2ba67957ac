import { dueAt } from "./durations.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Delay before the n-th retry as the Inngest server has it; a jitter of up to 30 s is added. */
const table = [
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  20 * minute,
  40 * minute,
].concat([hour, 2 * hour]);
const jitter = 30 * second;
const shortest = second;
const longest = 24 * hour;

/**
 * Milliseconds to wait before trying a job again.
 * @param attempt zero-based number of the attempt that failed
 * @param firstDelay replaces the table for tests: every retry waits this long, without jitter
 */
export function retryDelay(attempt: number, firstDelay?: number, random: () => number = Math.random): number {
  if (firstDelay !== undefined) return firstDelay;
  const base = table[Math.min(attempt, table.length - 1)] ?? longest;
  return base + Math.floor(random() * jitter);
}

/** Milliseconds asked for by a Retry-After header (seconds or a date), kept within 1 s and 24 h. */
export function retryAfter(header: string, now: number): number | undefined {
  const seconds = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * second : undefined;
  const due = seconds === undefined ? dueAt(header, now) : now + seconds;
  if (due === undefined) return undefined;
  return Math.min(longest, Math.max(shortest, due - now));
}
