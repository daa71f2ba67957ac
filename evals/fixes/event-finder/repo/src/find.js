import { matches } from "./filter.js";
import { sortEvents } from "./sort.js";

/** One page of the events that match, and how many there are in all. */
export function findEvents(events, filter = {}, { order = "date", page = 1, size = 20 } = {}) {
  const found = sortEvents(
    events.filter((event) => matches(event, filter)),
    order,
  );
  return { total: found.length, events: found.slice((page - 1) * size, page * size) };
}
