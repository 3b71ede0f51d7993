#!/usr/bin/env node
// Starts what was compiled, in a package. In the repository it starts the TypeScript sources: bundled
// once for each state of them, so that a mentor edits and re-runs without a build step; or one by one
// through tsx where no bundle can be kept.
import { existsSync } from "node:fs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `error: Node ${process.versions.node} is too old for lectern\nhint: install Node 20.19 or newer`,
  );
  process.exit(1);
}
const compiled = new URL("../dist/cli/bin.js", import.meta.url);
if (existsSync(compiled)) {
  process.setSourceMapsEnabled(true);
  await import(compiled.href);
} else await startSources();

async function startSources() {
  const { bundle } = await import("./bundle.js");
  const file = await bundle();
  if (file === undefined) {
    const { register } = await import("tsx/esm/api");
    register();
    await import("../src/cli/bin.ts");
  } else {
    const { start } = await import("./start.js");
    start(file, process.argv[2]);
  }
}
