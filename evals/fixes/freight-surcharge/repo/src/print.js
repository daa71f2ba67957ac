const euros = (cents) => (cents / 100).toFixed(2);

/** A quote as text, one line for each amount. */
exports.printQuote = ({ lines, total }) =>
  [...lines, { text: "Total", amount: total }]
    .map(({ text, amount }) => `${text.padEnd(16, ".")}${euros(amount).padStart(10, ".")}`)
    .join("\n");
