const { feeFor } = require("./fees");

class Account {
  constructor(reader) {
    this.reader = reader;
    this.owed = 0;
    this.history = [];
  }

  giveBack(loan, today) {
    const fee = feeFor(loan, today);
    this.owed += fee;
    this.history.push({ title: loan.item.title, fee });
    return fee;
  }

  pay(cents) {
    if (cents > this.owed) throw new Error("That is more than is owed");
    this.owed -= cents;
  }

  get blocked() {
    return this.owed >= 1000;
  }
}

module.exports = { Account };
