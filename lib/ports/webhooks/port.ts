/** Sends a message to an address that a person has set, such as an incoming webhook of Slack. */
export interface WebhookSender {
  /**
   * Posts `{ text }` as JSON.
   * @throws AppError `invalid_input` when the address may not be reached, `unprocessable` when it did not take it
   */
  post(url: string, message: { text: string }): Promise<void>;
}
