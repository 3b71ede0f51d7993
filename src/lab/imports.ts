import { stat } from "node:fs/promises";
import { basename, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildFailure, BuildOptions, Metafile, Plugin } from "esbuild";
import { readBounded } from "../bounded.ts";
import { FindingsError } from "../errors.ts";
import { sha256 } from "../files.ts";

/** The folder that Lectern lies in: its own sources are in `src/` there. */
export const lectern = fileURLToPath(new URL("../..", import.meta.url));

/** SHA-256 by path, relative to the root and with `/`, sorted by path. */
export type Hashes = { [path: string]: string };

/**
 * The module at `entry` (absolute) and everything that it imports from files of its own, as
 * esbuild's resolver finds them: nothing is declared by hand, and packages do not count.
 * Imports that are only types are left out, since they cannot change a result. Of what stands
 * behind "lectern", only the files that the module uses something of.
 */
export async function findImports(
  entry: string,
  root: string,
): Promise<string[]> {
  const { build } = await import("esbuild");
  const bundle = build({
    ...following(entry, root),
    packages: "bundle",
    metafile: true,
    plugins: [noPackages, frontPage, onlyFiles],
  });
  const result = await bundle.catch((error) => {
    throw asFindings(error, root);
  });
  return [...reached(result.metafile)].map((path) => toPath(path, root)).sort();
}

/**
 * Leaves packages out, but for Lectern itself: of that its sources are read, which a package has
 * beside what was compiled from them. So a run knows the same code wherever Lectern lies.
 */
const noPackages: Plugin = {
  name: "no-packages",
  setup({ onResolve, resolve: find }) {
    onResolve(
      { filter: /^[^./]/ },
      async ({ path, kind, pluginData, ...from }) => {
        if (kind === "entry-point" || pluginData === noPackages)
          return undefined;
        if (path !== "lectern") return { path, external: true };
        const found = await find(path, {
          ...from,
          kind,
          pluginData: noPackages,
        });
        const compiled = /([/\\])dist[/\\]lectern\.js$/;
        return {
          ...found,
          path: found.path.replace(compiled, "$1src$1lectern.ts"),
        };
      },
    );
  },
};

/** Lectern's front page: it passes on what others hold, and holds nothing itself. */
const isFrontPage = (path: string) =>
  /(^|[/\\])src[/\\]lectern\.ts$/.test(path);

/** Lets esbuild drop what the front page passes on and nobody takes. */
const frontPage: Plugin = {
  name: "front-page",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\./ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === frontPage || !isFrontPage(from.importer)) return;
      const found = await resolve(path, { ...from, pluginData: frontPage });
      return { ...found, sideEffects: false };
    });
  },
};

/** The files that the bundle's entry reaches; through the front page only those in the bundle. */
function reached({ inputs, outputs }: Metafile): Set<string> {
  const found = new Set<string>();
  const bundles = Object.values(outputs);
  const isUsed = (path: string) =>
    bundles.some(({ inputs }) => (inputs[path]?.bytesInOutput ?? 0) > 0);
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const next of inputs[path]?.imports ?? []) {
      if (next.external) continue;
      if (!isFrontPage(path) || isUsed(next.path)) visit(next.path);
    }
  };
  for (const { entryPoint } of bundles) {
    if (entryPoint !== undefined) visit(entryPoint);
  }
  return found;
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
      const bytes = readBounded(resolve(root, path));
      return [path, await bytes.then(sha256, () => "")] as const;
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
