const { temperatureOf } = require("./reading.js");

/** Lowest, highest and mean temperature of a series; null for an empty one. */
exports.reportOf = (readings, sensor = {}) => {
  if (readings.length === 0) return null;
  const values = readings.map((reading) => temperatureOf(reading, sensor));
  const sum = values.reduce((total, value) => total + value, 0);
  return { low: Math.min(...values), high: Math.max(...values), mean: Math.round((sum / values.length) * 10) / 10 };
};
