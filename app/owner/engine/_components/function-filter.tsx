"use client";

import { useRouter } from "next/navigation";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";

const everything = "*";

/** Chooses the function whose runs are shown; the choice is an address. */
export function FunctionFilter(props: {
  functions: { id: string; name: string; href: string }[];
  all: string;
  current?: string;
}) {
  const router = useRouter();
  const choose = (id: string) => router.push(props.functions.find((one) => one.id === id)?.href ?? props.all);
  return (
    <Select value={props.current ?? everything} onValueChange={choose}>
      <SelectTrigger aria-label="Filter by function" className="w-full sm:w-56">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={everything}>All functions</SelectItem>
        {props.functions.map(({ id, name }) => (
          <SelectItem key={id} value={id}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
