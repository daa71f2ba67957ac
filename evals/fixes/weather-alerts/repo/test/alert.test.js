const { alertFor } = require("../src/alert.js");
const { mailOf } = require("../src/mail.js");
const { parseReadings } = require("../src/parse-readings.js");
const { parseRules } = require("../src/parse-rules.js");

const RULES = `
# coast
yellow; 50
orange; 65
red; 75
`;

describe("readings", () => {
  test("without wind are left out", () => {
    expect(parseReadings("08:00; 31; 4.5\n09:00; -; 5\n10:00; 44; -").map(({ time }) => time)).toEqual(["08:00", "10:00"]);
  });

  test("have a temperature or none", () => {
    expect(parseReadings("08:00; 31; 4.5\n10:00; 44; -").map(({ temperature }) => temperature)).toEqual([4.5, null]);
  });
});

describe("rules", () => {
  test("are sorted, the strongest first", () => {
    expect(parseRules(RULES).map(({ level }) => level)).toEqual(["red", "orange", "yellow"]);
  });
});

describe("alert", () => {
  test("is not given for a calm day", () => {
    expect(alertFor("Sylt", "08:00; 31; 4\n09:00; 42; 5", RULES)).toBeNull();
  });

  test("is not given without readings", () => {
    expect(alertFor("Sylt", "08:00; -; 4", RULES)).toBeNull();
  });

  test("has the level of the strongest wind", () => {
    expect(alertFor("Sylt", "08:00; 51; 4\n09:00; 68; 5\n10:00; 55; 5", RULES)).toMatchObject({ level: "orange", time: "09:00" });
  });

  test("is given from the threshold on", () => {
    expect(alertFor("Sylt", "08:00; 75; 4", RULES)).toMatchObject({ level: "red" });
  });

  test("is given for a storm of more than 100 km/h", () => {
    expect(alertFor("Sylt", "08:00; 68; 4\n09:00; 96; 5\n10:00; 102; 5", RULES)).toMatchObject({ level: "red", time: "10:00" });
  });

  test("is not given for a breath of wind", () => {
    expect(alertFor("Sylt", "08:00; 8; 4\n09:00; 9; 5", RULES)).toBeNull();
  });

  test("goes out by mail", () => {
    const alert = { station: "Sylt", level: "red", time: "10:00", wind: 102 };
    expect(mailOf(alert)).toEqual({ subject: "[RED] Sylt", text: "Gusts of 102 km/h at 10:00." });
  });
});
