import { PostgrestError } from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { mapError } from "#lib/db/map-error.ts";

const map = (code: string, status: number, message = "said so") => {
  const cause = new PostgrestError({ code, message, details: "", hint: "" });
  const error = mapError(cause, status);
  expect(error.cause).toBe(cause);
  return [error.code, error.message];
};

test("what our SQL functions raise keeps its text", () => {
  expect(map("PT400", 400)).toEqual(["invalid_input", "Said so."]);
  expect(map("PT401", 401)).toEqual(["unauthenticated", "Said so."]);
  expect(map("PT403", 403)).toEqual(["forbidden", "Said so."]);
  expect(map("PT404", 404)).toEqual(["not_found", "Said so."]);
  expect(map("PT409", 409)).toEqual(["conflict", "Said so."]);
  expect(map("PT422", 422)).toEqual(["unprocessable", "Said so."]);
  expect(map("PT429", 429)).toEqual(["rate_limited", "Said so."]);
});

test("what the database says of its own is kept from people", () => {
  const leak = 'duplicate key value violates unique constraint "users_email_key"';
  for (const [code, status, expected] of [
    ["23505", 409, "conflict"],
    ["23503", 409, "conflict"],
    ["23514", 400, "invalid_input"],
    ["22P02", 400, "invalid_input"],
    ["42501", 403, "forbidden"],
    ["42501", 401, "unauthenticated"],
    ["PGRST116", 406, "not_found"],
    ["PGRST303", 401, "unauthenticated"],
    ["42703", 400, "internal"],
    ["PT500", 500, "internal"],
  ] as const) {
    const [mapped, text] = map(code, status, leak);
    expect(mapped).toBe(expected);
    expect(text).not.toContain("users_email_key");
  }
});

test("no answer, or that of a proxy without a database behind it, is unavailable", () => {
  expect(map("", 0, "TypeError: fetch failed")[0]).toBe("unavailable");
  expect(map("", 503, "upstream")[0]).toBe("unavailable");
});
