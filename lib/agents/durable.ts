/**
 * What durable execution offers to the agents, without naming who provides it. An effect runs at
 * least once and its result is kept as JSON; code between effects runs again after a crash and must
 * come to the same calls in the same order.
 */
export interface Durable {
  run<Result>(id: string, effect: () => Promise<Result>): Promise<Result>;
  /** Resolves when such an event arrives; false after the timeout ("30s", "1h"). */
  waitForEvent(id: string, wait: { event: string; if: string; timeout: string }): Promise<boolean>;
}
