import { Cron } from "croner";
import { parseDuration } from "./durations.ts";

/**
 * A parsed schedule: five fields, a name such as "@daily", or "@every 1h", optionally preceded by
 * "TZ=Area/City ". Without TZ it is UTC. An hour that daylight saving skips fires right after the gap, one that
 * it repeats fires once.
 */
export interface CronSchedule {
  /** The first moment (epoch ms) after `after`, `undefined` when there is none. */
  next(after: number): number | undefined;
}

const shortestInterval = 1000;
/** Largest value of each field, for "5/15", which means "5-59/15". */
const largest = [59, 23, 31, 12, 6];

/** Parses a cron trigger; throws an Error that says what is wrong with it. */
export function parseCron(text: string): CronSchedule {
  const match = /^\s*(?:(?:CRON_)?TZ=(\S+)\s+)?(.+?)\s*$/.exec(text);
  const pattern = match?.[2] ?? "";
  const timezone = match?.[1] ?? "UTC";
  try {
    const every = /^@every\s+(\S+)$/.exec(pattern)?.[1];
    return every === undefined ? fieldSchedule(pattern, timezone) : intervalSchedule(every);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the cron schedule "${text}" is not valid: ${reason}`, { cause });
  }
}

function fieldSchedule(pattern: string, timezone: string): CronSchedule {
  const fields = pattern.split(/\s+/).map((field, at) => {
    if (/[LW#+]/.test(field.replace(/[A-Za-z]{3}/g, ""))) throw new Error(`"${field}" is not understood`);
    return field.replace(/(^|,)(\d+)\//g, `$1$2-${largest[at]}/`);
  });
  const mode = pattern.startsWith("@") ? "auto" : "5-part";
  const cron = new Cron(fields.join(" "), { timezone, mode, paused: true });
  cron.nextRun(new Date(0));
  return { next: (after) => cron.nextRun(new Date(after))?.getTime() };
}

function intervalSchedule(text: string): CronSchedule {
  const interval = parseDuration(text) ?? 0;
  if (interval < shortestInterval) throw new Error(`"${text}" is no duration of a second or more`);
  return { next: (after) => after + interval };
}
