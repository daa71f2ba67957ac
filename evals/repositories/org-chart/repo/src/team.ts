import type { Directory } from "./directory.ts";

/** Everybody below a person, depth first. */
export function teamOf(directory: Directory, id: string): string[] {
  return directory.reportsOf(id).flatMap((person) => [person.name, ...teamOf(directory, person.id)]);
}

export function payroll(directory: Directory, id: string): number {
  const own = directory.find(id)?.salary ?? 0;
  return directory.reportsOf(id).reduce((sum, person) => sum + payroll(directory, person.id), own);
}
