const { MINIMUM, PER_KG } = require("./rates.js");
const { surchargesOf } = require("./surcharge.js");

const sum = (lines) => lines.reduce((total, { amount }) => total + amount, 0);

/** The lines of a quote and their total, in cents. Express makes everything half as expensive again. */
exports.quoteFor = (shipment) => {
  const freight = { text: "Freight", amount: Math.max(MINIMUM, Math.round(shipment.kg * PER_KG)) };
  const lines = [freight, ...surchargesOf(shipment)];
  if (shipment.express) lines.push({ text: "Express", amount: Math.round(sum(lines) / 2) });
  return { lines, total: sum(lines) };
};
