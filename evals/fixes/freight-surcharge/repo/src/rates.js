/** Cents. */
exports.PER_KG = 80;
exports.MINIMUM = 4500;
exports.SURCHARGES = { refrigerated: 12000, hazardous: 25000, fragile: 3000 };
