function stateOf(item) {
  if (item.count === 0) return item.ordered ? "coming" : "sold out";
  return item.count < 5 ? "few" : "enough";
}

function total(items) {
  return items.reduce((sum, item) => sum + item.count, 0);
}

module.exports = { stateOf, total };
