import { cn } from "#components/cn.ts";

/** The mark: a sun on the horizon. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6", className)} fill="none">
      <path d="M5.5 16a6.5 6.5 0 0 1 13 0Z" className="fill-brand" />
      <path
        d="M2.5 16h19M12 3.5v2.8M4.2 7.6l1.9 1.9M19.8 7.6l-1.9 1.9M7.5 20h9"
        className="stroke-foreground"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2 font-semibold text-[0.9375rem] tracking-tight",
        className,
      )}
    >
      <LogoMark />
      MorningAI
    </span>
  );
}
