import { expect, test } from "vitest";
import { callFunction } from "#lib/db/call.ts";
import { refusal } from "./refusal.ts";
import { setUpWorld } from "./world.ts";

const world = setUpWorld();

test("the Owner reads what the platform wrote; to everybody else there is nothing", async () => {
  expect(await callFunction(world.as("owner"), "list_mails", { p_with_body: false })).toEqual([]);
  for (const actor of ["admin", "member", "analyst", "stranger", "neighbour"] as const) {
    const list = callFunction(world.as(actor), "list_mails", { p_with_body: true });
    expect((await refusal(list))[0], actor).toBe("not_found");
  }
});

test("nobody who is signed in takes mail, or says that it was sent", async () => {
  const id = world.tenant.id;
  for (const actor of ["admin", "owner", "job"] as const) {
    const db = world.as(actor);
    expect((await refusal(callFunction(db, "claim_mails", { p_limit: 1 })))[0]).toBe("forbidden");
    const sent = callFunction(db, "record_mail_sent", { p_id: id, p_keep_body: true });
    expect((await refusal(sent))[0]).toBe("forbidden");
    const failed = callFunction(db, "record_mail_failure", { p_id: id, p_error: "" });
    expect((await refusal(failed))[0]).toBe("forbidden");
  }
});

test("a subject with a line break, which would write a header, can't be stored", async () => {
  const mail = { recipient: "ada@example.test", kind: "test", body: "" };
  for (const subject of ["Hi\r\nBcc: eve@example.test", "Hi\nX: 1"]) {
    const { error } = await world.database.service.from("mails").insert({ ...mail, subject });
    expect(error?.code).toBe("23514");
  }
  const two = { ...mail, recipient: "a@example.test\nb@example.test", subject: "Hi" };
  expect((await world.database.service.from("mails").insert(two)).error?.code).toBe("23514");
});
