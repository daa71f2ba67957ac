import type { Bus } from "./bus.ts";
import type { Listener, Unsubscribe } from "./listener.ts";

/** Listens to the next event of a name and to no further one. */
export function once<Events extends Record<string, unknown>, Name extends keyof Events>(
  bus: Bus<Events>,
  name: Name,
  listener: Listener<Events[Name]>,
): Unsubscribe {
  const off = bus.on(name, (payload) => {
    off();
    listener(payload);
  });
  return off;
}
