import { AppError } from "#lib/errors.ts";
import { createInngestClient, type EventsConfig } from "./inngest.ts";
import type { EventSender } from "./port.ts";

/** Sends events to the durable engine through the Inngest SDK, whichever engine it is. */
export function selectEvents(config: EventsConfig): EventSender {
  const client = createInngestClient(config);
  return {
    async send(events) {
      try {
        await client.send(events.map(({ id, name, data }) => ({ id, name, data })));
      } catch (cause) {
        throw new AppError("unavailable", "The durable engine can't be reached.", { cause });
      }
    },
  };
}
