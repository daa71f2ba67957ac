export interface Webhook {
  id: string;
  url: string;
  body: unknown;
}

export interface Report {
  id: string;
  delivered: boolean;
  attempts: number;
  error: string | null;
}

/** Sends one request; rejects when the receiver does not take it. */
export type Send = (url: string, body: unknown) => Promise<void>;
