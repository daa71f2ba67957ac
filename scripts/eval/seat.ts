import { createServiceClient } from "#lib/db/service-client.ts";
import type { Context } from "#lib/domain/context.ts";
import { newId } from "#lib/ids.ts";
import { personContext } from "../goal/context.ts";
import { createAccount } from "../testing/create-account.ts";

/** A tenant may hold 200 repositories; a seat is given up well before. */
const MAX_REPOSITORIES = 150;

/** Where one worker of the runner submits its goals. */
export interface Seat {
  /** The context of the next task: an organisation's administrator, with no rights beyond. */
  next(): Promise<Context>;
}

async function newOrganisation(): Promise<Context> {
  const name = `evaluation-${newId().slice(0, 13)}`;
  const email = `${name}@eval.morningai.local`;
  const person = { name, email, password: newId() + newId(), tenantName: name };
  const account = await createAccount(createServiceClient(), person);
  return personContext(account);
}

/**
 * A seat has an organisation of its own, so that the limits per tenant (two runs, one import at a time, 200
 * repositories) do not make tasks wait for each other.
 */
export function openSeat(): Seat {
  let context: Promise<Context> | undefined;
  let used = 0;
  return {
    next() {
      if (used % MAX_REPOSITORIES === 0) context = newOrganisation();
      used += 1;
      return context as Promise<Context>;
    },
  };
}
