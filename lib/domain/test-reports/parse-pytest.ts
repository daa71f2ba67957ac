import { XMLParser } from "fast-xml-parser";
import { LOADING, type TestCase } from "./schema.ts";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseAttributeValue: false,
  parseTagValue: false,
  textNodeName: "text",
  // Entities of the five XML names only: a report is written by untrusted code.
  processEntities: { enabled: true, maxTotalExpansions: 100_000, maxExpandedLength: 5_000_000 },
  isArray: (name) => ["testsuite", "testcase", "failure", "error"].includes(name),
});

interface Said {
  "@message"?: string;
  "@type"?: string;
  text?: string;
}

interface Case {
  "@name"?: string;
  "@classname"?: string;
  "@file"?: string;
  failure?: (Said | string)[];
  error?: (Said | string)[];
  skipped?: Said | string;
}

function textOf(said: Said | string): string {
  return typeof said === "string" ? said : (said.text ?? said["@message"] ?? "");
}

/** Without `file` the dotted class name is all there is; classes are capitalised by custom, modules are not. */
function placeOf(one: Case): { file: string; suites: string[] } {
  const parts = (one["@classname"] ?? "").split(".").filter(Boolean);
  const file = one["@file"];
  if (file) {
    const modules = file.replace(/\.py$/, "").split("/");
    const own = parts.slice(0, modules.length).join("/") === modules.join("/");
    return { file, suites: own ? parts.slice(modules.length) : parts.filter((part) => /^[A-Z]/.test(part)) };
  }
  const first = parts.findIndex((part) => /^[A-Z]/.test(part));
  const modules = first < 0 ? parts : parts.slice(0, first);
  return { file: `${modules.join("/")}.py`, suites: first < 0 ? [] : parts.slice(first) };
}

function toCase(one: Case): TestCase {
  const said = [...(one.failure ?? []), ...(one.error ?? [])];
  const name = one["@name"] ?? "(unnamed)";
  // A test file that can't be imported is one case without a class, named like the module.
  if (said.length > 0 && !one["@classname"]) {
    const file = one["@file"] ?? `${name.replaceAll(".", "/")}.py`;
    return {
      file,
      name: LOADING,
      status: "failed",
      todo: false,
      message: said.map(textOf).join("\n").slice(0, 6_000),
    };
  }
  const { file, suites } = placeOf(one);
  const base = { file, name: [...suites, name].join(" > ") };
  if (said.length > 0) {
    return { ...base, status: "failed", todo: false, message: said.map(textOf).join("\n").slice(0, 6_000) };
  }
  const { skipped } = one;
  if (skipped === undefined) return { ...base, status: "passed", todo: false };
  const expected = typeof skipped === "object" && skipped["@type"] === "pytest.xfail";
  return expected
    ? { ...base, status: "failed", todo: true, message: textOf(skipped).slice(0, 6_000) }
    : { ...base, status: "skipped", todo: false };
}

/**
 * Test cases of the JUnit report of pytest (`junit_family=xunit1`, which names files). A test that is expected to
 * fail counts as a known failure (`todo`). Null when the text is not such a report.
 */
export function parsePytest(xml: string): TestCase[] | null {
  let document: { testsuites?: { testsuite?: { testcase?: Case[] }[] } | string };
  try {
    document = parser.parse(xml);
  } catch {
    return null;
  }
  if (document.testsuites === undefined) return null;
  if (typeof document.testsuites !== "object") return [];
  return (document.testsuites.testsuite ?? []).flatMap((suite) => (suite.testcase ?? []).map(toCase));
}
