"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { connectRepositoryAction } from "../actions.ts";

/** A repository to try things on, for people who have none at hand. */
export function SampleOffer({ tenant }: { tenant: string }) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [pending, start] = useTransition();
  const take = () =>
    start(async () => {
      const input = { sourceKind: "sample", location: "", name: "orders-service" } as const;
      const result = await connectRepositoryAction(tenant, input);
      if (result.ok) router.push(`/${tenant}/repositories/${result.data.repositoryId}`);
      else setError(result.error.message);
    });
  return (
    <section className="mt-6 max-w-2xl" aria-label="Sample repository">
      <p className="text-muted-foreground text-sm">
        No repository at hand? Take the sample: a small order service in TypeScript with real bugs and a test
        suite that shows them.
      </p>
      <Button variant="outline" className="mt-3" disabled={pending} onClick={take}>
        {pending ? "Taking it over …" : "Take the sample repository"}
      </Button>
      {error ? (
        <p role="alert" className="mt-2 text-danger-text text-sm">
          {error}
        </p>
      ) : null}
    </section>
  );
}
