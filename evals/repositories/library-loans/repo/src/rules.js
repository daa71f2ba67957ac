/** Loan rules by kind of medium; money in cents. */
const RULES = {
  book: { days: 28, grace: 2, perDay: 20, most: 600 },
  film: { days: 7, grace: 0, perDay: 50, most: 1000 },
  magazine: { days: 14, grace: 1, perDay: 10, most: 200 },
};

function ruleFor(kind) {
  const rule = RULES[kind];
  if (!rule) throw new Error(`There are no rules for "${kind}"`);
  return rule;
}

module.exports = { ruleFor };
