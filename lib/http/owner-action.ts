import type { z } from "zod";
import type { OwnerContext } from "#lib/domain/context.ts";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { Permission } from "#lib/domain/permissions/schema.ts";
import { AppError } from "#lib/errors.ts";
import { type ActionResult, actionInput, answerAction } from "#lib/http/action-result.ts";
import { ownerContext } from "#lib/http/owner-context.ts";
import { getVisit } from "#lib/http/session.ts";

/** A server action of the Owner Console; for anybody else there is nothing. */
export function ownerAction<Schema extends z.ZodType, Data>(definition: {
  input: Schema;
  permission: Permission;
  run: (context: OwnerContext, input: z.output<Schema>) => Promise<Data>;
}): (input: z.input<Schema>) => Promise<ActionResult<Data>> {
  return (input) =>
    answerAction(async () => {
      const visit = await getVisit();
      if (!visit) throw new AppError("unauthenticated");
      if (!visit.viewer.isOwner || !holds("owner", definition.permission)) throw new AppError("not_found");
      return definition.run(await ownerContext(visit), actionInput(definition.input, input));
    });
}
