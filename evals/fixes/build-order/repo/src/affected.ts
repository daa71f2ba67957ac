import type { TaskGraph } from "./graph.ts";

const owns = (folder: string, file: string): boolean => file.startsWith(`${folder}/`);

/** Tasks that have to run again after changes of files, in the order of the graph. */
export function affectedBy(graph: TaskGraph, files: string[]): string[] {
  const changed = graph.names.filter((name) => files.some((file) => owns(graph.get(name).folder, file)));
  const affected = new Set(changed);
  for (const name of changed) {
    for (const user of graph.usersOf(name)) affected.add(user.name);
  }
  return graph.names.filter((name) => affected.has(name));
}
