"use client";

import { ChevronsUpDown, KeyRound, LogOut, Settings, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { signOutAndLeave } from "#app/_components/sign-out-button.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";

/** Who is signed in, and what they can do about it. */
export function UserMenu(props: {
  name: string;
  email: string;
  /** Path of the settings page; none outside a tenant. */
  settings?: string;
  isOwner?: boolean;
  /** Only the initials. */
  compact?: boolean;
}) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        {props.compact ? (
          <Button variant="ghost" size="icon">
            <Avatar name={props.name} />
            <span className="sr-only">Account of {props.name}</span>
          </Button>
        ) : (
          <Button variant="ghost" className="h-11 min-w-0 flex-1 justify-start px-2 md:h-11">
            <Avatar name={props.name} />
            <span className="min-w-0 flex-1 text-left">
              <span className="block truncate text-[0.8125rem] leading-4">
                <span className="sr-only">Account of </span>
                {props.name}
              </span>
              <span className="block truncate font-normal text-muted-foreground text-xs leading-4">
                {props.email}
              </span>
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
          </Button>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent align={props.compact ? "end" : "start"} className="w-56">
        <DropdownMenuLabel className="truncate">{props.email}</DropdownMenuLabel>
        {props.settings ? (
          <DropdownMenuItem asChild>
            <Link href={props.settings}>
              <Settings aria-hidden /> Settings
            </Link>
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem asChild>
          <Link href="/account/security">
            <KeyRound aria-hidden /> Security
          </Link>
        </DropdownMenuItem>
        {props.isOwner ? (
          <DropdownMenuItem asChild>
            <Link href="/owner">
              <ShieldCheck aria-hidden /> Owner Console
            </Link>
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOutAndLeave()}>
          <LogOut aria-hidden /> Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
