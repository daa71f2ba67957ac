const steps = [
  { limit: 60, seconds: 1, unit: "s" },
  { limit: 3600, seconds: 60, unit: "min" },
  { limit: 86400, seconds: 3600, unit: "h" },
  { limit: Infinity, seconds: 86400, unit: "d" },
];

/** How old a comment is, as in "5 min". */
function ageOf(createdAt, now) {
  const age = Math.max(0, Math.floor((Date.parse(now) - Date.parse(createdAt)) / 1000));
  const { seconds, unit } = steps.find((step) => age < step.limit);
  return `${Math.floor(age / seconds)} ${unit}`;
}

module.exports = { ageOf };
