import { sha1 } from "../ids.ts";
import { type FunctionConfig, parseFunctionConfig } from "./function-config.ts";

/** A registered app, as stored: the raw function configurations and where it answers. */
export interface AppRecord {
  id: string;
  url: string;
  sdk: string;
  checksum: string;
  registeredAt: number;
  functions: unknown[];
}

/** A registered function, ready for use. */
export interface RegisteredFunction extends FunctionConfig {
  appId: string;
}

export interface EventMatch {
  definition: RegisteredFunction;
  expression?: string | null;
}

/** What a registration changed. */
export interface Registration {
  app: AppRecord;
  modified: boolean;
  /** Apps that gave way: the same address now answers under another id. */
  replaced: string[];
}

/** What apps have registered: functions by id and by the events that trigger them. */
export class Registry {
  readonly apps = new Map<string, AppRecord>();
  readonly functions = new Map<string, RegisteredFunction>();
  #byEvent = new Map<string, EventMatch[]>();

  /**
   * Takes a registration of an app in place of its earlier one, and of any other app at its address.
   * Throws an Error that names the function and what is wrong with it; nothing changes then.
   */
  register(app: Omit<AppRecord, "checksum">): Registration {
    const checksum = sha1(JSON.stringify([app.url, app.functions]));
    const known = this.apps.get(app.id);
    if (known?.checksum === checksum) return { app: known, modified: false, replaced: [] };
    const address = addressOf(app.url);
    const replaced = [...this.apps.values()].filter(
      ({ id, url }) => addressOf(url) === address && id !== app.id,
    );
    const gone = new Set([app.id, ...replaced.map(({ id }) => id)]);
    const parsed = this.#parse(app, gone);
    for (const id of gone) this.apps.delete(id);
    for (const { id, appId } of this.functions.values()) if (gone.has(appId)) this.functions.delete(id);
    const record = { ...app, checksum };
    this.apps.set(app.id, record);
    for (const definition of parsed) this.functions.set(definition.id, definition);
    this.#index();
    return { app: record, modified: true, replaced: replaced.map(({ id }) => id) };
  }

  /**
   * Functions that an event triggers, with the expression that must hold, if any. A wildcard stands for
   * everything after a "/" or ".", as on the Inngest server: "a/b.c" is matched by "a/*" and "a/b.*".
   */
  matching(eventName: string): EventMatch[] {
    const patterns = [...eventName.matchAll(/[/.]/g)].map(({ index }) => `${eventName.slice(0, index + 1)}*`);
    return [...new Set([eventName, ...patterns])].flatMap((pattern) => this.#byEvent.get(pattern) ?? []);
  }

  #parse({ id: appId, functions }: Omit<AppRecord, "checksum">, gone: Set<string>): RegisteredFunction[] {
    const parsed = functions.map((given) => ({ ...parseFunctionConfig(given), appId }));
    const seen = new Set<string>();
    for (const { id } of parsed) {
      if (seen.has(id)) throw new Error(`app "${appId}" registers two functions with the id "${id}"`);
      seen.add(id);
      const other = this.functions.get(id)?.appId ?? appId;
      if (!gone.has(other)) throw new Error(`function "${id}" belongs to the app "${other}" already`);
    }
    return parsed;
  }

  #index(): void {
    this.#byEvent = new Map();
    for (const definition of this.functions.values()) {
      for (const { event, expression } of definition.triggers) {
        if (event === undefined) continue;
        const matches = this.#byEvent.get(event) ?? [];
        matches.push({ definition, expression });
        this.#byEvent.set(event, matches);
      }
    }
  }
}

/** Where an app answers, whichever way the loopback address is written. */
function addressOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  const host = ["127.0.0.1", "0.0.0.0", "[::1]"].includes(hostname) ? "localhost" : hostname;
  return `${host}:${port}${pathname.replace(/\/$/, "")}`;
}
