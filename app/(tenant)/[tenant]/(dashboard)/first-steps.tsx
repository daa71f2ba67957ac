import { Check } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";

/** What to do first, for an organisation in which nothing has run yet. */
export function FirstSteps({ tenant, repositories }: { tenant: string; repositories: number }) {
  const steps = [
    {
      title: "Connect a repository",
      text: "By its path on this server or a git URL. Tests and commands are found out by themselves.",
      done: repositories > 0,
    },
    {
      title: "Write a goal",
      text: "In your own words: what is wrong, or a failing test. The run page opens at once.",
      done: false,
    },
    {
      title: "Decide on the result",
      text: "You get a pull request with the proof: failing before, passing after. Nothing is merged without you.",
      done: false,
    },
  ];
  return (
    <Card>
      <CardHeader>
        <CardTitle>First steps</CardTitle>
      </CardHeader>
      <CardContent>
        <ol className="grid gap-5 md:grid-cols-3">
          {steps.map((step, index) => (
            <li key={step.title} className="flex gap-3">
              <span className="flex size-6 shrink-0 items-center justify-center rounded-full border text-xs">
                {step.done ? <Check aria-hidden className="size-3.5 text-success" /> : index + 1}
              </span>
              <div>
                <p className="font-medium text-sm leading-6">
                  {step.title}
                  {step.done ? <span className="sr-only"> (done)</span> : null}
                </p>
                <p className="mt-0.5 text-muted-foreground text-sm leading-relaxed">{step.text}</p>
              </div>
            </li>
          ))}
        </ol>
        {repositories === 0 ? (
          <Button asChild className="mt-6">
            <Link href={`/${tenant}/repositories/new`}>Connect a repository</Link>
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}
