import { expect, test, vi } from "vitest";
import { deliver } from "../src/deliver.ts";

const hook = { id: "h1", url: "https://example.com/hook", body: { paid: true } };
const noWait = async () => {};

test("a webhook that is taken is sent once", async () => {
  const send = vi.fn(async () => {});
  expect(await deliver([hook], send, noWait)).toEqual([{ id: "h1", delivered: true, attempts: 1, error: null }]);
  expect(send).toHaveBeenCalledWith(hook.url, hook.body);
});

test("a refused webhook is tried again", async () => {
  const send = vi.fn(async () => {}).mockRejectedValueOnce(new Error("503")).mockRejectedValueOnce(new Error("503"));
  expect(await deliver([hook], send, noWait)).toEqual([{ id: "h1", delivered: true, attempts: 3, error: null }]);
  expect(send).toHaveBeenCalledTimes(3);
});

test("after the last attempt the error is reported", async () => {
  const send = vi.fn(async () => {
    throw new Error("gone");
  });
  expect(await deliver([hook], send, noWait, 2)).toEqual([{ id: "h1", delivered: false, attempts: 2, error: "gone" }]);
});
