import { expect, test, vi } from "vitest";
import { AppError } from "#lib/errors.ts";
import { durableFrom } from "./durable-step.ts";

/** Inngest's steps as far as they are used here: the effect is carried out at once. */
const step = { run: (_id: string, effect: () => Promise<unknown>) => effect() } as unknown as Parameters<
  typeof durableFrom
>[0];

test("a second ask for a step that is under way gets the result of the first", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const effect = vi.fn(() => promise);
  const asks = [
    durableFrom(step, "run-1").run("tests", effect),
    durableFrom(step, "run-1").run("tests", effect),
  ];
  resolve("done");
  expect(await Promise.all(asks)).toEqual(["done", "done"]);
  expect(effect).toHaveBeenCalledTimes(1);
});

test("the same step of another run, and a later ask, are carried out on their own", async () => {
  const effect = vi.fn(async () => "done");
  await Promise.all([
    durableFrom(step, "run-1").run("tests", effect),
    durableFrom(step, "run-2").run("tests", effect),
  ]);
  await durableFrom(step, "run-1").run("tests", effect);
  expect(effect).toHaveBeenCalledTimes(3);
});

test("an expected error is final, any other may be tried again", async () => {
  const { run } = durableFrom(step, "run-1");
  const ended = run("a", () => Promise.reject(new AppError("conflict", "The run has ended.")));
  await expect(ended).rejects.toMatchObject({ name: "NonRetriableError", message: "The run has ended." });
  const down = run("b", () => Promise.reject(new AppError("unavailable")));
  await expect(down).rejects.toMatchObject({ name: "AppError" });
});
