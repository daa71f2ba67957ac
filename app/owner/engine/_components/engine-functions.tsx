import { Card } from "#components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { EngineFunction } from "#lib/domain/engine/schema.ts";

/** What is registered, and how each function is started and limited. */
export function EngineFunctions({ functions }: { functions: EngineFunction[] }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-3 font-semibold text-sm">Functions</h2>
      {functions.length === 0 ? (
        <p className="text-muted-foreground text-sm">
          No app has registered its functions yet. The engine asks every second.
        </p>
      ) : (
        <Card className="min-w-0">
          <Table label="Functions">
            <TableHeader>
              <TableRow>
                <TableHead>Function</TableHead>
                <TableHead>Starts on</TableHead>
                <TableHead>At once</TableHead>
                <TableHead className="text-right">Attempts</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {functions.map((one) => (
                <TableRow key={one.id}>
                  <TableCell className="min-w-40">
                    <span className="font-medium">{one.name}</span>
                    <span className="block font-mono text-muted-foreground text-xs">{one.id}</span>
                  </TableCell>
                  <TableCell className="min-w-44 font-mono text-xs">
                    {one.triggers.map(({ kind, value }) => (
                      <span key={value} className="block">
                        {kind === "cron" ? `cron ${value}` : value}
                      </span>
                    ))}
                  </TableCell>
                  <TableCell className="min-w-44 text-muted-foreground text-xs">
                    {concurrencyLines(one.concurrency).map((line) => (
                      <span key={line} className="block">
                        {line}
                      </span>
                    ))}
                  </TableCell>
                  <TableCell className="tabular text-right">{one.maxAttempts}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </section>
  );
}

function concurrencyLines(rules: EngineFunction["concurrency"]): string[] {
  if (rules.length === 0) return ["no limit"];
  return rules.map(({ limit, key }) => (key ? `${limit} per ${key}` : `${limit} in all`));
}
