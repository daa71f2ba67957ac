const { SURCHARGES } = require("./rates.js");

/** What is to be paid for special goods, as lines of a quote. */
exports.surchargesOf = (shipment) => {
  const lines = [];
  switch (shipment.kind) {
    case "refrigerated":
      lines.push({ text: "Refrigerated", amount: SURCHARGES.refrigerated });
    case "hazardous":
      lines.push({ text: "Dangerous goods", amount: SURCHARGES.hazardous });
      break;
    case "fragile":
      lines.push({ text: "Fragile", amount: SURCHARGES.fragile });
      break;
  }
  if (shipment.oversize) {
    lines.push({ text: "Oversize", amount: Math.round(shipment.kg * 10) });
  }
  return lines;
};
