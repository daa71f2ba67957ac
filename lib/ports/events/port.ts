/** One durable event. The id makes a repeated send count once. */
export interface OutgoingEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
}

export interface EventSender {
  /** Resolves once the durable engine has stored the events. Error `unavailable` when it can't be reached. */
  send(events: OutgoingEvent[]): Promise<void>;
}
