const { settingsOf } = require("./sensors.js");

/** Temperature of a reading in degrees Celsius; the fallback of the sensor when it sent none. */
exports.temperatureOf = (reading, sensor) => {
  const { unit, offset, fallback } = settingsOf(sensor);
  const value = reading.value || fallback;
  const celsius = unit === "F" ? ((value - 32) * 5) / 9 : value;
  return Math.round((celsius + offset) * 10) / 10;
};
