import type { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { type ActionResult, actionInput, answerAction } from "#lib/http/action-result.ts";
import { getVisit, type Visit } from "#lib/http/session.ts";

/** A server action of a person about the own account, in no tenant. */
export function accountAction<Schema extends z.ZodType, Data>(definition: {
  input: Schema;
  run: (visit: Visit, input: z.output<Schema>) => Promise<Data>;
}): (input: z.input<Schema> | FormData) => Promise<ActionResult<Data>> {
  return (input) =>
    answerAction(async () => {
      const visit = await getVisit();
      if (!visit) throw new AppError("unauthenticated");
      return definition.run(visit, actionInput(definition.input, input));
    });
}
