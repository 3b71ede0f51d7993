import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../errors.ts";

/** What `lectern diff` writes. */
const files = ["diff.json", "diff.md", "index.html"];

/**
 * The folder of a report, absolute: `diff/` below `cwd`, or what `--out` says. Throws UserError
 * (exit code 2) where something else lies there.
 */
export function resolveDiffOut(asked: unknown, cwd: string): string {
  const shown = typeof asked === "string" ? asked : "diff";
  const folder = resolve(cwd, shown);
  const refuse = (why: string) =>
    new UserError(
      `--out cannot be ${shown === "" ? '""' : shown}: ${why}`,
      "name a new or empty folder, or one that lectern diff wrote before",
      2,
    );
  if (shown.trim() === "") throw refuse("it is empty");
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there === undefined) return folder;
  if (!there.isDirectory()) throw refuse("a file is there");
  const stranger = readdirSync(folder)
    .filter((name) => !files.includes(name) && !name.startsWith("."))
    .sort()[0];
  if (stranger !== undefined)
    throw refuse(`lectern diff did not write what is there: ${stranger}`);
  return folder;
}
