const { daysBetween } = require("./dates");
const { ruleFor } = require("./rules");

/** Days that are charged: all days after the due date that are not grace days. */
function chargedDays(loan, returned) {
  const { grace } = ruleFor(loan.item.kind);
  const late = daysBetween(loan.due, returned);
  return Math.max(0, late - grace - 1);
}

/** Fee in cents for bringing a loan back on a date. */
function feeFor(loan, returned) {
  const { perDay, most } = ruleFor(loan.item.kind);
  return Math.min(most, chargedDays(loan, returned) * perDay);
}

module.exports = { chargedDays, feeFor };
