import type { Ports } from "#lib/domain/context.ts";
import { env } from "#lib/env.ts";
import { selectEngine } from "#lib/ports/engine/select.ts";
import { selectEvents } from "#lib/ports/events/select.ts";
import { selectForge } from "#lib/ports/forge/select.ts";
import { selectMail } from "#lib/ports/mail/select.ts";
import { selectModels } from "#lib/ports/models/select.ts";
import { selectSandbox } from "#lib/ports/sandbox/select.ts";

let built: Ports | undefined;

/** The ports of this process, chosen once from the environment. */
export function ports(): Ports {
  built ??= buildPorts();
  return built;
}

function buildPorts(): Ports {
  const settings = env();
  return {
    engine: selectEngine({
      dev: settings.INNGEST_DEV,
      eventKey: settings.INNGEST_EVENT_KEY,
      signingKey: settings.INNGEST_SIGNING_KEY,
      baseUrl: settings.INNGEST_BASE_URL,
    }),
    events: selectEvents({ eventKey: settings.INNGEST_EVENT_KEY, dev: settings.INNGEST_DEV }),
    forge: selectForge({
      dataDir: settings.DATA_DIR,
      roots: settings.REPOSITORY_ROOTS.split(":").filter(Boolean),
      maxMb: settings.REPOSITORY_MAX_MB,
      egress: { allowedHosts: settings.ALLOWED_HOSTS.split(",").filter(Boolean) },
    }),
    mail: selectMail({
      smtpUrl: settings.SMTP_URL,
      from: settings.MAIL_FROM,
      appUrl: settings.APP_URL,
    }),
    models: selectModels(),
    sandbox: selectSandbox({
      dataDir: settings.DATA_DIR,
      programDir: process.cwd(),
      node: settings.SANDBOX_NODE,
      registry: settings.NPM_REGISTRY,
    }),
  };
}
