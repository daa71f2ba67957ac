import { z } from "zod";

const reason = z
  .string({ error: "Say why." })
  .trim()
  .min(1, "Say why: everybody whose work stops reads it.")
  .max(500, "At most 500 characters.");

/** Null or empty: all agents. */
const agentId = z
  .string()
  .regex(/^[a-z]*$/)
  .nullish()
  .transform((id) => id || null);

export const EngageKillSwitchInput = z.object({ agentId, reason });
export const ReleaseKillSwitchInput = z.object({ killSwitchId: z.uuid() });

export const KillSwitch = z.object({
  id: z.uuid(),
  /** Null: the whole platform. */
  tenantId: z.uuid().nullable(),
  /** Null: all agents. */
  agentId: z.string().nullable(),
  agentName: z.string().nullable(),
  reason: z.string(),
  engagedAt: z.string(),
  engagedBy: z.string().nullable(),
  releasedAt: z.string().nullable(),
  releasedBy: z.string().nullable(),
});
export type KillSwitch = z.infer<typeof KillSwitch>;
