import type { Directory } from "./directory.ts";

/** What a person may do, sorted, each permission once. */
export function permissionsOf(directory: Directory, person: string): string[] {
  const permissions = directory.groupsOf(person).flatMap((name) => directory.group(name).permissions);
  return [...new Set(permissions)].sort();
}
