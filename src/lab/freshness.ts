import { realpathSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { areSame, type Classes } from "../classes.ts";
import type { RunHead } from "../record/kept.ts";
import type { Profile, Provenance } from "../record/record.ts";
import {
  findImports,
  type Hashes,
  hashFiles,
  lectern,
  toPath,
} from "./imports.ts";
import { readVersions } from "./versions.ts";

/** What a build asks for; `data` is the identity of the digits that would be used, of which `classes` are read. */
export interface Wanted {
  readonly profile: Profile;
  readonly seed: number;
  readonly engine: "auto" | "native" | "wasm";
  readonly data: string;
  readonly classes: Classes;
  /** False: a run with fused arithmetic will do, too. */
  readonly reproducible: boolean;
}

/** The code behind a run: what the experiment imports, and what runs it. */
export type Code = Pick<Provenance, "imports" | "runner">;

const runner = join(lectern, "src/lab/process.ts");

/**
 * Finds and hashes the code behind the experiment at `entry` (absolute): its own files, from the
 * root, and Lectern's, from where that lies. So both read the same in any course.
 */
export async function readCode(entry: string, root: string): Promise<Code> {
  const found = await findImports(entry, root);
  const isOurs = (path: string) => fromLectern(path, root).startsWith("src/");
  const imports = found.filter((path) => !isOurs(path));
  const engine = await readdir(join(lectern, "src/engine"), {
    recursive: true,
  });
  const runs = [
    ...found.filter(isOurs).map((path) => fromLectern(path, root)),
    ...(await findImports(runner, lectern)),
    ...engine
      .filter(isLoaded)
      .map((name) => `src/engine/${name.split(sep).join("/")}`),
  ];
  return {
    imports: await hashFiles(imports, root),
    runner: await hashFiles([...new Set(runs)].sort(), lectern),
  };
}

/** A course may reach Lectern through a link. */
function fromLectern(path: string, root: string): string {
  return toPath(realpathSync(resolve(root, path)), realpathSync(lectern));
}

/**
 * What the engine loads by its path and not by an import: kernels and threads. A run asks for
 * reproducible arithmetic, so the kernels with fused arithmetic have no part in it.
 */
function isLoaded(name: string): boolean {
  return /\.(wasm|mjs|cjs)$/.test(name) && !name.endsWith("-fma.wasm");
}

/**
 * Why the experiment must run again, in words for the terminal; empty when the record still
 * stands. Only files named in the record are read: while none of them changed, what they
 * import did not change either.
 */
export async function whyStale(
  run: RunHead | undefined,
  wanted: Wanted,
  experiment: string,
  root: string,
): Promise<string[]> {
  if (run === undefined) return ["it has not run yet"];
  const { record } = run;
  const { provenance } = record;
  const why: string[] = [];
  if (record.profile !== wanted.profile) {
    why.push(`the last run was a ${record.profile} run`);
  }
  if (record.seed !== wanted.seed) why.push(`the seed was ${record.seed}`);
  const { classes } = provenance.data;
  if (!areSame(classes, wanted.classes)) {
    why.push(`digits ${classes.join(",")} → ${wanted.classes.join(",")}`);
  } else if (run.data !== wanted.data) {
    why.push(`the digits changed (the last run read ${provenance.data.name})`);
  }
  if (wanted.engine !== "auto" && wanted.engine !== provenance.engine.name) {
    why.push(`the engine was ${provenance.engine.name}`);
  }
  if (wanted.reproducible && provenance.engine.arithmetic === "fma") {
    why.push("the last run was not reproducible");
  }
  for (const [name, version] of Object.entries(
    readVersions(provenance.engine.name),
  )) {
    if (provenance.versions[name] !== version)
      why.push(`${name} is now ${version}`);
  }
  const name = experiment.split("/").at(-1);
  for (const path of await changed(provenance.imports, root)) {
    why.push(
      path === experiment
        ? `${name} changed`
        : `${path}, ${/\.[cm]?[jt]sx?$/.test(path) ? "imported" : "read"} by it, changed`,
    );
  }
  for (const path of await changed(provenance.runner, lectern)) {
    why.push(`${path}, which runs it, changed`);
  }
  return why;
}

async function changed(hashes: Hashes, root: string): Promise<string[]> {
  const paths = Object.keys(hashes);
  const now = await hashFiles(paths, root);
  return paths.filter((path) => now[path] !== hashes[path]);
}
