"use client";

import { useEffect, useState } from "react";
import { cn } from "#components/cn.ts";
import type { PasswordStrength } from "#lib/domain/users/password-strength.ts";

const colours = ["bg-danger", "bg-danger", "bg-warning", "bg-success", "bg-success"] as const;

/** Judges a short while after the last key; the estimator is loaded with the first one. */
function useStrength(password: string, about: readonly string[]): PasswordStrength | undefined {
  const [strength, setStrength] = useState<PasswordStrength>();
  const known = about.join("\n");
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      // Without it the hint stays as it is: the server judges anyway.
      const judge = await import("#lib/domain/users/password-strength.ts").catch(() => undefined);
      const judged = await judge?.passwordStrength(password, known.split("\n")).catch(() => undefined);
      if (current && judged) setStrength(judged);
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [password, known]);
  return strength;
}

/** How strong a password is while it is typed. */
export function PasswordHint({ password, about }: { password: string; about: readonly string[] }) {
  const strength = useStrength(password, about);
  if (password === "" || !strength) return <>At least 10 characters. Several words work well.</>;
  return (
    <span className="grid gap-1.5">
      <span aria-hidden className="grid grid-cols-4 gap-1">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cn("h-1 rounded-full", strength.score >= step ? colours[strength.score] : "bg-hover")}
          />
        ))}
      </span>
      <span>
        <span className="font-medium text-foreground">{strength.label}.</span> {strength.hint}
      </span>
    </span>
  );
}
