import { Cron } from "croner";

/** A parsed schedule: five fields, optionally preceded by "TZ=Area/City ". Without TZ it is UTC. */
export interface CronSchedule {
  /** The first moment (epoch ms) after `after`, `undefined` when there is none. */
  next(after: number): number | undefined;
}

/** Parses a cron trigger; throws an Error that says what is wrong with it. */
export function parseCron(text: string): CronSchedule {
  const match = /^\s*(?:(?:CRON_)?TZ=(\S+)\s+)?(.+?)\s*$/.exec(text);
  const pattern = match?.[2] ?? "";
  const timezone = match?.[1] ?? "UTC";
  try {
    const cron = new Cron(pattern, { timezone, paused: true });
    cron.nextRun(new Date(0));
    return { next: (after) => cron.nextRun(new Date(after))?.getTime() };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the cron schedule "${text}" is not valid: ${reason}`, { cause });
  }
}
