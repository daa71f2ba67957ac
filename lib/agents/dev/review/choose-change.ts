import { type ReviewSubject, readReviewGoal } from "#lib/domain/goals/read-review-goal.ts";
import { findReviewed } from "#lib/domain/pull-requests/find-reviewed.ts";
import { perform } from "../../perform.ts";
import type { RunSession } from "../../run-session.ts";
import { describePatch } from "../verify.ts";

/** The change that is reviewed: from where the histories part to the head. */
export interface ReviewedChange {
  base: string;
  head: string;
  /** In words: "pull request #3", "branch fix-dates against main". */
  subject: string;
  files: { path: string; additions: number; deletions: number }[];
}

type Choice = { change: ReviewedChange } | { question: string };

const EXAMPLES =
  'Say for example "Review branch fix-dates", "Review pull request #3", "Review run #12" or "Review main...fix-dates".';

async function unknownRevision({ context, workspace, facts }: RunSession, name: string): Promise<Choice> {
  const branches = (await context.ports.forge.listBranches(workspace.repository)).filter(
    (branch) => branch !== facts.defaultBranch,
  );
  const known =
    branches.length > 0
      ? `Branches there are: ${branches.slice(0, 10).join(", ")}.`
      : `There is no branch beside ${facts.defaultBranch}.`;
  return {
    question: `${facts.repositoryName} has no branch, tag or commit "${name.slice(0, 100)}". ${known} Which one is meant?`,
  };
}

async function compare(
  session: RunSession,
  commits: { base: string; head: string },
  subject: string,
): Promise<Choice> {
  const { context, workspace } = session;
  const { forge } = context.ports;
  const base = await forge.mergeBase(workspace.repository, commits.base, commits.head);
  if (!base)
    return { question: `The two sides of ${subject} have no common history. Which change is meant?` };
  const { files } = describePatch(await forge.diff(workspace.repository, base, commits.head));
  return { change: { base, head: commits.head, subject, files: files.slice(0, 500) } };
}

/** Pull requests and runs keep their commits; a run that proposed nothing has no change. */
async function recorded(
  session: RunSession,
  subject: Extract<ReviewSubject, { number: number }>,
): Promise<Choice> {
  const { context, facts } = session;
  const name = `${subject.kind === "run" ? "run" : "pull request"} #${subject.number}`;
  const found = await findReviewed(context, { ...subject, repositoryId: facts.repositoryId });
  if (!found)
    return { question: `${facts.repositoryName} has no ${name}. Which change is meant? ${EXAMPLES}` };
  if (!found.base || !found.head)
    return {
      question: `The ${name} has pushed no change that could be reviewed. Which change is meant? ${EXAMPLES}`,
    };
  return compare(session, { base: found.base, head: found.head }, name);
}

async function byName(session: RunSession, names: { base: string; head: string }): Promise<Choice> {
  const { context, workspace } = session;
  const resolved: string[] = [];
  for (const name of [names.base, names.head]) {
    const sha = await context.ports.forge.resolve(workspace.repository, name);
    if (!sha) return unknownRevision(session, name);
    resolved.push(sha);
  }
  const [base = "", head = ""] = resolved;
  return compare(session, { base, head }, `${names.head} against ${names.base}`);
}

async function readChange(session: RunSession, subject: ReviewSubject | null): Promise<Choice> {
  if (!subject) return { question: `The goal does not say which change is to be reviewed. ${EXAMPLES}` };
  if ("number" in subject) return recorded(session, subject);
  const { defaultBranch } = session.facts;
  return byName(session, { base: subject.base ?? defaultBranch, head: subject.head });
}

/** Reads in the goal which change is meant, and finds its two commits; a question when that can't be told. */
export async function chooseChange(session: RunSession): Promise<Choice> {
  const { goalTitle, goalBody } = session.facts;
  const subject = readReviewGoal(goalTitle) ?? readReviewGoal(goalBody);
  return perform(session, { stepKey: "change", name: "read_change", input: { subject } }, () =>
    readChange(session, subject),
  );
}
