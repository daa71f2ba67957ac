import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#components/cn.ts";
import type { Tone } from "#components/ui/badge.tsx";

const looks = {
  neutral: { icon: Info, className: "bg-muted text-foreground" },
  info: { icon: Info, className: "border-info-border bg-info-surface text-info" },
  success: { icon: CircleCheck, className: "border-success-border bg-success-surface text-success" },
  warning: { icon: TriangleAlert, className: "border-warning-border bg-warning-surface text-warning" },
  danger: { icon: CircleAlert, className: "border-danger-border bg-danger-surface text-danger-text" },
} as const satisfies Record<Tone, unknown>;

/** A message in the flow of the page. Danger is announced at once, the others politely. */
export function Alert({
  tone = "neutral",
  title,
  className,
  children,
  ...props
}: Omit<ComponentProps<"div">, "title"> & { tone?: Tone; title?: string }) {
  const { icon: Icon, className: look } = looks[tone];
  return (
    <div
      data-slot="alert"
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex gap-3 rounded-lg border px-3.5 py-3 text-sm", look, className)}
      {...props}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 leading-relaxed [overflow-wrap:anywhere]">
        {title ? <p className="font-medium">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
