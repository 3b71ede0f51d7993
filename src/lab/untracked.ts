import { realpathSync } from "node:fs";
import { builtinModules, SourceMap } from "node:module";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildResult, Plugin } from "esbuild";
import type { Finding } from "../errors.ts";
import { asFindings, following, onlyFiles, toPath } from "./imports.ts";

/** Modules of Node that bring nothing in from outside: all others read something. */
const harmless =
  /^(node:)?(assert|async_hooks|buffer|crypto|diagnostics_channel|events|path|perf_hooks|punycode|querystring|stream|string_decoder|timers|url|util|zlib)(\/|$)/;

/** Globals that bring something in, and what stands for them in code that is only looked at. */
const globals: { readonly [name: string]: string } = {
  fetch: "lectern_fetch",
  "globalThis.fetch": "lectern_fetch",
  WebSocket: "lectern_websocket",
  "process.env": "lectern_env",
  "process.binding": "lectern_binding",
  "process.getBuiltinModule": "lectern_builtin",
};

/** What esbuild says of code whose imports cannot be told by reading it. */
const unreadable = {
  "unsupported-dynamic-import": "warning",
  "unsupported-require-call": "warning",
  "direct-eval": "warning",
} as const;

const ours = fileURLToPath(new URL("..", import.meta.url));

/**
 * Where the experiment at `entry` (absolute), or a file of its own that it imports, brings in what
 * no build can track: it would change, and the record would pass for up to date. Lectern's own
 * sources and packages are not looked at. `note` is told each file that was. Throws FindingsError
 * where the code cannot be read.
 */
export async function findUntrackedReads(
  entry: string,
  root: string,
  note: (path: string) => void = () => {},
): Promise<Finding[]> {
  const { build } = await import("esbuild");
  const bundle = build({
    ...following(entry, root),
    metafile: true,
    sourcemap: "external",
    logOverride: unreadable,
    define: globals,
    plugins: [ownImports, onlyFiles],
  });
  const result = await bundle.catch((error) => {
    throw asFindings(error, root);
  });
  for (const path of Object.keys(result.metafile.inputs))
    note(resolve(root, path));
  const imports = result.warnings
    .filter(({ id, pluginName }) => pluginName !== "" || id in unreadable)
    .flatMap(({ text, pluginName, location }) => {
      if (location === null) return [];
      const { file, line, column } = location;
      const what = pluginName === "" ? location.lineText.trim() : text;
      return [finding(toPath(file, root), line, column + 1, what)];
    });
  return [...imports, ...findGlobals(result, root)];
}

/** Leaves Lectern's sources out, and warns at each import of a module that reads. */
const ownImports: Plugin = {
  name: "own-imports",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      return isOurs(file) ? { path: file, external: true } : undefined;
    });
    const names = new Set(builtinModules);
    onResolve({ filter: /^(node:)?[a-z]/ }, ({ path }) => {
      const isNode = path.startsWith("node:") || names.has(path);
      if (!isNode || harmless.test(path)) return undefined;
      return { path, external: true, warnings: [{ text: path }] };
    });
  },
};

function isOurs(file: string): boolean {
  try {
    return `${realpathSync(dirname(file))}${sep}`.startsWith(ours);
  } catch {
    return false; // it is not there: esbuild says so
  }
}

/** The globals in what esbuild put out, at the places where they stood. */
function findGlobals({ outputFiles }: BuildResult, root: string): Finding[] {
  const text = (end: string) =>
    outputFiles?.find(({ path }) => path.endsWith(end))?.text ?? "";
  const map = new SourceMap(JSON.parse(text(".map")));
  const names = new Map(Object.entries(globals).map(([a, b]) => [b, a]));
  return text(".js")
    .split("\n")
    .flatMap((line, at) =>
      [...line.matchAll(/\blectern_[a-z]+\b/g)].flatMap(
        ({ 0: name, index }) => {
          const place = map.findEntry(at, index);
          if (!("originalSource" in place)) return [];
          const { originalSource, originalLine, originalColumn } = place;
          const what = (names.get(name) ?? name).replace("globalThis.", "");
          const file = toPath(originalSource, root);
          return [finding(file, originalLine + 1, originalColumn + 1, what)];
        },
      ),
    );
}

function finding(
  file: string,
  line: number,
  column: number,
  what: string,
): Finding {
  return {
    ...{ file, line, column },
    severity: "error",
    message: `reads what no build can track: ${what}`,
    rule: "untracked-read",
    hint: "read it with lab.file or lab.csv, or import it from a .json or .ts file: both are tracked",
  };
}
