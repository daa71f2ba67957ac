/**
 * The import table of docs/architecture.md as data. A file belongs to the first zone whose pattern matches
 * its path; it may import files of its own zone and those that match one of `may`. What no zone names
 * (root configuration, scripts, e2e, evals) may import anything, and nothing of ours may import it.
 */
export interface Target {
  /** How messages name it. */
  name: string;
  files: RegExp;
}

export interface Zone extends Target {
  may: Target[];
  /** Why an import that `may` allows is wrong all the same. */
  except?: (from: string, to: string) => string | undefined;
}

const leaves: Target = {
  name: "env, errors, ids, clock, key-ring, secret-patterns",
  files: /^lib\/(env|errors|ids|clock|key-ring|secret-patterns)\.ts$/,
};
const observability: Target = { name: "lib/observability", files: /^lib\/observability\// };
const below = [leaves, observability];
const net: Target = { name: "lib/net", files: /^lib\/net\// };
const db: Target = { name: "lib/db", files: /^lib\/db\// };
const repair: Target = { name: "lib/repair", files: /^lib\/repair\// };
const review: Target = { name: "lib/review", files: /^lib\/review\// };
const characterise: Target = { name: "lib/characterise", files: /^lib\/characterise\// };
const languageServers: Target = { name: "lib/language-servers", files: /^lib\/language-servers\// };
const domain: Target = { name: "lib/domain", files: /^lib\/domain\// };
const tools: Target = { name: "lib/tools", files: /^lib\/tools\// };
const agents: Target = { name: "lib/agents", files: /^lib\/agents\// };
const http: Target = { name: "lib/http", files: /^lib\/http\// };
const port: Target = { name: "lib/ports/*/port.ts", files: /^lib\/ports\/[^/]+\/port\.ts$/ };
const select: Target = { name: "lib/ports/*/select.ts", files: /^lib\/ports\/([^/]+\/select|ports)\.ts$/ };
const neutral: Target = {
  name: "schema.ts and state.ts of a domain",
  files: /^lib\/domain\/[^/]+\/(([a-z]+-)?schema|state)\.ts$/,
};
const primitives: Target = { name: "components/ui", files: /^components\/ui\// };
const components: Target = { name: "components", files: /^components\// };
const inngestFunctions: Target = { name: "inngest without local", files: /^inngest\/(?!local\/)/ };

const nounOf = (path: string): string | undefined => /^lib\/domain\/([^/]+)\//.exec(path)?.[1];
const portOf = (path: string): string | undefined => /^lib\/ports\/([^/]+)\//.exec(path)?.[1];
const screenOf = (path: string): string | undefined => /^(.*)\/_components\//.exec(path)?.[1];
const publicDomainFile = /\/(schema|queries|[a-z]+(-[a-z0-9]+)+)\.ts$/;

const zones: Zone[] = [
  { ...leaves, may: [] },
  { ...observability, may: [leaves] },
  { ...db, may: [leaves] },
  { ...net, may: below },
  // The one place that chooses all ports, for the edges.
  { name: "lib/ports/ports.ts", files: /^lib\/ports\/ports\.ts$/, may: [...below, domain, port, select] },
  {
    name: "lib/ports",
    files: /^lib\/ports\//,
    may: [...below, net, repair],
    except: (from, to) => {
      if (repair.files.test(to)) {
        return portOf(from) === "models"
          ? undefined
          : "of the ports only the local model calls the repair engine";
      }
      return portOf(from) === portOf(to) || !portOf(to) ? undefined : "a port does not know another port";
    },
  },
  { ...repair, may: below },
  // Runs in the sandbox beside the repair engine, whose parser it shares.
  { ...review, may: [...below, repair] },
  { ...characterise, may: [...below, repair] },
  // Programs in the sandbox, spoken to through it: no port of its own, as nothing could replace them.
  { ...languageServers, may: [...below, port] },
  {
    ...domain,
    may: [...below, db, port],
    except: (from, to) =>
      nounOf(from) === nounOf(to) || !nounOf(to) || publicDomainFile.test(to)
        ? undefined
        : "another noun is used only through its verbs, queries.ts and schema.ts",
  },
  { ...tools, may: [...below, domain, port, repair, languageServers] },
  { ...agents, may: [...below, tools, domain, port] },
  { ...http, may: [...below, domain, db, net, port, select] },
  { name: "inngest/local", files: /^inngest\/local\//, may: below },
  {
    name: "inngest",
    files: /^inngest\//,
    may: [...below, agents, tools, db, domain, port, select],
    except: (_, to) =>
      to.startsWith("inngest/local/")
        ? "the local engine is reached through the inngest SDK only"
        : undefined,
  },
  { ...primitives, may: [] },
  { ...components, may: [neutral, primitives] },
  { name: "app/api/inngest", files: /^app\/api\/inngest\//, may: [...below, inngestFunctions, http, domain] },
  {
    name: "app",
    files: /^(app\/|proxy\.ts$|instrumentation\.ts$)/,
    may: [...below, components, http, domain],
    except: (from, to) => {
      const screen = screenOf(to);
      return !screen || from.startsWith(`${screen}/`) ? undefined : "_components belong to their own screen";
    },
  },
  {
    name: "supabase",
    files: /^supabase\//,
    may: [...below, db, domain, http, { name: "lib/ports", files: /^lib\/ports\// }],
  },
];

const agentParts = ["lib/agents", "lib/tools", "lib/ports"];
const screens = ["app", "components", "components/ui"];

/** Which zones may use a package; a package that is not listed may be used everywhere. */
export const packageZones: Record<string, string[]> = {
  "@supabase/supabase-js": ["lib/db", "supabase"],
  "@supabase/ssr": ["lib/db"],
  "@supabase/lite": ["supabase"],
  "@electric-sql/pglite": ["supabase", "inngest/local"],
  kysely: ["supabase"],
  "vscode-jsonrpc": ["lib/language-servers"],
  "ipaddr.js": ["lib/net"],
  ai: agentParts,
  "@ai-sdk/provider": agentParts,
  inngest: ["inngest", "inngest/local", "app/api/inngest", "lib/ports"],
  "next-auth": ["app", "lib/http"],
  next: [...screens, "app/api/inngest", "lib/http"],
  react: [...screens, "lib/http"],
  "react-dom": screens,
  "radix-ui": ["components", "components/ui"],
  "@node-rs/argon2": ["lib/http", "lib/domain"],
  nodemailer: ["lib/ports"],
};

/** The zone of a file; undefined for scripts, tests of the whole and configuration. */
export function zoneOf(path: string): Zone | undefined {
  return zones.find((zone) => zone.files.test(path));
}
