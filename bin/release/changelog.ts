import { UserError } from "../../src/errors.ts";

/** What a release says of itself. */
export interface Release {
  readonly version: string;
  /** What changed, as CHANGELOG.md has it: Markdown without the section's own heading. */
  readonly notes: string;
}

/**
 * The release that CHANGELOG.md describes for `version`. Throws UserError where it has no dated
 * section for it, where that says nothing, or where something is still unreleased.
 */
export function readRelease(changelog: string, version: string): Release {
  const sections = new Map(
    changelog
      .split(/^## (?=\[)/m)
      .slice(1)
      .map((section) => {
        const [heading = "", ...lines] = section.split("\n");
        return [heading.trim(), lines.join("\n").trim()];
      }),
  );
  const heading = [...sections.keys()].find((each) =>
    each.startsWith(`[${version}]`),
  );
  if (heading === undefined || !/\] - \d{4}-\d\d-\d\d$/.test(heading))
    throw new UserError(
      `CHANGELOG.md has no dated section of ${version}`,
      `write one: ## [${version}] - 2026-12-01, or change the version in package.json`,
    );
  if (sections.get("[Unreleased]"))
    throw new UserError(
      "CHANGELOG.md has lines that are unreleased",
      `move them below ## [${version}]`,
    );
  const notes = sections.get(heading) ?? "";
  if (notes === "")
    throw new UserError(
      `CHANGELOG.md says nothing of ${version}`,
      "say what changed for those who use it",
    );
  return { version, notes };
}
