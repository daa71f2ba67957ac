import type { Coverage, Probe } from "./request.ts";
import type { Draft, Work } from "./work.ts";

/** What one run of the suite passed. */
export interface Measure {
  probes: Map<string, Probe[]>;
  /** "file:probe". */
  hits: Set<string>;
  /** Arguments that were seen, by "file#function". */
  samples: Map<string, string[]>;
  exitCode: number | null;
  output: string;
}

/** Runs the whole suite, with the drafts' tests in it, on files that note what of them runs. */
export async function measureSuite(
  { bench, request, language }: Work,
  files: string[],
  drafts: Draft[],
): Promise<Measure> {
  const { probes, environment } = await language.instrument(bench, files);
  for (const { entry, cases } of drafts)
    bench.write(entry.testPath, language.write(bench, request, entry, cases));
  bench.takeHits();
  const run = await bench.run(request.testCommand, environment);
  bench.restore();
  const hits = new Set<string>();
  const samples = new Map<string, string[]>();
  for (const line of bench.takeHits()) {
    if (line.startsWith("H ")) hits.add(line.slice(2));
    const sample = /^A (\S+) (\[.*\])$/.exec(line);
    const [, key, texts] = sample ?? [];
    if (key && texts)
      samples.set(key, [...(samples.get(key) ?? []), (JSON.parse(texts) as string[]).join(", ")]);
  }
  return { probes, hits, samples, ...run };
}

/** How much of a file was passed. */
export function count({ probes, hits }: Measure, file: string): Coverage {
  const own = probes.get(file) ?? [];
  const of = (kind: Probe["kind"]) => {
    const all = own.filter((probe) => probe.kind === kind);
    return { hit: all.filter(({ id }) => hits.has(`${file}:${id}`)).length, total: all.length };
  };
  return { statements: of("statement"), branches: of("branch") };
}
