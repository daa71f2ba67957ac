import { Delivery } from "../src/mailer.ts";
import { sendIssue } from "../src/send.ts";

const reader = (address: string) => ({ address, name: "x", topics: ["t"], confirmed: true });

it("keeps the order of refused addresses and the count of the others", async () => {
  const mailer = { deliver: async ({ to }: { to: string }) => (to.startsWith("bad") ? Delivery.Refused : Delivery.Sent) };
  const report = await sendIssue(mailer, ["bad1", "ok1", "bad2", "ok2"].map(reader), { topic: "t", subject: "s", body: "b" });
  expect(report).toEqual({ sent: 2, refused: ["bad1", "bad2"] });
});
it("passes the failure of the mail server on", async () => {
  const mailer = { deliver: async () => Promise.reject(new Error("down")) };
  await expect(sendIssue(mailer, [reader("a")], { topic: "t", subject: "s", body: "b" })).rejects.toThrow("down");
});
