import { createRequire, isBuiltin } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { type ModuleRecord, mockingCall, readModule } from "./module-record.ts";
import type { Resolver } from "./resolve.ts";
import { ready, synthetic } from "./vm-modules.ts";

/** Modules the harness answers instead of Node, such as `node:test`. */
export type HarnessModules = ReadonlyMap<string, Record<string, unknown>>;

type Wrapper = (...parameters: unknown[]) => void;

/** One evaluation of the module graph: instances are made on demand and never shared with the next candidate. */
export interface World {
  texts: ReadonlyMap<string, string>;
  esm: Map<string, vm.Module>;
  cjs: Map<string, { exports: unknown }>;
}

const LARGE_DATA = 16_384;

/** Links the repository's modules by hand so that a changed file costs only the modules that depend on it. */
export class Linker {
  readonly records = new Map<string, ModuleRecord>();
  /** Who imports whom, by absolute path. */
  readonly importers = new Map<string, Set<string>>();
  readonly #externals = new Map<string, vm.Module>();
  readonly #names = new Map<string, string[]>();
  readonly #wrappers = new Map<string, Wrapper>();
  readonly #data = new Map<string, unknown>();
  readonly #resolver: Resolver;
  readonly #harness: HarnessModules;
  #instances = 0;
  unsupported: string | undefined;

  constructor(resolver: Resolver, harness: HarnessModules) {
    this.#resolver = resolver;
    this.#harness = harness;
  }

  /** Read a file and all it imports statically; packages are loaded by Node itself. */
  async load(path: string): Promise<ModuleRecord> {
    const known = this.records.get(path);
    if (known) return known;
    const record = this.#read(path);
    for (const specifier of record.imports) {
      if (this.#harnessModule(specifier)) continue;
      const target = this.#resolver.resolve(specifier, path);
      if (target.kind === "external") await this.#external(target.specifier);
      else {
        this.#link(path, target.path);
        await this.load(target.path);
      }
    }
    return record;
  }

  /**
   * Load what a configuration names. A package stays loaded; a file of the repository is read, and its path
   * returned, because it has to be evaluated in every world.
   */
  async preload(specifier: string, importer: string): Promise<string | undefined> {
    const target = this.#resolver.resolve(specifier, importer);
    if (target.kind === "source") {
      await this.load(target.path);
      return target.path;
    }
    if (/\.[cm]?js$|\.json$/.test(target.path)) createRequire(importer)(target.path);
    else await this.#external(target.specifier);
    return undefined;
  }

  #read(path: string): ModuleRecord {
    const record = readModule(path);
    this.records.set(path, record);
    this.unsupported ??= mockingCall(record.source.ast);
    return record;
  }

  #link(importer: string, imported: string): void {
    const importers = this.importers.get(imported) ?? new Set();
    this.importers.set(imported, importers.add(importer));
  }

  #harnessModule(specifier: string): Record<string, unknown> | undefined {
    return this.#harness.get(specifier);
  }

  async #external(specifier: string): Promise<vm.Module> {
    const known = this.#externals.get(specifier);
    if (known) return known;
    const name = isBuiltin(specifier) && !specifier.startsWith("node:") ? `node:${specifier}` : specifier;
    const namespace = (await import(name)) as Record<string, unknown>;
    const module = synthetic(specifier, Object.keys(namespace), (key) => namespace[key]);
    this.#externals.set(specifier, module);
    return module;
  }

  /** Every file that has to be evaluated again when `path` changes, itself included. */
  dependents(path: string): Set<string> {
    const found = new Set([path]);
    for (const next of found) for (const importer of this.importers.get(next) ?? []) found.add(importer);
    return found;
  }

  /** The module object of a repository file in a world, linked but not evaluated. */
  esm(world: World, path: string): vm.Module {
    const made = world.esm.get(path);
    if (made) return made;
    const record = this.records.get(path) ?? this.#read(path);
    if (record.kind !== "esm") {
      const module = this.#wrapped(world, record);
      world.esm.set(path, module);
      return module;
    }
    // Node looks modules up by a hash of identifier and text, which gets slow when thousands share both.
    const module = new vm.SourceTextModule(world.texts.get(path) ?? record.plain, {
      identifier: `${path}?${this.#instances++}`,
      initializeImportMeta: (meta) => {
        Object.assign(meta, {
          url: pathToFileURL(path).href,
          filename: path,
          dirname: dirname(path),
          env: {},
        });
      },
      importModuleDynamically: (async (specifier: string) => this.#dynamic(world, specifier, path)) as never,
    });
    world.esm.set(path, module);
    module.linkRequests(module.moduleRequests.map(({ specifier }) => this.#imported(world, specifier, path)));
    return module;
  }

  #imported(world: World, specifier: string, importer: string): vm.Module {
    const harness = this.#harnessModule(specifier);
    if (harness) return this.#harnessEsm(specifier, harness);
    const target = this.#resolver.resolve(specifier, importer);
    if (target.kind === "source") {
      this.#link(importer, target.path);
      return this.esm(world, target.path);
    }
    const module = this.#externals.get(target.specifier);
    if (!module) throw new Error(`${specifier} was not loaded before it was linked`);
    return module;
  }

  #harnessEsm(specifier: string, exports: Record<string, unknown>): vm.Module {
    const known = this.#externals.get(specifier);
    if (known) return known;
    const keys = [...new Set([...Object.keys(exports), "default"])];
    const module = synthetic(
      specifier,
      keys,
      (key) => exports[key] ?? (key === "default" ? exports : undefined),
    );
    this.#externals.set(specifier, module);
    return module;
  }

  async #dynamic(world: World, specifier: string, importer: string): Promise<vm.Module> {
    const target = this.#resolver.resolve(specifier, importer);
    if (target.kind === "external") return ready(await this.#external(target.specifier));
    this.#link(importer, target.path);
    await this.load(target.path);
    const module = this.esm(world, target.path);
    return ready(module);
  }

  /** CommonJS and JSON seen from an ES module: `default` is `module.exports`, its keys are the named exports. */
  #wrapped(world: World, record: ModuleRecord): vm.Module {
    let names = this.#names.get(record.path);
    if (!names) {
      const exports = this.require(world, record.path);
      const keys =
        typeof exports === "object" || typeof exports === "function" ? Object.keys(exports ?? {}) : [];
      names = [...new Set([...keys.filter((key) => key !== "default"), "default"])];
      this.#names.set(record.path, names);
    }
    return synthetic(record.path, names, (key) => {
      const exports = this.require(world, record.path) as Record<string, unknown> | null;
      if (key !== "default") return exports?.[key];
      return exports?.__esModule === true && "default" in exports ? exports.default : exports;
    });
  }

  /** `require` of a repository file inside a world. */
  require(world: World, path: string): unknown {
    const cached = world.cjs.get(path);
    if (cached) return cached.exports;
    const record = this.records.get(path) ?? this.#read(path);
    if (record.kind === "json") return this.#json(world, record);
    if (record.kind === "esm") return this.#requireEsm(world, path);
    const module: { exports: unknown } = { exports: {} };
    world.cjs.set(path, module);
    const real = createRequire(path);
    const require = Object.assign((specifier: string) => this.#required(world, specifier, path, real), real);
    this.#wrapper(world, record).call(module.exports, module.exports, require, module, path, dirname(path));
    return module.exports;
  }

  /** Data is one object in a world; large data, which takes long to read, is one object for all candidates. */
  #json(world: World, { path, plain }: ModuleRecord): unknown {
    const exports = this.#data.get(path) ?? (JSON.parse(plain) as unknown);
    if (plain.length > LARGE_DATA) this.#data.set(path, exports);
    world.cjs.set(path, { exports });
    return exports;
  }

  /** The compiled file; unedited files that import nothing dynamically are compiled once for all candidates. */
  #wrapper(world: World, { path, plain }: ModuleRecord): Wrapper {
    const edited = world.texts.get(path);
    const known = edited === undefined ? this.#wrappers.get(path) : undefined;
    if (known) return known;
    const text = edited ?? plain;
    const run = vm.compileFunction(text, ["exports", "require", "module", "__filename", "__dirname"], {
      filename: path,
      importModuleDynamically: (async (specifier: string) => this.#dynamic(world, specifier, path)) as never,
    }) as Wrapper;
    if (edited === undefined && !/\bimport\s*\(/.test(text)) this.#wrappers.set(path, run);
    return run;
  }

  #required(world: World, specifier: string, importer: string, real: NodeJS.Require): unknown {
    const harness = this.#harnessModule(specifier);
    if (harness) return harness.default ?? harness;
    if (isBuiltin(specifier)) return real(specifier);
    const target = this.#resolver.resolve(specifier, importer);
    if (target.kind === "external") return real(specifier);
    this.#link(importer, target.path);
    return this.require(world, target.path);
  }

  #requireEsm(world: World, path: string): unknown {
    const module = this.esm(world, path);
    if (module.status === "unlinked" || module.status === "linked") void ready(module).catch(() => undefined);
    if (module.status === "errored") throw module.error;
    return module.namespace;
  }
}
