import { setTimeout as pause } from "node:timers/promises";
import { postJson } from "#inngest/local/testing/engine-fixture.ts";
import { freePort } from "#inngest/local/testing/engine-process.ts";
import { type Bodies, CrashApp, expectedResult, type Moment } from "./crash-app.ts";
import { type EngineProcess, launchEngine, startEngineProcess } from "./engine-process.ts";

export interface CrashResult extends Bodies {
  runs: number;
  kills: number;
  /** Kills of an engine that was still starting, besides. */
  killsDuringStart: number;
  finished: number;
  /** Finished with another result than it should have. */
  wrong: number;
  /** Events that started no run or more than one. */
  miscounted: number;
  startMs: number[];
}

/** When the engine is killed, in turn: at some time, or within a millisecond or two of a moment of the protocol. */
const strategies: (Moment | "any")[] = [
  "any",
  "checkpoint sent",
  "checkpoint stored",
  "any",
  "call answered",
];
/** Every so many kills the next engine is killed while it starts. */
const startKillEvery = 3;
const longestEnd = 1_800_000;

interface Course {
  app: CrashApp;
  engine: EngineProcess;
  boot(): Promise<EngineProcess>;
  result: CrashResult;
}

/**
 * Kills the engine with SIGKILL again and again while runs are in flight that use every kind of step, then
 * lets them end and counts what is wrong. Events are sent between the kills too, again until acknowledged.
 */
export async function measureCrashes(
  dataDir: string,
  { kills, runs, log }: { kills: number; runs: number; log: (line: string) => void },
): Promise<CrashResult> {
  const options = { dataDir, port: await freePort(), retryMs: 500 };
  const boot = () => startEngineProcess(options);
  const engine = await boot();
  const app = new CrashApp(engine.url);
  const counts = { runs, kills, killsDuringStart: 0, finished: 0, wrong: 0, miscounted: 0, startMs: [] };
  const course: Course = { app, engine, boot, result: { ...counts, ...app.account() } };
  try {
    await app.start();
    const keys = Array.from({ length: runs }, (_, n) => `r${n}`);
    const ending = letEnd(course, keys);
    for (let at = 0; at < kills; at++) {
      void sendEvents(app, keys, portion(runs, kills, at));
      await killAt(course, strategies[at % strategies.length] ?? "any");
      if (at % startKillEvery === startKillEvery - 1) await killWhileStarting(course, options);
      course.engine = await boot();
      course.result.startMs.push(Math.round(course.engine.startMs));
      log(`crash, ${at + 1} of ${kills} kills, ${app.results.size} of ${runs} runs have ended …`);
    }
    await ending;
    return { ...course.result, ...judge(app, keys), ...app.account() };
  } finally {
    await course.engine.kill();
    await app.close();
  }
}

/** Which events are sent before the n-th kill: half of all before the first, the others in equal parts. */
function portion(runs: number, kills: number, at: number): [number, number] {
  const upTo = (kill: number) =>
    kill === 0 ? 0 : Math.round((runs * (kills - 1 + kill - 1)) / (2 * (kills - 1)));
  return kills < 2 ? [0, runs] : [upTo(at), upTo(at + 1)];
}

/** Sends events again until they are acknowledged. With an id of its own each counts once. */
async function sendEvents(app: CrashApp, keys: string[], [from, to]: [number, number]): Promise<void> {
  const events = keys
    .slice(from, to)
    .map((k, at) => ({ name: "crash/long", id: k, data: { k, n: from + at } }));
  while (
    events.length > 0 &&
    !(await app.client.send(events).then(
      () => true,
      () => false,
    ))
  )
    await pause(100);
}

async function killAt({ app, engine }: Course, strategy: Moment | "any"): Promise<void> {
  const atSomeTime = pause(300 + Math.random() * 900);
  if (strategy === "any") await atSomeTime;
  else {
    await pause(100);
    // When the moment doesn't come, because no step runs now, any time will do.
    await Promise.race([app.next(strategy), atSomeTime]);
    if (Math.random() < 0.5) await pause(Math.random() * 2);
  }
  await engine.kill();
}

async function killWhileStarting(
  { result }: Course,
  options: Parameters<typeof launchEngine>[0],
): Promise<void> {
  const usual = result.startMs.at(-1) ?? 2000;
  const child = launchEngine(options);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  await pause(Math.random() * usual);
  child.kill("SIGKILL");
  await gone;
  result.killsDuringStart++;
}

/** Sends what the runs wait for until all have ended, again and again: an event may come before the wait exists. */
async function letEnd({ app, engine }: Course, keys: string[]): Promise<void> {
  const end = performance.now() + longestEnd;
  while (app.results.size < keys.length && performance.now() < end) {
    const open = keys.filter((k) => app.runsByKey.has(k) && !app.results.has(k));
    const events = open.map((k) => ({ name: "crash/go", data: { k, v: 100 } }));
    await postJson(`${engine.url}/e/crash`, events).catch(() => undefined);
    await pause(500);
  }
}

function judge(app: CrashApp, keys: string[]): Pick<CrashResult, "finished" | "wrong" | "miscounted"> {
  const ended = keys.filter((k) => app.results.has(k));
  return {
    finished: ended.length,
    wrong: ended.filter((k) => app.results.get(k) !== expectedResult(keys.indexOf(k))).length,
    miscounted: keys.filter((k) => app.runsByKey.get(k)?.size !== 1).length,
  };
}
