"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { UserMenu } from "#app/_components/user-menu.tsx";
import { NavList } from "#app/(tenant)/[tenant]/_components/nav-list.tsx";
import type { ShellProps } from "#app/(tenant)/[tenant]/_components/shell-props.ts";
import { TenantSwitcher } from "#app/(tenant)/[tenant]/_components/tenant-switcher.tsx";
import { ThemeToggle } from "#components/theme-toggle.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet, SheetContent, SheetDescription, SheetTitle, SheetTrigger } from "#components/ui/sheet.tsx";

/** The frame's top line on phones: the menu in a sheet, theme and account. */
export function MobileBar(props: ShellProps) {
  const [open, setOpen] = useState(false);
  return (
    <header className="sticky top-0 z-40 flex h-14 items-center gap-1 border-b bg-background/95 px-2 backdrop-blur md:hidden">
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>
          <Button variant="ghost" size="icon" aria-label="Open menu">
            <Menu aria-hidden className="size-5" />
          </Button>
        </SheetTrigger>
        <SheetContent className="gap-2 p-2">
          <SheetTitle className="sr-only">Menu</SheetTitle>
          <SheetDescription className="sr-only">Places of {props.tenant.name}</SheetDescription>
          <div className="flex pr-12">
            <TenantSwitcher tenant={props.tenant} tenants={props.tenants} />
          </div>
          <NavList
            tenant={props.tenant.slug}
            roles={props.roles}
            pendingApprovals={props.pendingApprovals}
            onNavigate={() => setOpen(false)}
          />
        </SheetContent>
      </Sheet>
      <span className="min-w-0 flex-1 truncate font-semibold tracking-tight">{props.tenant.name}</span>
      <ThemeToggle />
      <UserMenu {...props.viewer} settings={`/${props.tenant.slug}/settings`} compact />
    </header>
  );
}
