/** Enforces the import table: imports point down only, vendors stay in their place, every import names a real file. */

import { packageZones, type Zone, zoneOf } from "./import-table.ts";
import { type Import, importsOf, packageName } from "./imports.ts";
import { type Finding, isTest, type SourceFile } from "./source.ts";

function explain(zone: Zone): string {
  const allowed = zone.may.map((pattern) => pattern.source.replaceAll("\\", ""));
  return `${zone.name} may import itself${allowed.length > 0 ? ` and ${allowed.join("  ")}` : " only"}`;
}

function checkOwn(from: SourceFile, zone: Zone, target: string): string | undefined {
  if (!zone.files.test(target) && !zone.may.some((pattern) => pattern.test(target))) {
    return `imports ${target}, but ${explain(zone)}`;
  }
  const reason = zone.except?.(from.path, target);
  return reason ? `imports ${target}: ${reason}` : undefined;
}

function checkPackage(zone: Zone, specifier: string): string | undefined {
  const name = packageName(specifier);
  const allowed = packageZones[name];
  if (!allowed || allowed.test(zone.name)) return undefined;
  return `uses the package ${name}, which belongs to ${allowed.source.replaceAll("\\", "")} only`;
}

function checkImport(file: SourceFile, one: Import, known: (path: string) => boolean): string | undefined {
  if (one.target && !known(one.target)) {
    return `imports "${one.specifier}", which names no file (write the extension)`;
  }
  const zone = zoneOf(file.path);
  if (!zone || isTest(file.path)) return undefined;
  if (one.target) return checkOwn(file, zone, one.target);
  // Types of a vendor cost nothing and name what crosses the seam.
  return one.typeOnly ? undefined : checkPackage(zone, one.specifier);
}

/** `known` tells whether a path of the repository is a file. */
export function checkBoundaries(files: SourceFile[], known: (path: string) => boolean): Finding[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((one): Finding[] => {
      const message = checkImport(file, one, known);
      return message ? [{ path: file.path, line: one.line, message }] : [];
    }),
  );
}
