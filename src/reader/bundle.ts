import { builtinModules, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { asFindings, lectern } from "../lab/imports.ts";
import type { Choice } from "./choice.ts";
import { licencesOf } from "./licences.ts";

/** A script that a page loads when it is asked to, and its licences. */
export interface Bundle {
  readonly script: Uint8Array;
  /** Notices and licences of the packages that are in it; undefined where there are none. */
  readonly licences: Uint8Array | undefined;
  /** Files that are in it, relative to the root. */
  readonly inputs: readonly string[];
}

const require = createRequire(import.meta.url);

/**
 * Everything that a topic's run needs beside the topic, from the same sources as a run under Node, but
 * for what only Node has. The same sources give the same bytes.
 */
export function bundleEngine(): Promise<Bundle> {
  return bundle("engine", "engine.js", lectern, {
    entryPoints: [join(lectern, "src/reader/worker/engine.ts")],
    plugins: [tensorflow, sources, node],
    // A package has no settings of the compiler beside its sources.
    tsconfigRaw: "{}",
  });
}

/**
 * The experiment at `entry` (absolute) with what it can be asked for. Throws FindingsError where it
 * imports what no browser has.
 */
export function bundleTopic(
  entry: string,
  choices: readonly Choice[],
  root: string,
): Promise<Bundle> {
  const contents = [
    `import experiment from ${JSON.stringify(entry)};`,
    `lecternReader.serve(experiment, ${JSON.stringify(choices)});`,
  ].join("\n");
  return bundle("topic", "run.js", root, {
    stdin: { contents, resolveDir: dirname(entry) },
    plugins: [shared],
    // As the record names its files.
    preserveSymlinks: true,
  });
}

async function bundle(
  name: string,
  file: string,
  root: string,
  options: BuildOptions,
): Promise<Bundle> {
  const result = await build({
    ...options,
    ...{ absWorkingDir: root, outfile: join(root, file) },
    ...{ bundle: true, write: false, metafile: true, minify: true },
    ...{ platform: "browser", format: "iife", target: "es2022" },
    ...{ logLevel: "silent", charset: "utf8" },
    legalComments: "linked",
    loader: { ".wasm": "binary" },
    // A trial says by it where it is written: here nobody asks.
    define: { "import.meta": '{"url":""}' },
    // The page takes the text of the function for its worker: that way a disk gives it, too.
    banner: {
      js: `(self.lecternSources ??= {}).${name} = function () {"use strict";`,
    },
    footer: { js: "};" },
  }).catch((error) => {
    throw asFindings(error, root);
  });
  const found = (ending: string) =>
    result.outputFiles.find(({ path }) => path.endsWith(ending))?.contents;
  const script = found(file);
  if (script === undefined) throw new Error(`esbuild made no ${file}`);
  const inputs = Object.keys(result.metafile.inputs);
  const notices = found(".LEGAL.txt");
  const licences =
    notices &&
    Buffer.concat([notices, Buffer.from(`\n${licencesOf(inputs, root)}`)]);
  return { script, licences, inputs };
}

/** TensorFlow.js without what is another backend's, or is for models that were made elsewhere. */
const tensorflow: Plugin = {
  name: "tensorflow",
  setup({ onResolve, onLoad }) {
    const namespace = "tensorflow";
    onResolve({ filter: /^@tensorflow\/tfjs$/ }, ({ path }) => ({
      ...{ path, namespace },
    }));
    onLoad({ filter: /.*/, namespace }, () => ({
      contents: [
        'import "@tensorflow/tfjs-core/dist/register_all_gradients";',
        'import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";',
        'export * from "@tensorflow/tfjs-core";',
      ].join("\n"),
      resolveDir: dirname(require.resolve("@tensorflow/tfjs/package.json")),
    }));
  },
};

/** Files of ours that only Node can run, and what stands for them. */
const replaced: readonly (readonly [ending: string, by: string])[] = [
  ["src/engine/wasm/host.ts", "host.ts"],
  ["src/learning/trials/trials.ts", "trials.ts"],
];

/** Our own sources: only what is used of them, and nothing of what only Node can run. */
const sources: Plugin = {
  name: "sources",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\./ }, async ({ path, pluginData, ...from }) => {
      const isOurs = /[/\\]src[/\\].*\.ts$/.test(from.importer);
      if (!isOurs || pluginData === sources) return undefined;
      const found = await resolve(path, { ...from, pluginData: sources });
      const plain = found.path.replaceAll("\\", "/");
      const other = replaced.find(([ending]) => plain.endsWith(ending));
      const by = other && join(lectern, "src/reader/worker", other[1]);
      return { ...found, path: by ?? found.path, sideEffects: false };
    });
  },
};

/** Hashes are reckoned here, too; of all else that Node brings along nothing is called. */
const node: Plugin = {
  name: "node",
  setup({ onResolve, onLoad }) {
    const namespace = "node";
    const names = [...builtinModules, "env-paths"].join("|");
    onResolve({ filter: new RegExp(`^(node:.*|${names})$`) }, ({ path }) => ({
      ...{ path, namespace, sideEffects: false },
    }));
    const hashes = join(lectern, "src/reader/worker/crypto.ts");
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = ${path === "node:crypto" ? `require(${JSON.stringify(hashes)})` : "{}"};`,
      resolveDir: lectern,
    }));
  },
};

/** What the engine's script has already. */
const shared: Plugin = {
  name: "shared",
  setup({ onResolve, onLoad }) {
    const namespace = "shared";
    const held = { lectern: "lectern", "@tensorflow/tfjs": "tf" } as const;
    onResolve({ filter: /^(lectern|@tensorflow\/tfjs)$/ }, ({ path }) => ({
      ...{ path, namespace },
    }));
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = lecternReader.${held[path as keyof typeof held]};`,
    }));
  },
};
