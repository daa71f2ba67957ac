/**
 * @typedef {object} Filter
 * @property {string} [city]
 * @property {number | null} [maxPrice] null or missing: no limit
 * @property {string} [from] first day
 * @property {string} [to] last day
 * @property {string[]} [tags] an event has to have all of them
 */

/** Whether an event is what somebody looks for. */
export function matches(event, filter) {
  if (filter.city && event.city.toLowerCase() !== filter.city.trim().toLowerCase()) return false;
  if (filter.maxPrice && event.price > filter.maxPrice) return false;
  if (filter.from && event.date < filter.from) return false;
  if (filter.to && event.date > filter.to) return false;
  return (filter.tags ?? []).every((tag) => event.tags.includes(tag));
}
