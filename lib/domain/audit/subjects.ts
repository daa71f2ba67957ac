/** What actions begin with, and how people call it. */
export const auditSubjects = [
  { prefix: "user.", label: "Accounts" },
  { prefix: "session.", label: "Sessions" },
  { prefix: "repository.", label: "Repositories" },
  { prefix: "goal.", label: "Goals" },
  { prefix: "run.", label: "Runs" },
  { prefix: "approval.", label: "Approvals" },
  { prefix: "pull_request.", label: "Pull requests" },
  { prefix: "forge_token.", label: "Git tokens" },
  { prefix: "engine_run.", label: "Durable engine" },
] as const;
