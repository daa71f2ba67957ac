import { serve } from "inngest/next";
import { inngest } from "#inngest/client.ts";
import { functions } from "#inngest/functions.ts";

export const runtime = "nodejs";
/** Seconds that one step may take where the host limits it. */
export const maxDuration = 300;

export const { GET, POST, PUT } = serve({ client: inngest, functions });
