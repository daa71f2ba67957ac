import type { Message } from "./message.ts";

export class Inbox {
  readonly #messages = new Map<number, Message>();

  deliver(id: number): void {
    this.#messages.set(id, { id, read: false, archived: false });
  }

  archive(id: number): void {
    const message = this.#messages.get(id);
    if (message) this.#messages.set(id, { ...message, archived: true });
  }

  read(id: number): void {
    const message = this.#messages.get(id);
    if (message) this.#messages.set(id, { ...message, read: true });
  }

  /** Unread messages that are not archived. */
  unread(): number {
    return [...this.#messages.values()].filter((message) => !message.read && !message.archived).length;
  }
}
