/**
 * A reporter for any version of mocha: prints what mocha's own "spec" reporter prints, and writes one JSON document
 * of all tests to the file that MORNINGAI_REPORT names. mocha's "json" reporter does neither: it takes the place of
 * the readable output, joins the names of suites and test with spaces, and writes to a file only since version 9.2.
 * CommonJS, because older versions load reporters with `require`.
 */
const { realpathSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");

const LONGEST = 6_000;

/** The readable reporter of the mocha that runs; null when it can't be found (then nothing is printed). */
function readableReporter() {
  try {
    const mocha = createRequire(realpathSync(process.argv[1]))("mocha");
    return (mocha.reporters || mocha.default.reporters).Spec;
  } catch {
    return null;
  }
}

/** Names of the suites and of the test itself; `titlePath` is missing before version 4. */
function titlesOf(test) {
  const titles = [];
  for (let one = test; one; one = one.parent) if (one.title) titles.unshift(one.title);
  return titles.length > 1 || typeof test.titlePath !== "function"
    ? titles
    : test.titlePath().filter(Boolean);
}

function fileOf(test) {
  for (let one = test; one; one = one.parent) if (one.file) return one.file;
  return "";
}

function textOf(error) {
  const message = String(error?.message || error);
  const stack = error && typeof error.stack === "string" ? error.stack : "";
  return (stack.includes(message) ? stack : `${message}\n${stack}`).slice(0, LONGEST);
}

module.exports = function report(runner, options) {
  const Readable = readableReporter();
  const readable = Readable ? new Readable(runner, options) : null;
  const tests = [];
  const keep = (status) => (test, error) => {
    const one = { file: fileOf(test), name: titlesOf(test).join(" > "), status };
    tests.push(error === undefined ? one : { ...one, message: textOf(error) });
  };
  runner.on("pass", keep("passed"));
  runner.on("fail", keep("failed"));
  runner.on("pending", keep("skipped"));
  runner.on("end", () => writeFileSync(process.env.MORNINGAI_REPORT, JSON.stringify({ tests })));
  this.done = (failures, end) => {
    if (readable && typeof readable.done === "function") readable.done(failures, end);
    else end(failures);
  };
};
