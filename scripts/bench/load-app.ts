import type { Inngest } from "inngest";
import { newKey, serveApp, testClient } from "#inngest/local/testing/engine-fixture.ts";

/** When what happened in one run (performance.now). */
export interface Course {
  sentAt: number;
  /** Starts of the bodies of its steps, in the order they ran. */
  steps: number[];
  endedAt: number;
}

interface OpenCourse extends Course {
  done: PromiseWithResolvers<Course>;
}

/** Which functions there are: one step, twenty in sequence, twenty at once, three in sequence. */
export type LoadKind = "one" | "sequence" | "parallel" | "three";

/** An Inngest app on the real SDK that notes when its steps run. */
export interface LoadApp {
  checkpointing: boolean;
  /** Starts one run and resolves when its function has ended. */
  run(kind: LoadKind): Promise<Course>;
  /** Starts many with one request and resolves when all have ended. */
  runMany(kind: LoadKind, count: number): Promise<Course[]>;
  close(): Promise<void>;
}

const longestRun = 300_000;

export async function startLoadApp(serverUrl: string, checkpointing: boolean): Promise<LoadApp> {
  // A server that is not ours may remember apps of earlier measurements.
  const id = `load-${checkpointing ? "checkpointing" : "classic"}-${newKey()}`;
  const client = testClient(id, serverUrl, checkpointing);
  const courses = new Map<string, OpenCourse>();
  const app = await serveApp(client, loadFunctions(client, courses));
  const open = (): string => {
    const key = newKey();
    const done = Promise.withResolvers<Course>();
    courses.set(key, { sentAt: performance.now(), steps: [], endedAt: Number.NaN, done });
    return key;
  };
  const runMany = async (kind: LoadKind, count: number): Promise<Course[]> => {
    const opened = Array.from({ length: count }, open);
    await client.send(opened.map((k) => ({ name: `${id}/${kind}`, data: { k } })));
    const ended = Promise.all(opened.flatMap((key) => courses.get(key)?.done.promise ?? []));
    const result = await within(ended, longestRun, `${count} runs of "${kind}"`);
    for (const key of opened) courses.delete(key);
    return result;
  };
  return {
    checkpointing,
    runMany,
    run: async (kind) => (await runMany(kind, 1))[0] as Course,
    close: () => app.close(),
  };
}

function loadFunctions(client: Inngest, courses: Map<string, OpenCourse>) {
  const define = (kind: LoadKind, work: (step: (name: string) => Promise<unknown>) => Promise<unknown>) =>
    client.createFunction(
      { id: kind, retries: 0, triggers: { event: `${client.id}/${kind}` } },
      async (call) => {
        const course = courses.get(call.event.data.k);
        await work((name) => call.step.run(name, () => course?.steps.push(performance.now())));
        if (course && Number.isNaN(course.endedAt)) course.endedAt = performance.now();
        course?.done.resolve(course);
      },
    );
  const names = (count: number) => Array.from({ length: count }, (_, at) => `step ${at}`);
  const inSequence = (count: number) => async (step: (name: string) => Promise<unknown>) => {
    for (const name of names(count)) await step(name);
  };
  return [
    define("one", inSequence(1)),
    define("three", inSequence(3)),
    define("sequence", inSequence(20)),
    define("parallel", (step) => Promise.all(names(20).map(step))),
  ];
}

/** Rejects when something takes so long that it must have got stuck. */
export async function within<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  const stuck = Promise.withResolvers<never>();
  const timer = setTimeout(() => stuck.reject(new Error(`${what} did not end within ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([work, stuck.promise]);
  } finally {
    clearTimeout(timer);
  }
}
