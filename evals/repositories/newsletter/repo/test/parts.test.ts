import { vi } from "vitest";
import { sendIssue } from "../src/send.ts";
import { audience } from "../src/subscriber.ts";
import { fill } from "../src/template.ts";

const one = { address: "a@example.com", name: "A", topics: ["news"], confirmed: true };

it("an address is written to once", () => {
  expect(audience([one, { ...one, address: "A@example.com " }], "news")).toEqual([one]);
});
it("unknown places stay", () => expect(fill("{{a}} {{b}}", { a: "1" })).toBe("1 {{b}}"));
it("nobody is asked for a topic without readers", async () => {
  const mailer = { deliver: vi.fn() };
  await sendIssue(mailer, [one], { topic: "jobs", subject: "", body: "" });
  expect(mailer.deliver).not.toHaveBeenCalled();
});
