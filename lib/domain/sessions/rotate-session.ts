import { z } from "zod";
import { callFunction } from "#lib/db/call.ts";
import type { AccountsContext } from "#lib/domain/sessions/accounts-context.ts";
import { successorOf } from "#lib/domain/sessions/refresh-token.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { sha256 } from "#lib/ids.ts";

const Answer = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("rotated"), userId: z.uuid(), sessionId: z.uuid() }),
  z.object({ outcome: z.literal("repeated"), userId: z.uuid(), sessionId: z.uuid() }),
  z.object({ outcome: z.literal("reused") }),
  z.object({ outcome: z.literal("invalid") }),
]);

/**
 * Exchanges a refresh token for the next one. Two tabs that exchange the same token within ten
 * seconds get the same answer; later use of a spent token revokes the whole session.
 * @returns null when the session is over
 */
export async function rotateSession(
  context: AccountsContext,
  input: { refreshToken: string },
): Promise<NewSession | null> {
  const successor = successorOf(input.refreshToken, context.tokenSecret);
  const answer = Answer.parse(
    await callFunction(context.db, "rotate_refresh_token", {
      p_token_hash: sha256(input.refreshToken),
      p_successor_hash: sha256(successor),
    }),
  );
  if (answer.outcome === "reused")
    context.log.warn("a spent refresh token came back: its session was revoked");
  if (answer.outcome === "reused" || answer.outcome === "invalid") return null;
  return { userId: answer.userId, sessionId: answer.sessionId, refreshToken: successor };
}
