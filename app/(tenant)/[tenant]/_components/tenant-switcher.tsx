"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import Link from "next/link";
import { LogoMark } from "#components/logo.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";

interface TenantLink {
  slug: string;
  name: string;
}

/** The present tenant, the way to the others and to a new one. */
export function TenantSwitcher({ tenant, tenants }: { tenant: TenantLink; tenants: TenantLink[] }) {
  const name = (
    <span className="min-w-0 flex-1 truncate text-left font-semibold tracking-tight">{tenant.name}</span>
  );
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          className="h-11 min-w-0 flex-1 justify-start gap-2.5 px-2 md:h-11"
          aria-label={`Organisation: ${tenant.name}`}
        >
          <LogoMark className="size-6 shrink-0" />
          {name}
          <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-56">
        <DropdownMenuLabel>Organisations</DropdownMenuLabel>
        {tenants.map((other) => (
          <DropdownMenuItem key={other.slug} asChild>
            <Link href={`/${other.slug}`}>
              <span className="flex-1 truncate">{other.name}</span>
              {other.slug === tenant.slug ? <Check aria-hidden /> : null}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/welcome">
            <Plus aria-hidden />
            New organisation
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
