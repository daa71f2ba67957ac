const KINDS = ["general", "refrigerated", "hazardous", "fragile"];

/** A shipment from what was entered in the form. Throws a RangeError when it makes no sense. */
exports.shipment = ({ kg, kind = "general", oversize = false, express = false }) => {
  if (!(kg > 0)) throw new RangeError("A shipment weighs something.");
  if (!KINDS.includes(kind)) throw new RangeError(`Unknown kind of goods: ${kind}`);
  return { kg, kind, oversize, express };
};
