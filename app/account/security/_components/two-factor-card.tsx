import Link from "next/link";
import { CodeDialog } from "#app/account/security/_components/code-dialog.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { FEW_RECOVERY_CODES, type TwoFactor } from "#lib/domain/two-factor/schema.ts";

const setUp = "/two-factor/set-up?callbackUrl=/account/security";

function FewCodes({ left }: { left: number }) {
  if (left > FEW_RECOVERY_CODES) return null;
  const text =
    left === 0
      ? "No recovery code is left."
      : `Only ${left} recovery ${left === 1 ? "code is" : "codes are"} left.`;
  return (
    <Alert tone="warning" title={text}>
      Make new ones, so that you get in when your authenticator app is lost.
    </Alert>
  );
}

/** State of the second factor, and what can be done about it. */
export function TwoFactorCard({ twoFactor }: { twoFactor: TwoFactor }) {
  const { since, recoveryCodesLeft, required } = twoFactor;
  return (
    <Card aria-labelledby="two-factor">
      <CardHeader>
        <div>
          <CardTitle id="two-factor">Two-factor sign-in</CardTitle>
          <CardDescription>A code from an authenticator app besides your password.</CardDescription>
        </div>
        <Badge tone={since ? "success" : "warning"}>{since ? "On" : "Off"}</Badge>
      </CardHeader>
      <CardContent className="grid gap-4">
        {since ? (
          <>
            <FewCodes left={recoveryCodesLeft} />
            <p className="text-sm">
              On since <RelativeTime at={since} />. {recoveryCodesLeft} of 10 recovery codes are left.
              {required ? " Your role or your organisation asks for it, so it can’t be switched off." : null}
            </p>
            <div className="flex flex-wrap gap-2">
              <CodeDialog act="renew" />
              <Button asChild variant="outline">
                <Link href={setUp} prefetch={false}>
                  Change app
                </Link>
              </Button>
              {required ? null : <CodeDialog act="remove" />}
            </div>
          </>
        ) : (
          <>
            <p className="text-sm">Whoever learns your password gets in. A second factor stops that.</p>
            <Button asChild className="w-full sm:w-fit">
              <Link href={setUp} prefetch={false}>
                Set up
              </Link>
            </Button>
          </>
        )}
      </CardContent>
    </Card>
  );
}
