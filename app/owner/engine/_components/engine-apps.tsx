import { RelativeTime } from "#components/relative-time.tsx";
import { RowList } from "#components/row-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { EngineApp } from "#lib/domain/engine/schema.ts";

/** Where functions are fetched from, and how that went last. */
export function EngineApps({ apps }: { apps: EngineApp[] }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-3 font-semibold text-sm">Apps</h2>
      {apps.length === 0 ? (
        <p className="text-muted-foreground text-sm">
          The engine knows no app: start it with <code className="font-mono text-xs">--app</code> and the
          address that serves the functions.
        </p>
      ) : (
        <RowList label="Apps">
          {apps.map((app) => (
            <li
              key={app.url}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-3"
            >
              <div className="min-w-0">
                <p className="font-medium text-sm">{app.id ?? "has not answered yet"}</p>
                <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  <span className="font-mono">{app.url}</span>
                  {app.sdk ? ` · ${app.sdk}` : null}
                  {app.syncedAt ? (
                    <>
                      {" "}
                      · functions fetched <RelativeTime at={app.syncedAt} />
                    </>
                  ) : null}
                </p>
                {app.syncError ? (
                  <p className="mt-1 text-danger-text text-xs [overflow-wrap:anywhere]">{app.syncError}</p>
                ) : null}
              </div>
              <Badge tone={app.syncError ? "danger" : "success"}>
                {app.syncError ? "does not answer" : "in step"}
              </Badge>
            </li>
          ))}
        </RowList>
      )}
    </section>
  );
}
