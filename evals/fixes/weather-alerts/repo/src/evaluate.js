/** The highest level that a wind reaches; null when it is calm. Rules are sorted, the strongest first. */
function levelOf(wind, rules) {
  const rule = rules.find(({ from }) => wind >= from);
  return rule ? rule.level : null;
}

/** The reading with the strongest wind, the first of them when there are several; null without readings. */
function peakOf(readings) {
  let peak = null;
  for (const reading of readings) {
    if (peak === null || reading.wind > peak.wind) peak = reading;
  }
  return peak;
}

module.exports = { levelOf, peakOf };
