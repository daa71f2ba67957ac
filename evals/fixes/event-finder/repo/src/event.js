/**
 * @typedef {object} Event
 * @property {string} title
 * @property {string} city
 * @property {string} date as in 2025-03-07
 * @property {number} price in euros, 0 when it is free
 * @property {string[]} tags
 */

/** The price as it is shown on the card of an event. */
export function priceLabel(event) {
  return event.price === 0 ? "free" : `${event.price.toFixed(2)} €`;
}
