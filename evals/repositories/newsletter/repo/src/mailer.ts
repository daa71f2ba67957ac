export enum Delivery {
  Sent = "sent",
  Refused = "refused",
}

export interface Mail {
  to: string;
  subject: string;
  body: string;
}

export interface Mailer {
  deliver(mail: Mail): Promise<Delivery>;
}
