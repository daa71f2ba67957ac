"use strict";
/*
 * Loaded by instrumented files and by the explorer, in whichever realm the repository's runner evaluates them: notes
 * what ran, tries calls and tells their outcomes as source text. Plain CommonJS, so that every runner can load it.
 */
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

const seen = new Set();
const deliberate = new WeakSet();
const samples = new Map();
const state = { hits: null, budget: Infinity, spent: false, touched: null };

const LONGEST = 700;
const DEEPEST = 6;
const SAMPLES = 12;
const TICKS = 200_000;
const CALL_MS = 1_000;

const keep = (line) => {
  if (process.env.MORNINGAI_HITS) fs.appendFileSync(process.env.MORNINGAI_HITS, `${line}\n`);
};

/** Notes that a probe of a file was passed. */
function hit(file, id) {
  const key = `${file}:${id}`;
  state.hits?.add(key);
  if (seen.has(key)) return;
  seen.add(key);
  keep(`H ${key}`);
}

/** Counts loop turns and calls, so that every endless program ends. */
function tick() {
  state.budget -= 1;
  if (state.budget > 0) return;
  state.spent = true;
  throw new Error("morningai: too many steps");
}

/** An error that the code throws on purpose, as opposed to one of the language. */
function thrown(error) {
  if (typeof error === "object" && error !== null) deliberate.add(error);
  return error;
}

/** Notes the arguments that a function got, as source text. */
function args(key, values) {
  if (state.hits || !process.env.MORNINGAI_HITS) return;
  const known = samples.get(key) ?? new Set();
  if (known.size >= SAMPLES) return;
  const texts = values.map((value) => show(value));
  while (texts.length > 0 && texts.at(-1) === "undefined") texts.pop();
  if (texts.includes(null)) return;
  const line = JSON.stringify(texts);
  if (known.has(line)) return;
  samples.set(key, known.add(line));
  keep(`A ${key} ${line}`);
}

const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** By what it looks like: a value of another realm has other prototypes. */
function isPlain(value) {
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  return Object.getPrototypeOf(proto) === null && proto.constructor?.name === "Object";
}

const WORD = /^[A-Za-z_$][\w$]*$/;

function showFields(value, depth, around) {
  const parts = [];
  for (const key of Object.keys(value)) {
    const text = show(value[key], depth + 1, around);
    if (text === null) return null;
    parts.push(`${WORD.test(key) && key !== "__proto__" ? key : JSON.stringify(key)}: ${text}`);
  }
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function showNumber(value) {
  if (Object.is(value, -0)) return "-0";
  return Number.isNaN(value) ? "NaN" : String(value);
}

function showList(values, depth, around) {
  const parts = values.map((one) => show(one, depth + 1, around));
  return parts.includes(null) ? null : `[${parts.join(", ")}]`;
}

/** A value as source text that gives an equal one; null when there is none. */
function show(value, depth = 0, around = []) {
  if (depth > DEEPEST || around.includes(value)) return null;
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return showNumber(value);
    case "bigint":
      return `${value}n`;
    case "boolean":
    case "undefined":
      return String(value);
    case "object":
      break;
    default:
      return null;
  }
  if (value === null) return "null";
  const inside = [...around, value];
  if (Array.isArray(value)) {
    const holes = Object.keys(value).length !== value.length;
    return holes ? null : showList(value, depth, inside);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) return null;
  switch (tagOf(value)) {
    case "Date":
      return Number.isNaN(value.getTime())
        ? "new Date(NaN)"
        : `new Date(${JSON.stringify(value.toISOString())})`;
    case "Set": {
      const text = showList([...value], depth, inside);
      return text === null ? null : `new Set(${text})`;
    }
    case "Map": {
      const text = showList(
        [...value].map(([key, one]) => [key, one]),
        depth,
        inside,
      );
      return text === null ? null : `new Map(${text})`;
    }
    case "Object":
      return isPlain(value) && Object.getPrototypeOf(value) !== null
        ? showFields(value, depth, inside)
        : null;
    default:
      return null;
  }
}

const bounded = (text) => (text !== null && text.length <= LONGEST ? text : null);

/** What a call gave, in the form in which a test can ask for it. */
function outcomeOf(value) {
  const plain = bounded(show(value));
  if (plain !== null) return { kind: "value", text: plain };
  if (typeof value !== "object" || value === null) return { kind: "other", text: typeof value };
  if (typeof value.next === "function" && typeof value[Symbol.iterator] === "function") {
    const taken = [];
    for (const one of value) if (taken.push(one) > 50) return { kind: "other", text: "a long iterator" };
    const text = bounded(show(taken));
    return text === null ? { kind: "other", text: "an iterator" } : { kind: "items", text };
  }
  const fields = tagOf(value) === "Object" ? bounded(showFields(value, 0, [value])) : null;
  return fields === null || fields === "{}"
    ? { kind: "other", text: value.constructor?.name ?? "an object" }
    : { kind: "fields", text: fields };
}

function errorOf(error) {
  if (typeof error !== "object" || error === null) return { kind: "other", text: `throws ${String(error)}` };
  const message = typeof error.message === "string" ? error.message.split("\n")[0].slice(0, 300) : "";
  const name = String(error.name ?? "Error").slice(0, 80);
  return { kind: "throws", text: name, message, deliberate: deliberate.has(error) };
}

const withLimit = (promise) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = real.setTimeout(() => reject(new Error("morningai: too slow")), CALL_MS);
  });
  return Promise.race([promise, late]).finally(() => real.clearTimeout(timer));
};

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };

/** Makes what gives another result the next time, or reaches outside, tell that it was used. */
function watch(realm) {
  const undo = [];
  const note = (what) => state.touched?.add(what);
  const replace = (holder, name, what) => {
    const own = holder?.[name];
    if (typeof own !== "function") return;
    try {
      holder[name] = function (...rest) {
        note(what);
        return new.target ? Reflect.construct(own, rest, new.target) : Reflect.apply(own, this, rest);
      };
      Object.setPrototypeOf(holder[name], own);
      holder[name].prototype = own.prototype;
      undo.push(() => {
        holder[name] = own;
      });
    } catch {
      // A property that can't be replaced is not watched.
    }
  };
  const RealDate = realm.Date;
  const watched = function (...rest) {
    if (rest.length === 0) note("the clock");
    return new.target
      ? Reflect.construct(RealDate, rest, new.target === watched ? RealDate : new.target)
      : RealDate();
  };
  Object.setPrototypeOf(watched, RealDate);
  watched.prototype = RealDate.prototype;
  watched.now = () => {
    note("the clock");
    return RealDate.now();
  };
  realm.Date = watched;
  undo.push(() => {
    realm.Date = RealDate;
  });
  replace(realm.Math, "random", "random numbers");
  replace(realm.performance, "now", "the clock");
  replace(realm.crypto, "randomUUID", "random numbers");
  replace(realm.crypto, "getRandomValues", "random numbers");
  replace(realm, "fetch", "the network");
  replace(realm, "setTimeout", "a timer");
  replace(realm, "setInterval", "a timer");
  const parts = {
    "node:fs": [
      "files",
      [
        "readFileSync",
        "writeFileSync",
        "appendFileSync",
        "readFile",
        "writeFile",
        "mkdirSync",
        "rmSync",
        "unlinkSync",
        "readdirSync",
        "existsSync",
        "statSync",
        "openSync",
        "createReadStream",
        "createWriteStream",
      ],
    ],
    "node:fs/promises": [
      "files",
      ["readFile", "writeFile", "appendFile", "mkdir", "rm", "readdir", "stat", "open"],
    ],
    "node:net": ["the network", ["connect", "createConnection", "createServer"]],
    "node:http": ["the network", ["request", "get", "createServer"]],
    "node:https": ["the network", ["request", "get"]],
    "node:dns": ["the network", ["lookup", "resolve"]],
    "node:child_process": [
      "other programs",
      ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"],
    ],
    "node:crypto": ["random numbers", ["randomUUID", "randomBytes", "randomInt"]],
    "node:timers/promises": ["a timer", ["setTimeout"]],
    "node:process": ["the process", ["exit", "chdir"]],
  };
  for (const [name, [what, functions]] of Object.entries(parts))
    for (const one of functions) replace(require(name), one, what);
  syncBuiltinESMExports();
  return () => {
    for (const back of undo.toReversed()) back();
    syncBuiltinESMExports();
  };
}

/** One call: its outcome, which probes it passed, and what it reached outside. */
async function attempt(call, space, realm) {
  state.hits = new Set();
  state.touched = new Set();
  state.budget = TICKS;
  state.spent = false;
  let outcome;
  let isAsync = false;
  try {
    const owner = call.owner ? realm.evaluate(space, call.owner) : undefined;
    const values = realm.evaluate(space, `[${call.args}]`);
    const callee = owner === undefined ? realm.evaluate(space, call.callee) : owner[call.callee];
    let result = call.isNew ? new callee(...values) : callee.apply(owner ?? undefined, values);
    isAsync = typeof result?.then === "function";
    if (isAsync) result = await withLimit(result);
    outcome = outcomeOf(result);
    if (outcome.text === "undefined" && owner !== undefined) {
      const fields = bounded(showFields(owner, 0, [owner]));
      if (fields !== null && fields !== "{}") outcome = { kind: "state", text: fields };
    } else if (outcome.text === "undefined") {
      const before = realm.evaluate(space, `[${call.args}]`).map((value) => show(value));
      const index = values.findIndex(
        (value, at) => typeof value === "object" && value !== null && show(value) !== before[at],
      );
      const text = index >= 0 ? bounded(show(values[index])) : null;
      if (text !== null) outcome = { kind: "argument", text, index };
    }
  } catch (error) {
    outcome = state.spent ? { kind: "other", text: "does not end" } : errorOf(error);
  }
  if (state.spent) outcome = { kind: "other", text: "does not end" };
  outcome.isAsync = isAsync;
  const result = { outcome, hits: [...state.hits], touched: [...state.touched] };
  state.hits = null;
  state.touched = null;
  state.budget = Infinity;
  return result;
}

const same = (a, b) => JSON.stringify(a.outcome) === JSON.stringify(b.outcome);

/**
 * Tries the calls of a plan, each twice, and those that are to be compared on each mutant. `realm.load` imports a path
 * as the explorer's own file would, `realm.evaluate(space, text)` evaluates an expression with the names of a module.
 */
async function explore(planPath, realm) {
  const plan = JSON.parse(fs.readFileSync(planPath, "utf8"));
  const spaceOf = async (path) => {
    const module = await realm.load(path);
    const inner = module.default;
    const space = { ...(typeof inner === "object" && inner !== null ? inner : {}), ...module };
    if (typeof module === "function") space[plan.defaultName] = module;
    else if (inner !== undefined)
      space[plan.defaultName] ??= typeof inner === "object" && inner?.default ? inner.default : inner;
    delete space.default;
    return space;
  };
  const answer = { results: [], mutants: [], problem: null };
  const save = () => fs.writeFileSync(plan.out, JSON.stringify(answer));
  let space;
  try {
    space = await spaceOf(plan.file);
  } catch (error) {
    answer.problem = `It can't be loaded: ${String(error?.message ?? error)
      .split("\n")[0]
      .slice(0, 300)}`;
    save();
    return;
  }
  const unwatch = watch(realm.global);
  const write = process.stdout.write;
  process.stdout.write = () => true;
  try {
    for (const call of plan.calls) {
      const first = await attempt(call, space, realm);
      const second = await attempt(call, space, realm);
      answer.results.push({ ...first, id: call.id, stable: same(first, second) });
    }
    for (const mutant of plan.mutants) answer.mutants.push(await compare(mutant));
  } finally {
    unwatch();
    process.stdout.write = write;
  }
  save();

  async function compare(mutant) {
    let changed;
    try {
      changed = await spaceOf(mutant.path);
    } catch {
      return { id: mutant.id, killedBy: [], broken: true };
    }
    const killedBy = [];
    for (const call of plan.calls) {
      const known = answer.results.find(({ id }) => id === call.id);
      if (!known?.stable || !plan.compared.includes(call.id)) continue;
      if (!same(known, await attempt(call, changed, realm))) killedBy.push(call.id);
    }
    return { id: mutant.id, killedBy, broken: false };
  }
}

module.exports = { hit, tick, thrown, args, explore };
