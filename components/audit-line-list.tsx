import { actionText, actorText, changesOf } from "#components/audit-line-text.ts";
import { DataList } from "#components/data-list.tsx";
import { Disclosure } from "#components/disclosure.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { RowList } from "#components/row-list.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { AuditLine } from "#lib/domain/audit/schema.ts";

/** Lines of an audit log, newest first as given; each opens to everything that it holds. */
export function AuditLineList({ lines, label }: { lines: AuditLine[]; label: string }) {
  return (
    <RowList label={label}>
      {lines.map((line) => (
        <li key={line.id} className="px-2 py-1">
          <Disclosure
            summary={<Summary line={line} />}
            buttonClassName="min-h-11 px-2 py-2"
            contentClassName="pt-1 pr-2 pb-4 pl-8"
          >
            <Details line={line} />
          </Disclosure>
        </li>
      ))}
    </RowList>
  );
}

function Summary({ line }: { line: AuditLine }) {
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm">
      <span className="min-w-0 flex-1 basis-48 font-medium">{actionText(line.action)}</span>
      <bdi className="min-w-0 basis-40 text-muted-foreground [overflow-wrap:anywhere]">
        {revealHidden(actorText(line))}
      </bdi>
      <span className="min-w-28 text-muted-foreground text-xs sm:text-right">
        <RelativeTime at={line.createdAt} />
      </span>
    </span>
  );
}

function Details({ line }: { line: AuditLine }) {
  const changes = changesOf(line);
  const facts = [
    { label: "When", value: new Date(line.createdAt).toISOString().replace("T", " ").replace("Z", " UTC") },
    { label: "By", value: line.actor ? `${line.actor.name} (${line.actor.email})` : actorText(line) },
    { label: "Address", value: line.ip },
    { label: "Browser", value: line.userAgent },
    { label: "Request", value: line.requestId },
    { label: "Target", value: line.targetId ? `${line.targetKind} ${line.targetId}` : line.targetKind },
    { label: "Line", value: `${line.sequence}` },
    { label: "Hash", value: <code className="text-xs">{line.hash}</code> },
  ];
  const data = Object.entries(line.data);
  return (
    <div className="grid gap-4">
      <DataList items={facts.filter(({ value }) => value)} />
      {changes.length > 0 ? <Changes changes={changes} /> : null}
      {data.length > 0 ? (
        <pre className="overflow-x-auto rounded-md bg-muted p-3 text-xs">
          {revealHidden(JSON.stringify(line.data, null, 2))}
        </pre>
      ) : null}
    </div>
  );
}

function Changes({ changes }: { changes: ReturnType<typeof changesOf> }) {
  return (
    <ul aria-label="What changed" className="grid gap-1 text-sm">
      {changes.map(({ field, before, after }) => (
        <li key={field} className="[overflow-wrap:anywhere]">
          <span className="font-medium">{field}</span>:{" "}
          <del className="text-muted-foreground">{revealHidden(before)}</del> <span aria-hidden>→</span>{" "}
          <ins className="no-underline">{revealHidden(after)}</ins>
        </li>
      ))}
    </ul>
  );
}
