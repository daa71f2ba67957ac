import { cn } from "#components/cn.ts";

/** First letters of the first and last word: "Ada Lovelace" → "AL". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** A person or agent as initials; decorative, so the name must stand next to it or in a label. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      data-slot="avatar"
      className={cn(
        "inline-flex size-7 shrink-0 select-none items-center justify-center rounded-full border bg-muted font-medium text-[0.6875rem] text-muted-foreground",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
