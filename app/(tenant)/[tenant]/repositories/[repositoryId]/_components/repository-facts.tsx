import { DataList } from "#components/data-list.tsx";
import { RelativeTime } from "#components/relative-time.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "#components/ui/card.tsx";
import { revealHidden } from "#components/visible-text.ts";
import type { Repository } from "#lib/domain/repositories/schema.ts";

/** What was found out about the code. */
export function DetectionCard({ repository }: { repository: Repository }) {
  const { detection } = repository;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Detected</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <DataList
          className="grid-cols-2"
          items={[
            { label: "Default branch", value: repository.defaultBranch ?? "–" },
            {
              label: "Head",
              value: <span className="font-mono text-xs">{repository.headSha?.slice(0, 10) ?? "–"}</span>,
            },
            { label: "Test runner", value: detection.runner ?? "none found" },
            { label: "Packages", value: detection.packageManager ?? "none" },
            { label: "Files", value: detection.files?.toLocaleString("en") ?? "–" },
            { label: "Test files", value: detection.testFiles?.toLocaleString("en") ?? "–" },
          ]}
        />
        <Languages languages={detection.languages} />
        {detection.notes.length > 0 ? (
          <ul className="grid list-disc gap-1 pl-4 text-muted-foreground text-sm">
            {[...new Set(detection.notes)].map((note) => (
              <li key={note} className="[overflow-wrap:anywhere]">
                {revealHidden(note)}
              </li>
            ))}
          </ul>
        ) : null}
      </CardContent>
    </Card>
  );
}

const shades = ["bg-info", "bg-success", "bg-warning", "bg-danger", "bg-input"];

function Languages({ languages }: { languages: Repository["detection"]["languages"] }) {
  if (languages.length === 0)
    return <p className="text-muted-foreground text-sm">No known language was found.</p>;
  const shown = languages.slice(0, 5);
  return (
    <div>
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full bg-hover">
        {shown.map((language, index) => (
          <span key={language.name} className={shades[index]} style={{ width: `${language.share * 100}%` }} />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs" aria-label="Languages">
        {shown.map((language, index) => (
          <li key={language.name} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rounded-full ${shades[index]}`} />
            {language.name}{" "}
            <span className="tabular text-muted-foreground">{Math.round(language.share * 100)} %</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The latest commits of the default branch; null when the forge could not say. */
export function CommitList(props: {
  commits: { sha: string; subject: string; author: string; committedAt: string }[] | null;
}) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Recent commits</CardTitle>
      </CardHeader>
      <CardContent>
        {props.commits === null ? (
          <p className="text-muted-foreground text-sm">The commits could not be read. Reload to try again.</p>
        ) : (
          <ol className="grid gap-3">
            {props.commits.map((commit) => (
              <li key={commit.sha} className="min-w-0">
                <p className="line-clamp-2 text-sm [overflow-wrap:anywhere]">
                  <bdi>{revealHidden(commit.subject)}</bdi>
                </p>
                <p className="flex flex-wrap gap-x-2 text-muted-foreground text-xs">
                  <span className="font-mono">{commit.sha.slice(0, 8)}</span>
                  <bdi>{revealHidden(commit.author)}</bdi>
                  <RelativeTime at={commit.committedAt} />
                </p>
              </li>
            ))}
          </ol>
        )}
      </CardContent>
    </Card>
  );
}
