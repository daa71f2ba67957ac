/** Subject and text of the mail to the fire brigades. */
function mailOf(alert) {
  return {
    subject: `[${alert.level.toUpperCase()}] ${alert.station}`,
    text: `Gusts of ${alert.wind} km/h at ${alert.time}.`,
  };
}

module.exports = { mailOf };
