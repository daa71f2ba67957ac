import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";

/** Lists every text that one change makes of each source, with its operator. */
const PROGRAM = `
import json, sys
sys.path.insert(0, sys.argv[1])
from morningai_repair.catalogue import project_names, proposals
from morningai_repair.context import Context, Ingredients
from morningai_repair.source import Source, apply_edits
answer = []
for case in json.load(sys.stdin):
    source = Source("module.py", case["before"])
    seen = {"kinds": {}, "attributes": {}, "keys": {}}
    for unit in source.units:
        seen["kinds"]["module.py", unit.first_line, unit.node.name] = {name: set(kinds) for name, kinds in case["kinds"].items()}
    context = Context(source, seen, Ingredients(hints=case["hints"]), project_names([source]))
    answer.append([[one.operator, apply_edits(source.text, one.edits)] for one in proposals(context, lambda node: True)])
json.dump(answer, sys.stdout)
`;

interface Case {
  name: string;
  operator: string;
  before: string;
  after: string;
  kinds?: Record<string, string[]>;
  hints?: string;
}

const cases: Case[] = [
  {
    name: "a function made in a loop keeps the value of its turn",
    operator: "name.bind",
    before: "def make(names):\n    return [lambda: name for name in names]\n",
    after: "def make(names):\n    return [lambda name=name: name for name in names]\n",
  },
  {
    name: "a container of the class becomes one of each object",
    operator: "name.own",
    before: "class Shelf:\n    books = []\n\n    def __init__(self, name):\n        self.name = name\n",
    after:
      "class Shelf:\n    books = []\n\n    def __init__(self, name):\n        self.books = []\n        self.name = name\n",
  },
  {
    name: "an iterator that is gone through twice is made a list",
    operator: "value.copy",
    before: "def spread(values):\n    return max(values) - min(values)\n",
    after: "def spread(values):\n    values = list(values)\n    return max(values) - min(values)\n",
    kinds: { values: ["generator"] },
  },
  {
    name: "a container is asked by the same kind of key everywhere",
    operator: "call.borrow-alike",
    before:
      "def fold(word):\n    return word.lower()\n\n\nclass Book:\n    def put(self, word):\n        self.words[fold(word)] = 1\n\n    def has(self, word):\n        return word in self.words\n",
    after:
      "def fold(word):\n    return word.lower()\n\n\nclass Book:\n    def put(self, word):\n        self.words[fold(word)] = 1\n\n    def has(self, word):\n        return fold(word) in self.words\n",
  },
  {
    name: "a branch is copied for a word of the issue, turned the other way",
    operator: "branch.clone",
    before: 'def move(at, way):\n    if way == "up":\n        return at + 1\n    raise ValueError(way)\n',
    after:
      'def move(at, way):\n    if way == "up":\n        return at + 1\n    elif way == "down":\n        return at - 1\n    raise ValueError(way)\n',
    hints: 'Moving "down" is not known.',
  },
  {
    name: "a table gets one more entry",
    operator: "branch.entry",
    before: 'def rate(kind):\n    return {"a": 1, "b": 2}[kind]\n',
    after: 'def rate(kind):\n    return {"a": 1, "b": 2, "c": 3}[kind]\n',
    hints: 'The rate of "c" is 3.',
  },
  {
    name: "a statement of the function is done once more",
    operator: "statement.copy",
    before:
      "def runs(items):\n    out, run = [], 0\n    for item in items:\n        if item:\n            run += 1\n        else:\n            out.append(run)\n            run = 0\n    return out\n",
    after:
      "def runs(items):\n    out, run = [], 0\n    for item in items:\n        if item:\n            run += 1\n        else:\n            out.append(run)\n            run = 0\n    out.append(run)\n    return out\n",
  },
  {
    name: "one part of a key falls and the other one rises",
    operator: "call.sort-direction",
    before: "def table(teams):\n    return sorted(teams, key=lambda t: (t.points, t.name), reverse=True)\n",
    after: "def table(teams):\n    return sorted(teams, key=lambda t: (-t.points, t.name))\n",
  },
  {
    name: "a count starts anew where it is interrupted",
    operator: "branch.reset",
    before:
      "def longest(days):\n    run = 0\n    for day in days:\n        if day:\n            run += 1\n        yield run\n",
    after:
      "def longest(days):\n    run = 0\n    for day in days:\n        if day:\n            run += 1\n        else:\n            run = 0\n        yield run\n",
  },
  {
    name: "a rule that beats the others is asked first",
    operator: "guard.hoist",
    before: "def open_to(a, b):\n    if a.all:\n        return True\n    return a.some and not b.out\n",
    after:
      "def open_to(a, b):\n    if b.out:\n        return False\n    if a.all:\n        return True\n    return a.some\n",
  },
  {
    name: "a parameter that nothing reads becomes part of the key",
    operator: "value.part",
    before: "def key(sku, zone):\n    return (sku, 1)\n",
    after: "def key(sku, zone):\n    return (sku, 1, zone)\n",
  },
  {
    name: "a time says its zone in place of being converted",
    operator: "call.method",
    before: "def at(moment, zone):\n    return moment.astimezone(zone)\n",
    after: "def at(moment, zone):\n    return moment.replace(tzinfo=zone)\n",
  },
  {
    name: "a function in a table is exchanged for its counterpart",
    operator: "call.method",
    before: 'import operator\n\nSIGNS = {">": operator.lt}\n',
    after: 'import operator\n\nSIGNS = {">": operator.gt}\n',
  },
  {
    name: "what is added has the line ends and the indentation of the file",
    operator: "value.copy",
    before: "\ufeffdef size(values):\r\n\tn = len(values)\r\n\treturn n\r\n",
    after: "\ufeffdef size(values):\r\n\tvalues = list(values)\r\n\tn = len(values)\r\n\treturn n\r\n",
    kinds: { values: ["generator"] },
  },
  {
    name: "names bound by patterns can be used",
    operator: "name.variable",
    before: "def rest(value):\n    match value:\n        case [first, *others]:\n            return first\n",
    after: "def rest(value):\n    match value:\n        case [first, *others]:\n            return others\n",
  },
];

const found = spawnSync("python3", ["-c", PROGRAM, import.meta.dirname], {
  input: JSON.stringify(cases.map(({ before, kinds = {}, hints = "" }) => ({ before, kinds, hints }))),
  encoding: "utf8",
});
const reason = found.error ? " (skipped: there is no python3)" : "";

describe.skipIf(reason !== "")(`changes of Python code${reason}`, () => {
  test.each(cases.map((one, index) => ({ ...one, index })))("$name", ({ index, operator, after }) => {
    expect(found.stderr).toBe("");
    const changes = (JSON.parse(found.stdout) as [string, string][][])[index];
    expect(changes).toContainEqual([operator, after]);
  });
});
