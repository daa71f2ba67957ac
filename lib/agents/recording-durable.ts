import type { Durable } from "./durable.ts";

/**
 * Durable execution that also takes records: effects whose result nobody needs (the state of a step, evidence). They
 * are carried out at the start of the next durable step instead of each in one of its own, as a step costs a round
 * trip to the engine with everything that came before. A record has to be idempotent: it is repeated with its step.
 */
export interface RecordingDurable extends Durable {
  /** Takes a record; a later one of the same id replaces it while it waits. */
  keep(id: string, record: () => Promise<unknown>): void;
}

export function recordingDurable(inner: Durable): RecordingDurable {
  const waiting = new Map<string, () => Promise<unknown>>();
  // On a replay the step of these records is known already, and so they were carried out: they are dropped with it.
  const take = () => {
    const records = [...waiting.values()];
    waiting.clear();
    return async () => {
      for (const record of records) await record();
    };
  };
  return {
    keep(id, record) {
      waiting.set(id, record);
    },
    run(id, effect) {
      const recordFirst = take();
      return inner.run(id, async () => {
        await recordFirst();
        return effect();
      });
    },
    async waitForEvent(id, wait) {
      if (waiting.size > 0) await inner.run(`records-before-${id}`, take());
      return inner.waitForEvent(id, wait);
    },
  };
}
