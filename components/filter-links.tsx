import Link from "next/link";
import { cn } from "#components/cn.ts";

/** A filter as links, so that every choice has an address. */
export function FilterLinks(props: {
  label: string;
  current: string;
  options: { value: string; label: string; href: string }[];
}) {
  return (
    <nav aria-label={props.label} className="flex flex-wrap gap-1">
      {props.options.map((option) => (
        <Link
          key={option.value}
          href={option.href}
          aria-current={option.value === props.current ? "page" : undefined}
          className={cn(
            "inline-flex h-11 items-center rounded-md px-3 text-muted-foreground text-sm hover:bg-hover hover:text-foreground md:h-8 md:coarse:h-11",
            option.value === props.current && "bg-hover font-medium text-foreground",
          )}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
