/**
 * The import table of docs/architecture.md as data. A file belongs to the first zone whose pattern matches
 * its path; it may import files of its own zone and those that match one of `may`. What no zone names
 * (root configuration, scripts, e2e, evals) may import anything, and nothing of ours may import it.
 */
export interface Zone {
  name: string;
  files: RegExp;
  may: RegExp[];
  /** Files of its own zone that it must not import. */
  except?: (from: string, to: string) => string | undefined;
}

const leaves = /^lib\/(env|errors|ids|clock)\.ts$/;
const observability = /^lib\/observability\//;
const below = [leaves, observability];
const domain = /^lib\/domain\//;
const ports = /^lib\/ports\/[^/]+\/port\.ts$/;
const select = /^lib\/ports\/[^/]+\/select\.ts$/;

const nounOf = (path: string): string | undefined => /^lib\/domain\/([^/]+)\//.exec(path)?.[1];
const portOf = (path: string): string | undefined => /^lib\/ports\/([^/]+)\//.exec(path)?.[1];
const screenOf = (path: string): string | undefined => /^(.*)\/_components\//.exec(path)?.[1];
const publicDomainFile = /\/(schema|queries|[a-z]+(-[a-z0-9]+)+)\.ts$/;
const toolBasis = /^lib\/tools\/(define-tool|policy|registry|[a-z-]*context)\.ts$/;

const zones: Zone[] = [
  { name: "leaves", files: leaves, may: [leaves] },
  { name: "lib/observability", files: observability, may: [leaves] },
  { name: "lib/db", files: /^lib\/db\//, may: [leaves] },
  {
    name: "lib/ports",
    files: /^lib\/ports\//,
    may: [...below, /^lib\/repair\//],
    except: (from, to) => {
      if (to.startsWith("lib/repair/")) {
        return portOf(from) === "models" ? undefined : "only the local model calls the repair engine";
      }
      return portOf(from) === portOf(to) || !portOf(to) ? undefined : "a port does not know another port";
    },
  },
  { name: "lib/repair", files: /^lib\/repair\//, may: below },
  {
    name: "lib/domain",
    files: domain,
    may: [...below, /^lib\/db\//, ports],
    except: (from, to) =>
      nounOf(from) === nounOf(to) || !nounOf(to) || publicDomainFile.test(to)
        ? undefined
        : "another noun is used only through its verbs, queries.ts and schema.ts",
  },
  {
    name: "lib/tools",
    files: /^lib\/tools\//,
    may: [...below, domain, ports, /^lib\/repair\//],
    except: (from, to) =>
      !to.startsWith("lib/tools/") || toolBasis.test(to) || toolBasis.test(from)
        ? undefined
        : "a tool does not import another tool",
  },
  {
    name: "lib/agents",
    files: /^lib\/agents\//,
    may: [...below, /^lib\/tools\//, domain, ports],
  },
  { name: "lib/http", files: /^lib\/http\//, may: [...below, domain, /^lib\/db\//, ports, select] },
  { name: "inngest/local", files: /^inngest\/local\//, may: below },
  {
    name: "inngest",
    files: /^inngest\//,
    may: [...below, /^lib\/(agents|tools|db)\//, domain, ports, select],
    except: (from, to) =>
      to.startsWith("inngest/local/")
        ? `${from} talks to the local engine through the inngest SDK`
        : undefined,
  },
  { name: "components/ui", files: /^components\/ui\//, may: [] },
  {
    name: "components",
    files: /^components\//,
    may: [/^lib\/domain\/[^/]+\/(schema|state)\.ts$/, /^components\/ui\//],
  },
  {
    name: "app/api/inngest",
    files: /^app\/api\/inngest\//,
    may: [...below, /^inngest\/(?!local\/)/, /^lib\/http\//, domain],
  },
  {
    name: "app",
    files: /^(app\/|proxy\.ts$|instrumentation\.ts$)/,
    may: [...below, /^components\//, /^lib\/http\//, domain],
    except: (from, to) => {
      const screen = screenOf(to);
      return !screen || from.startsWith(`${screen}/`) ? undefined : "_components belong to their own screen";
    },
  },
  { name: "supabase", files: /^supabase\//, may: [...below, /^lib\/(db|ports|http)\//, domain] },
];

/** Which zones may use a package; a package that is not listed may be used everywhere. */
export const packageZones: Record<string, RegExp> = {
  "@supabase/supabase-js": /^(lib\/db|supabase)$/,
  "@supabase/ssr": /^lib\/db$/,
  "@supabase/lite": /^supabase$/,
  "@electric-sql/pglite": /^(supabase|inngest\/local)$/,
  kysely: /^supabase$/,
  ai: /^lib\/(agents|tools|ports)$/,
  "@ai-sdk/provider": /^lib\/(agents|tools|ports)$/,
  inngest: /^(inngest|inngest\/local|app\/api\/inngest|lib\/ports)$/,
  "next-auth": /^(app|lib\/http)$/,
  next: /^(app|app\/api\/inngest|components|components\/ui|lib\/http)$/,
  react: /^(app|components|components\/ui)$/,
  "react-dom": /^(app|components|components\/ui)$/,
  "radix-ui": /^(components|components\/ui)$/,
  "@node-rs/argon2": /^lib\/(http|domain)$/,
};

/** The zone of a file; undefined for scripts, tests of the whole and configuration. */
export function zoneOf(path: string): Zone | undefined {
  return zones.find((zone) => zone.files.test(path));
}
