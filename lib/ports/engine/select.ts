import { localEngine } from "./local.ts";
import type { EngineAccess } from "./port.ts";

export interface EngineConfig {
  /** INNGEST_DEV: the address of a local engine, or any other text for the usual one; "0" is none. */
  dev?: string;
  eventKey?: string;
  /** INNGEST_SIGNING_KEY, for a local engine that was started with one. */
  signingKey?: string;
  /** INNGEST_BASE_URL: a self-hosted Inngest server. */
  baseUrl?: string;
}

const usualUrl = "http://127.0.0.1:8288";
const cloudDashboard = "https://app.inngest.com";

/** Who executes durable functions, by the same variables as the Inngest SDK. */
export function selectEngine({ dev, eventKey, signingKey, baseUrl }: EngineConfig): EngineAccess {
  if (dev && dev !== "0") {
    // The SDK reads anything that is no address as "the usual one".
    const url = URL.canParse(dev) ? dev : usualUrl;
    return { kind: "embedded", url, operator: localEngine(url, signingKey) };
  }
  return eventKey ? { kind: "inngest", dashboard: baseUrl ?? cloudDashboard } : { kind: "none" };
}
