/** @typedef {{ to: string, thread: string, author: string, text: string, at: string }} Notification `at` is ISO 8601 in UTC. */

/** The day of a notification, as in 2025-03-07. */
export const dayOf = (notification) => notification.at.slice(0, 10);
