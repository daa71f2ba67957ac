"use client";

import { useState } from "react";
import { connectGithubAction } from "#app/(auth)/actions.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

export function ConnectGithubButton() {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function connect() {
    setPending(true);
    const result = await connectGithubAction({});
    if (result.ok) return window.location.assign("/");
    setProblem(result.error.message);
    setPending(false);
  }
  return (
    <div className="grid gap-5">
      {problem ? <Alert tone="danger">{problem}</Alert> : null}
      <Button className="w-full" disabled={pending} onClick={connect}>
        {pending ? "Connecting …" : "Connect"}
      </Button>
    </div>
  );
}
