/**
 * One PGlite database is one session: whoever opens a transaction must have it alone until the end.
 * The lock hands the session out in order of arrival.
 */
export class SessionLock {
  #tail: Promise<void> = Promise.resolve();

  /** Waits for the session; the returned function gives it back and may be called once. */
  async acquire(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#tail;
    this.#tail = before.then(() => promise);
    await before;
    return resolve;
  }

  /** Runs `work` while holding the session. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}
