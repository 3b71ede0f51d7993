import { readFile, stat } from "node:fs/promises";
import { basename, relative, resolve, sep } from "node:path";
import type { BuildFailure, BuildOptions, Plugin } from "esbuild";
import { FindingsError } from "../errors.ts";
import { sha256 } from "../files.ts";

/** SHA-256 by path, relative to the root and with `/`, sorted by path. */
export type Hashes = { [path: string]: string };

/**
 * The module at `entry` (absolute) and everything that it imports from files of its own, as
 * esbuild's resolver finds them: nothing is declared by hand, and packages do not count.
 * Imports that are only types are left out, since they cannot change a result.
 */
export async function findImports(
  entry: string,
  root: string,
): Promise<string[]> {
  const { build } = await import("esbuild");
  const bundle = build({
    ...following(entry, root),
    metafile: true,
    plugins: [onlyFiles],
  });
  const result = await bundle.catch((error) => {
    throw asFindings(error, root);
  });
  return Object.keys(result.metafile.inputs)
    .map((path) => toPath(path, root))
    .sort();
}

/** How esbuild follows what the module at `entry` imports from files of its own. */
export function following(entry: string, root: string) {
  return {
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    packages: "external",
    preserveSymlinks: true,
    loader: { ".wasm": "file" },
    outdir: root,
    logLevel: "silent",
  } satisfies BuildOptions;
}

/** Refuses to import what is no regular file: reading a pipe or a device may never end. */
export const onlyFiles: Plugin = {
  name: "only-files",
  setup({ onLoad }) {
    onLoad({ filter: /.*/, namespace: "file" }, async ({ path }) =>
      (await isFile(path))
        ? undefined
        : { errors: [{ text: `not a regular file: ${basename(path)}` }] },
    );
  },
};

/** False, too, where there is nothing. */
async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

/**
 * Hashes of the files; a file that is gone, or is no regular file, counts as changed: it hashes
 * to "".
 */
export async function hashFiles(
  paths: readonly string[],
  root: string,
): Promise<Hashes> {
  const hashes = await Promise.all(
    paths.map(async (path) => {
      const file = resolve(root, path);
      const bytes = (await isFile(file))
        ? await readFile(file).catch(() => undefined)
        : undefined;
      return [path, bytes === undefined ? "" : sha256(bytes)] as const;
    }),
  );
  return Object.fromEntries(hashes);
}

/** What esbuild could not parse or find, at the place where a person can mend it. */
export function asFindings(error: unknown, root: string): unknown {
  if (!(error instanceof Error) || !("errors" in error)) return error;
  const { errors } = error as BuildFailure;
  return new FindingsError(
    errors.map(({ text, location }) => ({
      file: toPath(location?.file ?? "experiment.ts", root),
      line: location?.line ?? 1,
      column: (location?.column ?? 0) + 1,
      severity: "error",
      message: text.replace(/^./, (letter) => letter.toLowerCase()),
      rule: "broken-code",
      hint: "mend the line, then build again",
    })),
  );
}

/** The path from the root, with `/`. */
export function toPath(file: string, root: string): string {
  return relative(root, resolve(root, file)).split(sep).join("/");
}
