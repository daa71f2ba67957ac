import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashSources } from "./build.ts";

let root: string;

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "build-"));
  write("app/page.tsx", "one");
  write("package-lock.json", "{}");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each(["app/page.tsx", "lib/domain/goals/schema.ts", "package-lock.json", "next.config.ts"])(
  "a change of %s asks for a new build",
  (path) => {
    const before = hashSources(root);
    write(path, "two");
    expect(hashSources(root)).not.toBe(before);
  },
);

test.each(["app/page.test.tsx", "docs/architecture.md", "scripts/start.ts"])(
  "a change of %s asks for none",
  (path) => {
    const before = hashSources(root);
    write(path, "two");
    expect(hashSources(root)).toBe(before);
  },
);
