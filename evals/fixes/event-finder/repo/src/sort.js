const orders = {
  date: (a, b) => a.date.localeCompare(b.date),
  price: (a, b) => a.price - b.price,
  title: (a, b) => a.title.localeCompare(b.title),
};

/** The events in an order; events that are equal in it are sorted by date. The list itself stays as it is. */
export function sortEvents(events, order = "date") {
  const compare = orders[order];
  if (!compare) throw new Error(`Unknown order: ${order}`);
  return [...events].sort((a, b) => compare(a, b) || orders.date(a, b));
}
