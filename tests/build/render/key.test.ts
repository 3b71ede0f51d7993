import { join } from "node:path";
import { expect, test } from "vitest";
import { listLookSources } from "../../../src/build/render/key.ts";
import { findImports } from "../../../src/lab/imports.ts";
import { home } from "../../../src/topic/topic.ts";

test("every source that turns a record into documents is in the key, and no command is", async () => {
  const entry = join(home, "src/build/render/render.ts");
  const used = (await findImports(entry, home)).filter((path) =>
    path.startsWith("src/"),
  );
  const covered = listLookSources();
  expect(used).toContain("src/language.ts");
  expect(used.filter((path) => !covered.includes(path))).toEqual([]);
  expect(covered).toContain("templates/words/de.json");
  expect(covered).toContain("package-lock.json");
  expect(covered.filter((path) => path.startsWith("src/cli/"))).toEqual([]);
  expect(covered).not.toContain("templates/site/site.css");
});
