const { addDays } = require("./dates");
const { ruleFor } = require("./rules");

/** A loan that starts today; renewing it adds the loan period again, twice at most. */
function lend(item, reader, today) {
  return { item, reader, due: addDays(today, ruleFor(item.kind).days), renewals: 0 };
}

function renew(loan) {
  if (loan.renewals >= 2) throw new Error("A loan can be renewed twice");
  return { ...loan, due: addDays(loan.due, ruleFor(loan.item.kind).days), renewals: loan.renewals + 1 };
}

module.exports = { lend, renew };
