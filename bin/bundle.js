// Lectern's sources as a few files of JavaScript, made once for each state of them: a thousand
// small modules take longer to load than most builds take to run.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules/.cache/lectern");

/** Packages that are loaded as they lie: with files of their own beside them, or large and seldom used. */
const external = [
  "@expo-google-fonts/*",
  "@napi-rs/*",
  "@tensorflow/*",
  "canvas",
  "chart.js",
  "chartjs-node-canvas",
  "esbuild",
  "mathjax-full",
  "pptxgenjs",
  "subset-font",
  "tsx",
];

/** States that are kept: of two branches, and the one before. */
const most = 3;

/**
 * The address of the module to start, made anew where a source has changed. Undefined where it can
 * neither be found nor written, as in a folder that is read-only: the sources then run as they are.
 */
export async function bundle() {
  try {
    const folder = join(cache, hashSources());
    const start = join(folder, "bin.js");
    if (!existsSync(start)) await make(folder);
    return pathToFileURL(start).href;
  } catch {
    return undefined;
  }
}

/** One hash over everything that the bundle is made of. */
function hashSources() {
  const hash = createHash("sha256");
  const add = (path) => hash.update(`${path}\0`).update(readFileSync(path));
  const files = readdirSync(join(root, "src"), {
    recursive: true,
    encoding: "utf8",
  });
  for (const file of files.filter((each) => each.endsWith(".ts")).sort())
    add(join(root, "src", file));
  add(fileURLToPath(import.meta.url));
  // Any package that changed is written there by npm.
  const lock = join(root, "node_modules/.package-lock.json");
  if (existsSync(lock)) add(lock);
  return hash.digest("hex").slice(0, 20);
}

/** Builds beside the folder and moves it there: two processes may do it at once. */
async function make(folder) {
  const { build } = await import("esbuild");
  const made = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  await build({
    entryPoints: [join(root, "src/cli/bin.ts")],
    outdir: made,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external,
    sourcemap: "linked",
    logLevel: "silent",
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    plugins: [ownAddress],
  });
  for (const old of oldest()) rmSync(old, { recursive: true, force: true });
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Every source keeps the address that it has: files beside it are found from there. */
const ownAddress = {
  name: "own-address",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      if (relative(root, path).includes("node_modules")) return undefined;
      const source = readFileSync(path, "utf8");
      const address = JSON.stringify(pathToFileURL(path).href);
      return {
        contents: source.replaceAll("import.meta.url", address),
        loader: "ts",
      };
    });
  },
};

function oldest() {
  const states = readdirSync(cache).map((name) => join(cache, name));
  const age = new Map(states.map((path) => [path, statSync(path).mtimeMs]));
  return states
    .sort((a, b) => (age.get(b) ?? 0) - (age.get(a) ?? 0))
    .slice(most);
}
