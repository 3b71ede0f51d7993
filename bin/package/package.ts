// npm run package: the tarball that a course installs. It holds the sources, what was compiled from
// them, templates, docs and the chapter's topics. npm's own pack does the packing, in a folder
// where the manifest is the package's and not the repository's.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const [to = "."] = process.argv.slice(2);
const stage = mkdtempSync(join(tmpdir(), "lectern-package-"));
try {
  copyFiles();
  compile();
  bundleCanvas();
  const manifest = JSON.stringify(packageManifest(), null, 2);
  writeFileSync(join(stage, "package.json"), `${manifest}\n`);
  mkdirSync(to, { recursive: true });
  npm("pack", "--pack-destination", resolve(to));
} finally {
  rmSync(stage, { recursive: true, force: true });
}

/** What is shipped as it lies here. */
function copyFiles(): void {
  const files = ["src", "templates", "topics", "docs", "bin/lectern.js"];
  const texts = ["README.md", "CHANGELOG.md", "LICENSE"];
  for (const each of [...files, ...texts])
    cpSync(join(root, each), join(stage, each), {
      recursive: true,
      filter: (path) => !/__pycache__|[\\/]docs[\\/]make/.test(path),
    });
}

/** `src` as JavaScript with types and maps in `dist`, beside what is no TypeScript. */
function compile(): void {
  cpSync(join(root, "src"), join(stage, "dist"), {
    recursive: true,
    filter: (path) => !/\.ts$|[\\/]kernels[\\/]tsconfig|README/.test(path),
  });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const project = join(root, "bin/package");
  run(process.execPath, [tsc, "-p", project, "--outDir", join(stage, "dist")]);
}

/**
 * chartjs-node-canvas depends on node-canvas, which is built or downloaded where it is installed.
 * An `overrides` that says otherwise counts in a root alone: so both come inside the package, and
 * `canvas` is the canvas that we draw on.
 */
function bundleCanvas(): void {
  const inside = join(stage, "node_modules");
  cpSync(
    join(root, "node_modules/chartjs-node-canvas"),
    join(inside, "chartjs-node-canvas"),
    { recursive: true },
  );
  mkdirSync(join(inside, "canvas"));
  cpSync(
    join(root, "bin/package/canvas.json"),
    join(inside, "canvas/package.json"),
  );
  const code = 'module.exports = require("@napi-rs/canvas");\n';
  writeFileSync(join(inside, "canvas/index.cjs"), code);
}

/** The repository's manifest without what is only for those who work on it. */
function packageManifest() {
  const own = readJson("package.json");
  const { name, version, description, license, type, engines, bin } = own;
  const { canvas, ...others } = own.dependencies;
  const native = own.optionalDependencies;
  const drawn = readJson("bin/package/canvas.json");
  const helpers = readJson("node_modules/tslib/package.json");
  return {
    ...{ name, version, description, license, type, engines, bin },
    exports: {
      ".": { types: "./dist/lectern.d.ts", default: "./dist/lectern.js" },
      "./package.json": "./package.json",
    },
    dependencies: {
      "@napi-rs/canvas": canvas.replace("npm:@napi-rs/canvas@", ""),
      canvas: drawn.version,
      ...others,
      // What chartjs-node-canvas needs beside a canvas: nothing is fetched for what is bundled.
      tslib: helpers.version,
    },
    bundleDependencies: ["canvas", "chartjs-node-canvas"],
    // Faster where it can be had; a course that wants it installs it.
    peerDependencies: native,
    peerDependenciesMeta: Object.fromEntries(
      Object.keys(native).map((each) => [each, { optional: true }]),
    ),
  };
}

function readJson(path: string) {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

function npm(...args: string[]): void {
  const isWindows = process.platform === "win32";
  run(isWindows ? "npm.cmd" : "npm", args);
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd: stage, stdio: "inherit" });
}
