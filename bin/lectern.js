#!/usr/bin/env node
// Starts the TypeScript sources through tsx: no build step, a mentor edits and re-runs.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `error: Node ${process.versions.node} is too old for lectern\nhint: install Node 20.19 or newer`,
  );
  process.exit(1);
}
const { register } = await import("tsx/esm/api");
register();
await import("../src/cli/bin.ts");
