import { Search } from "lucide-react";
import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";

/** A search whose words stand in the address. */
export function SearchForm(props: { action: string; label: string; value: string }) {
  return (
    <Form action={props.action} role="search" className="mb-4 flex max-w-md gap-2">
      <Input
        type="search"
        name="search"
        aria-label={props.label}
        placeholder={props.label}
        defaultValue={props.value}
        maxLength={200}
      />
      <Button type="submit" variant="outline" size="icon" aria-label="Search">
        <Search aria-hidden />
      </Button>
    </Form>
  );
}
