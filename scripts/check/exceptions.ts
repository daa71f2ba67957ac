/** Where a rule of the architecture check does not hold, and why. Keep it short: each line is a debt. */
export interface Exception {
  path: string;
  /** Part of the message that is accepted for this file. */
  message: string;
  reason: string;
}

export const exceptions: Exception[] = [
  {
    path: "inngest/client.ts",
    message: "imports lib/ports/events/inngest.ts",
    reason: "events are sent and functions are registered with one SDK client, which lives with its port",
  },
];
