import { approvalsExpire } from "./functions/approvals-expire.ts";
import { auditPrune } from "./functions/audit-prune.ts";
import { credentialsMaintain } from "./functions/credentials-maintain.ts";
import { dataExportBuild } from "./functions/data-export-build.ts";
import { dataExportsPrune } from "./functions/data-exports-prune.ts";
import { functionCancelled } from "./functions/function-cancelled.ts";
import { goalPlan } from "./functions/goal-plan.ts";
import { mailsDeliver } from "./functions/mails-deliver.ts";
import { outboxSweep } from "./functions/outbox-sweep.ts";
import { pullRequestCheck } from "./functions/pull-request-check.ts";
import { repositoryImport } from "./functions/repository-import.ts";
import { runCleanUp } from "./functions/run-clean-up.ts";
import { runExecute } from "./functions/run-execute.ts";
import { runStop } from "./functions/run-stop.ts";
import { tenantsErase } from "./functions/tenants-erase.ts";

/** Every durable function; served by app/api/inngest and by the terminal command. */
export const functions = [
  repositoryImport,
  goalPlan,
  runExecute,
  runStop,
  runCleanUp,
  pullRequestCheck,
  functionCancelled,
  outboxSweep,
  mailsDeliver,
  approvalsExpire,
  auditPrune,
  dataExportBuild,
  dataExportsPrune,
  tenantsErase,
  credentialsMaintain,
];
