const { Account } = require("../src/account");
const { lend, renew } = require("../src/loan");

const film = { kind: "film", title: "Metropolis" };

describe("account", () => {
  test("loans are due after their period", () => {
    expect(lend(film, "ada", "2024-03-01").due).toBe("2024-03-08");
    expect(renew(lend(film, "ada", "2024-03-01"))).toMatchObject({ due: "2024-03-15", renewals: 1 });
  });
  test("a third renewal is refused", () => {
    expect(() => renew(renew(renew(lend(film, "ada", "2024-03-01"))))).toThrow("twice");
  });
  test("returns in time are remembered", () => {
    const account = new Account("ada");
    account.giveBack(lend(film, "ada", "2024-03-01"), "2024-03-05");
    expect(account.history).toEqual([{ title: "Metropolis", fee: 0 }]);
    expect(account.blocked).toBe(false);
  });
  test("nobody pays more than they owe", () => {
    expect(() => new Account("ada").pay(1)).toThrow();
  });
});
