import { mock } from "node:test";

type Api = "setTimeout" | "setInterval" | "setImmediate" | "Date";
const APIS: Api[] = ["setTimeout", "setInterval", "setImmediate", "Date"];

interface FakeTimerOptions {
  now?: number | Date;
  toFake?: readonly string[];
  doNotFake?: readonly string[];
}

let enabled = false;

function enable(options: FakeTimerOptions | string | undefined): void {
  if (enabled) mock.timers.reset();
  const given = typeof options === "object" ? options : {};
  const wanted = APIS.filter(
    (api) => !given.doNotFake?.includes(api) && (!given.toFake || given.toFake.includes(api)),
  );
  mock.timers.enable({ apis: wanted, now: given.now === undefined ? Date.now() : Number(given.now) });
  enabled = true;
}

/** Put the real timers back; also called after every candidate. */
export function resetFakeTimers(): void {
  if (enabled) mock.timers.reset();
  enabled = false;
}

const turn = (): Promise<void> => Promise.resolve();

async function tickAsync(milliseconds: number): Promise<void> {
  // Promise callbacks between two timers may start new timers, so time moves in small steps.
  const step = Math.max(1, Math.ceil(milliseconds / 200));
  for (let done = 0; done < milliseconds; done += step) {
    for (let i = 0; i < 5; i++) await turn();
    mock.timers.tick(Math.min(step, milliseconds - done));
  }
  for (let i = 0; i < 5; i++) await turn();
}

/** Fake timers in the words of vitest and jest, on top of node:test's. */
export const fakeTimers = {
  useFakeTimers: (options?: FakeTimerOptions | string) => enable(options),
  useRealTimers: () => resetFakeTimers(),
  advanceTimersByTime: (milliseconds: number) => mock.timers.tick(milliseconds),
  advanceTimersByTimeAsync: tickAsync,
  runAllTimers: () => mock.timers.runAll(),
  runOnlyPendingTimers: () => mock.timers.runAll(),
  runAllTimersAsync: async () => {
    await turn();
    mock.timers.runAll();
    await turn();
  },
  setSystemTime: (now?: number | Date) => {
    if (!enabled) enable({ toFake: ["Date"] });
    mock.timers.setTime(Number(now ?? 0));
  },
  isFakeTimers: () => enabled,
};
