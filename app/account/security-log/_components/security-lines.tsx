import { securityLineText } from "#app/account/security-log/_components/security-line-text.ts";
import { RelativeTime } from "#components/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { SecurityLine } from "#lib/domain/security-log/schema.ts";
import { deviceName } from "#lib/domain/sessions/device-name.ts";

/** Lines of a person's security log: what, from which browser and address, when. */
export function SecurityLines({ lines }: { lines: SecurityLine[] }) {
  return (
    <ul className="divide-y">
      {lines.map((line) => {
        const { text, tone } = securityLineText(line);
        return (
          <li
            key={line.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3 sm:px-5"
          >
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p className="flex flex-wrap items-center gap-2 font-medium text-sm">
                {text}
                {tone === "danger" ? <Badge tone="danger">Look at this</Badge> : null}
              </p>
              <p className="text-muted-foreground text-xs leading-5">
                {line.userAgent ? deviceName(line.userAgent) : "Unknown device"} ·{" "}
                {line.ip || "unknown address"}
              </p>
            </div>
            <span className="whitespace-nowrap text-muted-foreground text-xs">
              <RelativeTime at={line.createdAt} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
