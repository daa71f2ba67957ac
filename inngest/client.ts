import { env } from "#lib/env.ts";
import { createInngestClient } from "#lib/ports/events/inngest.ts";

const { INNGEST_DEV, INNGEST_EVENT_KEY } = env();

/** The client that all durable functions are made with. */
export const inngest = createInngestClient({ dev: INNGEST_DEV, eventKey: INNGEST_EVENT_KEY });
