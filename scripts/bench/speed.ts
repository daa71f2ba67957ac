import { setTimeout as pause } from "node:timers/promises";
import { type Course, type LoadApp, startLoadApp } from "./load-app.ts";
import { median } from "./statistics.ts";

/** What is measured, with the share of the reference's time that the engine may take. */
export const speedTargets = {
  "first step": 0.2,
  "sequential step, checkpointing": 1.5,
  "sequential step, one call each": 0.3,
  "20 parallel steps": 0.6,
  "200 runs of 3 steps": 0.8,
} as const;

export type SpeedTarget = keyof typeof speedTargets;

/** One figure: milliseconds, one value per round. */
export interface SpeedFigure {
  target: SpeedTarget;
  checkpointing: boolean;
  rounds: number[];
}

interface Measurement {
  target: SpeedTarget;
  checkpointing: boolean;
  measure(app: LoadApp): Promise<number>;
}

const between = (course: Course): number =>
  ((course.steps.at(-1) ?? Number.NaN) - (course.steps[0] ?? Number.NaN)) / (course.steps.length - 1);

/** The median of several runs one after the other, with a little rest in between. */
function medianOf(count: number, kind: Parameters<LoadApp["run"]>[0], value: (course: Course) => number) {
  return async (app: LoadApp): Promise<number> => {
    const values: number[] = [];
    for (let at = 0; at < count; at++) {
      values.push(value(await app.run(kind)));
      await pause(25 + Math.random() * 25);
    }
    return median(values);
  };
}

const firstStep = medianOf(20, "one", ({ sentAt, steps }) => (steps[0] ?? Number.NaN) - sentAt);
const sequence = medianOf(5, "sequence", between);
const parallel = medianOf(5, "parallel", ({ sentAt, endedAt }) => endedAt - sentAt);

/** From the sending of all events until the last function has ended. */
async function crowd(app: LoadApp): Promise<number> {
  const courses = await app.runMany("three", 200);
  return Math.max(...courses.map(({ endedAt }) => endedAt)) - (courses[0]?.sentAt ?? Number.NaN);
}

const both = [true, false];
const measurements: Measurement[] = [
  ...both.map((checkpointing) => ({ target: "first step" as const, checkpointing, measure: firstStep })),
  { target: "sequential step, checkpointing", checkpointing: true, measure: sequence },
  { target: "sequential step, one call each", checkpointing: false, measure: sequence },
  ...both.map((checkpointing) => ({
    target: "20 parallel steps" as const,
    checkpointing,
    measure: parallel,
  })),
  ...both.map((checkpointing) => ({ target: "200 runs of 3 steps" as const, checkpointing, measure: crowd })),
];

/**
 * Measures servers that speak the Inngest protocol, in turns within each round, so that a change of the
 * machine's load meets all. A first round warms up and is not counted. One list of figures per server.
 */
export async function measureSpeed(
  serverUrls: string[],
  rounds: number,
  log: (line: string) => void,
): Promise<SpeedFigure[][]> {
  const servers: Server[] = [];
  try {
    for (const url of serverUrls) servers.push(await prepare(url));
    for (let round = 0; round <= rounds; round++) {
      log(round === 0 ? "warming up …" : `round ${round} of ${rounds} …`);
      for (const server of servers) await measureRound(server, round > 0);
    }
    return servers.map(({ figures }) => figures);
  } finally {
    await Promise.all(servers.flatMap(({ apps }) => apps.map((app) => app.close())));
  }
}

interface Server {
  apps: LoadApp[];
  figures: SpeedFigure[];
}

async function prepare(url: string): Promise<Server> {
  const apps = [await startLoadApp(url, true), await startLoadApp(url, false)];
  const figures = measurements.map(({ target, checkpointing }) => ({ target, checkpointing, rounds: [] }));
  return { apps, figures };
}

async function measureRound({ apps, figures }: Server, counted: boolean): Promise<void> {
  for (const [at, { checkpointing, measure }] of measurements.entries()) {
    const app = apps.find((one) => one.checkpointing === checkpointing);
    const value = app && (await measure(app));
    if (counted && value !== undefined) figures[at]?.rounds.push(value);
  }
}
