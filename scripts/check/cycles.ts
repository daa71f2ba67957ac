/** Finds runtime import cycles: strongly connected components (Tarjan 1972) of the static imports. */
import { importsOf } from "./imports.ts";
import type { Finding, SourceFile } from "./source.ts";

function staticImports(files: SourceFile[]): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const file of files) {
    const targets = importsOf(file)
      .filter((one) => !one.typeOnly && !one.dynamic)
      .flatMap((one) => (one.target ? [one.target] : []));
    graph.set(file.path, targets);
  }
  return graph;
}

/** Groups of two or more files of which each reaches each other, and files that import themselves. */
function connectedGroups(graph: Map<string, string[]>): string[][] {
  const index = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];

  function connect(path: string): number {
    const own = index.size;
    index.set(path, own);
    let lowest = own;
    stack.push(path);
    for (const target of graph.get(path) ?? []) {
      if (!graph.has(target)) continue;
      if (!index.has(target)) lowest = Math.min(lowest, connect(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, index.get(target) ?? own);
    }
    if (lowest === own) {
      const group = stack.splice(stack.indexOf(path));
      if (group.length > 1 || graph.get(path)?.includes(path)) groups.push(group.sort());
    }
    return lowest;
  }

  for (const path of graph.keys()) if (!index.has(path)) connect(path);
  return groups;
}

export function checkCycles(files: SourceFile[]): Finding[] {
  return connectedGroups(staticImports(files)).map((group) => ({
    path: group[0] ?? "",
    message: `import cycle: ${group.join(" → ")}; move what they share below them, or import a type`,
  }));
}
