import type { Listener, Unsubscribe } from "./listener.ts";

export class Bus<Events extends Record<string, unknown>> {
  readonly #listeners = new Map<keyof Events, Listener<never>[]>();

  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): Unsubscribe {
    const list = this.#listeners.get(name) ?? [];
    list.push(listener as Listener<never>);
    this.#listeners.set(name, list);
    return () => {
      const index = list.indexOf(listener as Listener<never>);
      if (index >= 0) list.splice(index, 1);
    };
  }

  /** Calls every listener that is subscribed at this moment, in order, and gives their number. */
  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): number {
    const list = this.#listeners.get(name) ?? [];
    for (const listener of list) (listener as Listener<Events[Name]>)(payload);
    return list.length;
  }
}
