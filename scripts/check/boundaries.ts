/** Enforces the import table: imports point down only, vendors stay in their place, every import names a real file. */
import { packageZones, type Zone, zoneOf } from "./import-table.ts";
import { type Import, importsOf, packageName } from "./imports.ts";
import { type Finding, isTest, type SourceFile } from "./source.ts";

function checkOwn(from: SourceFile, zone: Zone, target: string): string | undefined {
  const allowed = zone.files.test(target) || zone.may.some((one) => one.files.test(target));
  const reason = zone.except?.(from.path, target);
  if (allowed) return reason ? `imports ${target}: ${reason}` : undefined;
  const names = zone.may.map((one) => one.name).join(", ");
  return `imports ${target}, but ${zone.name} may import only itself${names ? ` and ${names}` : ""}`;
}

function checkPackage(zone: Zone, specifier: string): string | undefined {
  const name = packageName(specifier);
  const allowed = packageZones[name];
  if (!allowed || allowed.includes(zone.name)) return undefined;
  return `uses the package ${name}, which belongs to ${allowed.join(", ")} only`;
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

/** A tool is a file of lib/tools that calls defineTool; the registry alone knows them all. */
function listTools(files: SourceFile[]): Set<string> {
  const inTools = files.filter((file) => file.path.startsWith("lib/tools/") && !isTest(file.path));
  const tools = inTools.filter((file) => importsOf(file).some((one) => one.names.includes("defineTool")));
  return new Set(tools.map((file) => file.path));
}

/** `known` tells whether a path of the repository is a file. */
export function checkBoundaries(files: SourceFile[], known: (path: string) => boolean): Finding[] {
  const tools = listTools(files);
  return files.flatMap((file) =>
    importsOf(file).flatMap((one): Finding[] => {
      const betweenTools = tools.has(file.path) && one.target !== undefined && tools.has(one.target);
      const message = betweenTools
        ? `imports ${one.target}: a tool does not import another tool`
        : checkImport(file, one, known);
      return message ? [{ path: file.path, line: one.line, message }] : [];
    }),
  );
}
