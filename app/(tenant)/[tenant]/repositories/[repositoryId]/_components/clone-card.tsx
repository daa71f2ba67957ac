"use client";

import { KeyRound } from "lucide-react";
import { useState, useTransition } from "react";
import { CopyButton } from "#components/copy-button.tsx";
import { ScrollRegion } from "#components/scroll-region.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { holds } from "#lib/domain/permissions/hold-permission.ts";
import type { ForgeToken } from "#lib/domain/repositories/schema.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";
import { createForgeTokenAction } from "../../actions.ts";

/** How to clone, with an access token made on the spot and shown once. */
export function CloneCard(props: { url: string; repositoryName: string; tenant: string; role: TenantRole }) {
  const [token, setToken] = useState<ForgeToken>();
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const create = (access: "read" | "write") =>
    start(async () => {
      const label = `Clone of ${props.repositoryName}`.slice(0, 80);
      const result = await createForgeTokenAction(props.tenant, { label, access });
      setProblem(result.ok ? undefined : result.error.message);
      if (result.ok) setToken(result.data);
    });
  const address = token ? withToken(props.url, token.token) : props.url;
  return (
    <Card className="min-w-0">
      <CardHeader>
        <div>
          <CardTitle>Clone</CardTitle>
          <CardDescription>With git over HTTP. The access token is the password.</CardDescription>
        </div>
      </CardHeader>
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="flex items-center gap-1 rounded-md border bg-muted/50 py-1 pr-1 pl-3">
          <ScrollRegion label="Clone command" className="min-w-0 flex-1 py-1">
            <code className="whitespace-nowrap font-mono text-xs">git clone {address}</code>
          </ScrollRegion>
          <CopyButton value={`git clone ${address}`} label="Copy the clone command" />
        </div>
        {token ? (
          <Alert tone="warning" title="This token is shown once">
            It opens all repositories of this organisation until {token.expiresAt.slice(0, 10)}. Copy the
            command now; only a digest of the token is kept.
          </Alert>
        ) : (
          <div className="flex flex-wrap gap-2">
            <Button variant="outline" size="sm" disabled={pending} onClick={() => create("read")}>
              <KeyRound aria-hidden /> Make a token to read
            </Button>
            {!holds(props.role, "forge_token.create_write") ? null : (
              <Button variant="outline" size="sm" disabled={pending} onClick={() => create("write")}>
                Make a token to read and push
              </Button>
            )}
          </div>
        )}
        {problem ? (
          <p role="alert" className="text-danger-text text-sm">
            {problem}
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}

function withToken(url: string, token: string): string {
  const address = new URL(url);
  address.username = "token";
  address.password = token;
  return address.toString();
}
