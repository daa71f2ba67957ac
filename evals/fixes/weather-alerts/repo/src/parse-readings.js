/** Reads the file of a station: "time; wind in km/h; temperature" per line, "-" for a value that is missing. */
function parseReadings(text) {
  const readings = [];
  for (const line of text.trim().split("\n")) {
    const [time, wind, temperature] = line.split(";").map((field) => field.trim());
    if (wind === "-") continue;
    readings.push({ time, wind, temperature: temperature === "-" ? null : Number(temperature) });
  }
  return readings;
}

module.exports = { parseReadings };
