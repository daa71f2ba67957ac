"use client";

import { Download, Printer } from "lucide-react";
import { CopyButton } from "#components/copy-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = Object.assign(document.createElement("a"), {
    href: url,
    download: "morningai-recovery-codes.txt",
  });
  link.click();
  URL.revokeObjectURL(url);
}

/** Recovery codes, the one time that they are shown. */
export function RecoveryCodes({ codes, continueTo }: { codes: string[]; continueTo: string }) {
  const text = `MorningAI recovery codes. Each works once.\n\n${codes.join("\n")}\n`;
  return (
    <div className="grid gap-5">
      <Alert tone="warning" title="Keep these recovery codes">
        They are shown this once. Each lets you in once when your authenticator app is lost.
      </Alert>
      <ul
        aria-label="Recovery codes"
        className="tabular grid grid-cols-2 gap-x-6 gap-y-2 rounded-lg border bg-surface p-4 font-mono text-sm"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 print:hidden">
        <CopyButton value={text} label="Copy recovery codes" variant="outline" size="icon" />
        <Button variant="outline" onClick={() => download(text)}>
          <Download aria-hidden /> Download
        </Button>
        <Button variant="outline" onClick={() => window.print()}>
          <Printer aria-hidden /> Print
        </Button>
      </div>
      {/* A whole load, so that the codes do not stay in memory. */}
      <Button className="w-full print:hidden" onClick={() => window.location.assign(continueTo)}>
        I have kept them
      </Button>
    </div>
  );
}
