import { cn } from "#components/cn.ts";
import { passwordStrength } from "#lib/domain/users/password-strength.ts";

const colours = ["bg-danger", "bg-danger", "bg-warning", "bg-success", "bg-success"] as const;

/** How strong a password is while it is typed. */
export function PasswordHint({ password }: { password: string }) {
  const strength = passwordStrength(password);
  if (password === "") return <>At least 10 characters. Several words work well.</>;
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
