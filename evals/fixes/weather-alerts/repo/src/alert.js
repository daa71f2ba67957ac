const { levelOf, peakOf } = require("./evaluate.js");
const { parseReadings } = require("./parse-readings.js");
const { parseRules } = require("./parse-rules.js");

/** The alert for what a station measured; null when there is no reason for one. */
function alertFor(station, readingsText, rulesText) {
  const peak = peakOf(parseReadings(readingsText));
  if (peak === null) return null;
  const level = levelOf(peak.wind, parseRules(rulesText));
  if (level === null) return null;
  return { station, level, time: peak.time, wind: peak.wind };
}

module.exports = { alertFor };
