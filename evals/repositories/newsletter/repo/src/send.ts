import { Delivery, type Mailer } from "./mailer.ts";
import { audience, type Subscriber } from "./subscriber.ts";
import { fill } from "./template.ts";

export interface Issue {
  topic: string;
  subject: string;
  body: string;
}

export interface Report {
  sent: number;
  refused: string[];
}

/** Sends an issue to its audience, one mail after the other, and reports who could not be reached. */
export async function sendIssue(mailer: Mailer, subscribers: readonly Subscriber[], issue: Issue): Promise<Report> {
  const report: Report = { sent: 0, refused: [] };
  for (const subscriber of audience(subscribers, issue.topic)) {
    const body = fill(issue.body, { name: subscriber.name, topic: issue.topic });
    const delivery = mailer.deliver({ to: subscriber.address, subject: issue.subject, body });
    if (delivery === Delivery.Refused) {
      report.refused.push(subscriber.address);
    } else {
      report.sent += 1;
    }
  }
  return report;
}
