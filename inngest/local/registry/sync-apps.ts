import { signatureHeader } from "../call/signature.ts";
import type { Engine, WaitingForApp } from "../engine-context.ts";
import { serverKind } from "../engine-options.ts";
import { limits } from "../limits.ts";
import type { Cancellable } from "../timing/timers.ts";
import { registerApp } from "./register-app.ts";

const retryEvery = 1000;
/** A restarted app may have other functions; asking costs it a few milliseconds. */
const refreshEvery = 15_000;

/** How the last attempt to fetch an app's functions went, for operators. Times are epoch milliseconds. */
export interface SyncOutcome {
  /** Last time the app answered; undefined while it has not since the engine's start. */
  syncedAt?: number;
  /** Why the latest attempt failed; undefined when it succeeded. */
  error?: string;
}

/**
 * Fetches the functions of the configured apps: at start, every second until each has answered, from then on
 * now and then, and again when an app was away or somebody asks.
 */
export class AppSync {
  readonly #engine: Engine;
  readonly #urls: string[];
  readonly #timers = new Map<string, Cancellable>();
  /** URLs that are asked, or will be, until they answer. */
  readonly #pulling = new Set<string>();
  readonly #outcomes = new Map<string, SyncOutcome>();
  /** Calls that wait for an app that is away, by its URL and the job. */
  readonly #waiting = new Map<string, Map<string, WaitingForApp>>();

  constructor(engine: Engine, urls: string[]) {
    this.#engine = engine;
    this.#urls = urls;
  }

  start(): void {
    for (const url of this.#urls) void this.#pullUntilDone(url);
  }

  /** Fetches the app of a function again as soon as it answers, and then resumes what waits for it. */
  lost(functionId: string, reason: string, waiting: WaitingForApp): void {
    const { apps, functions } = this.#engine.registry;
    const url = apps.get(functions.get(functionId)?.appId ?? "")?.url;
    if (!url) return;
    this.#waiting.set(url, (this.#waiting.get(url) ?? new Map()).set(waiting.jobId, waiting));
    if (this.#pulling.has(url)) return;
    this.#engine.log.warn({ url, reason }, "the app can't be reached; its runs wait for it");
    void this.#pullUntilDone(url);
  }

  /** Fetches all apps now, also those that registered themselves; resolves with what went wrong, by URL. */
  async syncNow(): Promise<Record<string, string>> {
    const problems: Record<string, string> = {};
    for (const url of this.urls()) {
      try {
        await this.#pull(url);
      } catch (error) {
        problems[url] = (error as Error).message;
      }
    }
    return problems;
  }

  /** Serve URLs of all apps: those that are configured, and those that registered themselves. */
  urls(): Set<string> {
    return new Set([...this.#urls, ...[...this.#engine.registry.apps.values()].map(({ url }) => url)]);
  }

  outcomeOf(url: string): SyncOutcome {
    return this.#outcomes.get(url) ?? {};
  }

  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }

  async #pullUntilDone(url: string): Promise<void> {
    const engine = this.#engine;
    if (engine.closed) return;
    this.#pulling.add(url);
    try {
      await this.#pull(url);
      this.#pulling.delete(url);
      if (this.#urls.includes(url)) this.#again(url, refreshEvery);
    } catch (error) {
      engine.log.debug({ url, reason: (error as Error).message }, "the app's functions can't be fetched yet");
      this.#again(url, retryEvery);
    }
  }

  #again(url: string, delay: number): void {
    const { timers, clock } = this.#engine;
    this.#timers.get(url)?.cancel();
    this.#timers.set(
      url,
      timers.at(clock.now() + delay, () => void this.#pullUntilDone(url)),
    );
  }

  async #pull(url: string): Promise<void> {
    try {
      await this.#fetchFunctions(url);
      this.#outcomes.set(url, { syncedAt: this.#engine.clock.now() });
      const waiting = this.#waiting.get(url);
      this.#waiting.delete(url);
      for (const { resume } of waiting?.values() ?? []) resume();
    } catch (error) {
      this.#outcomes.set(url, { ...this.outcomeOf(url), error: (error as Error).message });
      throw error;
    }
  }

  async #fetchFunctions(url: string): Promise<void> {
    const { options } = this.#engine;
    const body = JSON.stringify({ url });
    const answer = await this.#engine.connections.request({
      url,
      method: "PUT",
      headers: {
        "content-type": "application/json",
        "x-inngest-sync-kind": "in_band",
        "x-inngest-server-kind": serverKind(options),
        ...signatureHeader(options, body, Date.now()),
      },
      body,
      maxBytes: limits.response,
    });
    if (answer.status !== 200 || !answer.headers["x-inngest-sdk"]) {
      throw new Error(`${url} answered the request for its functions with status ${answer.status}`);
    }
    await registerApp(this.#engine, { ...(JSON.parse(answer.body) as object), url });
  }
}
