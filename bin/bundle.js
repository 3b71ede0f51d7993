// Lectern's sources as one file of JavaScript, made once for each state of them: a thousand
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
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, "node_modules/.cache/lectern");

/** Packages that are loaded as they lie: with files of their own beside them. */
const external = [
  "@expo-google-fonts/*",
  "@napi-rs/*",
  "@tensorflow/*",
  "canvas",
  "chartjs-node-canvas",
  "esbuild",
  "mathjax-full",
  "subset-font",
  "tsx",
];

/** States that are kept: of two branches, and the one before. */
const most = 3;

/** Milliseconds after which an edit cannot have the time of the one before: a disk counts coarsely. */
const settled = 3000;

/**
 * The path of the bundle to start, made anew where a source has changed. Undefined where it can
 * neither be found nor written, as in a folder that is read-only: the sources then run as they are.
 */
export async function bundle() {
  try {
    const folder = join(cache, findState());
    const file = join(folder, "lectern.cjs");
    if (!existsSync(file)) await make(folder);
    return file;
  } catch {
    return undefined;
  }
}

/** The state of the sources: looked up by their stamps, or hashed where those are not known. */
function findState() {
  const files = listSources();
  const { stamp, newest } = stampFiles(files);
  const note = join(cache, "state.json");
  try {
    const known = JSON.parse(readFileSync(note, "utf8"));
    if (known.stamp === stamp && existsSync(join(cache, known.state)))
      return known.state;
  } catch {
    // There is none yet, or it is damaged: then the sources are read.
  }
  const state = hashFiles(files);
  if (Date.now() - newest > settled) {
    mkdirSync(cache, { recursive: true });
    const aside = `${note}.${process.pid}`;
    writeFileSync(aside, JSON.stringify({ stamp, state }));
    renameSync(aside, note);
  }
  return state;
}

/** Everything that the bundle is made of. */
function listSources() {
  const names = readdirSync(join(root, "src"), {
    recursive: true,
    encoding: "utf8",
  });
  const sources = names.filter((each) => each.endsWith(".ts")).sort();
  // Any package that changed is written there by npm.
  const lock = join(root, "node_modules/.package-lock.json");
  return [
    ...sources.map((name) => join(root, "src", name)),
    fileURLToPath(import.meta.url),
    ...(existsSync(lock) ? [lock] : []),
  ];
}

/** Size, times and number of every file: what writes into one changes the second of its times. */
function stampFiles(files) {
  const hash = createHash("sha256");
  let newest = 0;
  for (const path of files) {
    const { size, mtimeMs, ctimeMs, ino } = statSync(path);
    hash.update(`${path}\0${size} ${mtimeMs} ${ctimeMs} ${ino}\0`);
    newest = Math.max(newest, mtimeMs, ctimeMs);
  }
  return { stamp: hash.digest("hex"), newest };
}

function hashFiles(files) {
  const hash = createHash("sha256");
  for (const path of files) hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest("hex").slice(0, 20);
}

/** Builds beside the folder and moves it there: two processes may do it at once. */
async function make(folder) {
  const { build } = await import("esbuild");
  const made = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  await build({
    entryPoints: [join(root, "src/cli/bin.ts")],
    outfile: join(made, "lectern.cjs"),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    // Code that was compiled before has nobody to ask for a module: it requires what it needs.
    supported: { "dynamic-import": false },
    external,
    sourcemap: "external",
    sourcesContent: false,
    logLevel: "silent",
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
  const states = readdirSync(cache)
    .filter((name) => /^[0-9a-f]{20}$/.test(name))
    .map((name) => join(cache, name));
  const age = new Map(states.map((path) => [path, statSync(path).mtimeMs]));
  return states
    .sort((a, b) => (age.get(b) ?? 0) - (age.get(a) ?? 0))
    .slice(most);
}
