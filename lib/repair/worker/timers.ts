/** Timers of the program under repair, so that none outlives its candidate and a dead wait is noticed. */
export class TrackedTimers {
  #timeouts = new Set<NodeJS.Timeout>();
  #immediates = new Set<NodeJS.Immediate>();
  /** Called before a wait is given up. */
  onDeadWait: () => void = () => undefined;
  #thrown: { error: unknown } | undefined;
  readonly #real = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };

  /** Replace the global timer functions by tracked ones. */
  install(): void {
    const real = this.#real;
    const timeouts = this.#timeouts;
    const immediates = this.#immediates;
    const tracked = {
      setTimeout: (
        callback: (...parameters: unknown[]) => void,
        delay?: number,
        ...parameters: unknown[]
      ) => {
        const handle = real.setTimeout(() => {
          timeouts.delete(handle);
          callback(...parameters);
        }, delay);
        timeouts.add(handle);
        return handle;
      },
      setInterval: (
        callback: (...parameters: unknown[]) => void,
        delay?: number,
        ...parameters: unknown[]
      ) => {
        const handle = real.setInterval(callback, delay, ...parameters);
        timeouts.add(handle);
        return handle;
      },
      setImmediate: (callback: (...parameters: unknown[]) => void, ...parameters: unknown[]) => {
        const handle = real.setImmediate(() => {
          immediates.delete(handle);
          callback(...parameters);
        });
        immediates.add(handle);
        return handle;
      },
      clearTimeout: (handle: NodeJS.Timeout) => {
        timeouts.delete(handle);
        real.clearTimeout(handle);
      },
      clearInterval: (handle: NodeJS.Timeout) => {
        timeouts.delete(handle);
        real.clearInterval(handle);
      },
      clearImmediate: (handle: NodeJS.Immediate) => {
        immediates.delete(handle);
        real.clearImmediate(handle);
      },
    };
    Object.assign(globalThis, tracked);
  }

  clear(): void {
    for (const handle of this.#timeouts) this.#real.clearTimeout(handle);
    for (const handle of this.#immediates) this.#real.clearImmediate(handle);
    this.#timeouts.clear();
    this.#immediates.clear();
  }

  /** Turn of the event loop with the real function, whatever the program did to the global one. */
  turn(): Promise<void> {
    return new Promise((resolve) => this.#real.setImmediate(resolve));
  }

  /** An error that nothing caught: whoever waits for the program gets it. */
  interrupt(error: unknown): void {
    this.#thrown ??= { error };
  }

  #rethrow(): void {
    if (this.#thrown) throw this.#thrown.error;
  }

  get waiting(): number {
    return this.#timeouts.size + this.#immediates.size;
  }

  /**
   * Wait for a promise; rejects after `limit` milliseconds, or as soon as nothing is left in the event loop that
   * could still settle it.
   */
  async settle(promise: Promise<unknown>, limit: number): Promise<unknown> {
    let done = false;
    this.#thrown = undefined;
    const finish = (): void => {
      done = true;
    };
    promise.then(finish, finish);
    for (let i = 0; i < 20 && !done; i++) await undefined;
    const until = performance.now() + limit;
    let idle = 0;
    while (!done) {
      await this.turn();
      if (!done && this.#thrown) this.onDeadWait();
      if (!done) this.#rethrow();
      idle = this.waiting === 0 && !busy() ? idle + 1 : 0;
      if (!done && (idle > 20 || performance.now() > until)) {
        this.onDeadWait();
        throw new Error("the test never ended");
      }
    }
    return promise;
  }
}

const HARMLESS = new Set(["MessagePort", "Timeout", "Immediate", "PipeWrap", "TTYWrap", "WorkerMessagePort"]);

/** File reads, DNS and the like that are still under way in this thread. */
function busy(): boolean {
  return process.getActiveResourcesInfo().some((resource) => !HARMLESS.has(resource));
}
