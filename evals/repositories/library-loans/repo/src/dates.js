const DAY = 24 * 60 * 60 * 1000;

/** Whole days from one ISO date to another; negative when the second is earlier. */
function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

function addDays(date, days) {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

module.exports = { addDays, daysBetween };
