const { total } = require("../src/stock.js");

test("nothing", () => expect(total([])).toBe(0));
