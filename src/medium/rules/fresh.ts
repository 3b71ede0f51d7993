import type { BuiltKit } from "../pages/kit.ts";
import { type Rule, startOf, textOf } from "./rule.ts";

/**
 * The rule that what lies on the disk is what the template makes now: nothing stale, nothing
 * edited by hand, nothing missing.
 */
export function freshRule(kit: BuiltKit): Rule {
  return {
    id: "MD-57",
    check(subject, report) {
      const { files } = subject;
      for (const [path, bytes] of kit.files) {
        const found = files.get(path);
        if (found === undefined)
          report.stale(startOf(path), `missing: ${path}`);
        else if (!Buffer.from(found).equals(Buffer.from(bytes))) {
          const line = firstDifference(textOf(subject, path), bytes);
          report.error(
            { ...startOf(path), line },
            `not what the template makes now: ${path}`,
            "run lectern build; your own words belong into the template",
          );
        }
      }
      for (const path of files.keys()) {
        if (!kit.files.has(path) && isOurs(path))
          report.stale(startOf(path), `left from an earlier build: ${path}`);
      }
    },
  };
}

/** Whether a build gives such names: what else lies there is its author's. */
function isOurs(path: string): boolean {
  return /^images\/\d+-.*-[0-9a-f]{8}\.(?:png|jpg)$|^import-[0-9a-f]{10}\.html$/.test(
    path,
  );
}

function firstDifference(
  found: string | undefined,
  built: Buffer | string,
): number {
  const lines = (found ?? "").split("\n");
  const wanted = built.toString().split("\n");
  const index = wanted.findIndex((line, at) => line !== lines[at]);
  return index < 0 ? wanted.length : index + 1;
}
