import { Inngest } from "inngest";

export interface EventsConfig {
  /** URL of the embedded engine, or of a dev server; unset for Inngest Cloud or a self-hosted Inngest. */
  dev?: string;
  eventKey?: string;
}

/** The Inngest client of this installation: the embedded engine, or the real service when its keys are set. */
export function createInngestClient(config: EventsConfig): Inngest {
  return new Inngest({
    id: "morningai",
    ...(config.eventKey ? { eventKey: config.eventKey } : {}),
    ...(config.dev ? { isDev: true, baseUrl: config.dev } : {}),
  });
}
