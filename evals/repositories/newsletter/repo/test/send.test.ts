import { type Delivery, Delivery as Result, type Mail, type Mailer } from "../src/mailer.ts";
import { sendIssue } from "../src/send.ts";

class RecordingMailer implements Mailer {
  readonly mails: Mail[] = [];

  async deliver(mail: Mail): Promise<Delivery> {
    await Promise.resolve();
    this.mails.push(mail);
    return mail.to.endsWith(".invalid") ? Result.Refused : Result.Sent;
  }
}

const people = [
  { address: "ada@example.com", name: "Ada", topics: ["news"], confirmed: true },
  { address: "bo@example.invalid", name: "Bo", topics: ["news", "jobs"], confirmed: true },
  { address: "cy@example.com", name: "Cy", topics: ["news"], confirmed: false },
];

describe("sendIssue", () => {
  it("writes to everybody by name", async () => {
    const mailer = new RecordingMailer();
    await sendIssue(mailer, people, { topic: "news", subject: "May", body: "Dear {{name}}" });
    expect(mailer.mails.map(({ body }) => body)).toEqual(["Dear Ada", "Dear Bo"]);
  });
  it("counts what was sent", async () => {
    const report = await sendIssue(new RecordingMailer(), people.slice(0, 1), { topic: "news", subject: "May", body: "" });
    expect(report).toEqual({ sent: 1, refused: [] });
  });
  it("reports refused addresses", async () => {
    const report = await sendIssue(new RecordingMailer(), people, { topic: "news", subject: "May", body: "" });
    expect(report).toEqual({ sent: 1, refused: ["bo@example.invalid"] });
  });
});
