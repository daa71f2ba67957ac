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

/** What apps have registered: functions by id and by the events that trigger them. */
export class Registry {
  readonly apps = new Map<string, AppRecord>();
  readonly functions = new Map<string, RegisteredFunction>();
  #byEvent = new Map<string, EventMatch[]>();
  #byPrefix: { prefix: string; match: EventMatch }[] = [];

  /**
   * Takes a registration of an app in place of its earlier one.
   * Throws an Error that names the function and what is wrong with it; nothing changes then.
   */
  register(app: Omit<AppRecord, "checksum">): { app: AppRecord; modified: boolean } {
    const checksum = sha1(JSON.stringify([app.url, app.functions]));
    const known = this.apps.get(app.id);
    if (known?.checksum === checksum) return { app: known, modified: false };
    const parsed = parseAll(app.functions, app.id);
    const record = { ...app, checksum };
    this.apps.set(app.id, record);
    for (const { id, appId } of this.functions.values()) if (appId === app.id) this.functions.delete(id);
    for (const definition of parsed) this.functions.set(definition.id, definition);
    this.#index();
    return { app: record, modified: true };
  }

  /** Functions that an event triggers, with the expression that must hold, if any. */
  matching(eventName: string): EventMatch[] {
    const exact = this.#byEvent.get(eventName) ?? [];
    if (this.#byPrefix.length === 0) return exact;
    const wild = this.#byPrefix.filter(({ prefix }) => eventName.startsWith(prefix));
    return wild.length === 0 ? exact : [...exact, ...wild.map(({ match }) => match)];
  }

  #index(): void {
    this.#byEvent = new Map();
    this.#byPrefix = [];
    for (const definition of this.functions.values()) {
      for (const trigger of definition.triggers) {
        if (!("event" in trigger)) continue;
        const match = { definition, expression: trigger.expression };
        if (trigger.event.endsWith("*")) {
          this.#byPrefix.push({ prefix: trigger.event.slice(0, -1), match });
        } else {
          this.#byEvent.set(trigger.event, [...(this.#byEvent.get(trigger.event) ?? []), match]);
        }
      }
    }
  }
}

function parseAll(functions: unknown[], appId: string): RegisteredFunction[] {
  const parsed = functions.map((given) => ({ ...parseFunctionConfig(given), appId }));
  const seen = new Set<string>();
  for (const { id } of parsed) {
    if (seen.has(id)) throw new Error(`app "${appId}" registers two functions with the id "${id}"`);
    seen.add(id);
  }
  return parsed;
}
