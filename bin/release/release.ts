// npm run release: everything up to the point where a person publishes. It checks, tests and packs
// what is committed, and prints the two commands that are left; it publishes and pushes nothing.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../src/errors.ts";
import { readRelease } from "./changelog.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

try {
  const { version } = JSON.parse(read("package.json"));
  const { notes } = readRelease(read("CHANGELOG.md"), version);
  const changed = run("pipe", "git", "status", "--porcelain").trim();
  if (changed !== "")
    throw new UserError(
      `not committed: ${changed.split("\n")[0]?.trim()}`,
      "commit it: what is released is what everybody can check out",
    );
  run("inherit", "npm", "test");
  run("inherit", "npm", "run", "-s", "package", "--", "release");
  const file = `release/lectern-${version}.tgz`;
  const bytes = readFileSync(join(root, file));
  const hash = createHash("sha256").update(bytes).digest("hex");
  process.stdout.write(
    [
      ...["", notes, ""],
      `${file}  ${(bytes.length / 1e6).toFixed(1)} MB  sha256 ${hash}`,
      ...["", "To publish it, run:"],
      `  git tag -a v${version} -m "Lectern ${version}" && git push origin v${version}`,
      `  npm publish ${file}`,
      "",
    ].join("\n"),
  );
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`error: ${error.message}\nhint: ${error.hint}\n`);
  process.exitCode = 1;
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function run(stdout: "pipe" | "inherit", ...command: string[]): string {
  const [name = "", ...args] = command;
  const shell = process.platform === "win32" && name === "npm";
  const options = { cwd: root, encoding: "utf8", shell } as const;
  const stdio = ["inherit", stdout, "inherit"] as const;
  return String(execFileSync(name, args, { ...options, stdio: [...stdio] }));
}
