import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/errors.ts";
import { buildKit } from "../../src/medium/pages/kit.ts";
import { checkKit } from "../../src/medium/rules/check.ts";
import { drawCase, pathOf, readCase, readFiles } from "./case.ts";

const folders = readdirSync(pathOf("rules")).filter((name) =>
  name.startsWith("MD-"),
);

/** What the rule finds in a case, whose `medium` folder lies over what is built. */
async function check(folder: string, rule: string): Promise<Finding[]> {
  const input = await drawCase(readCase(folder));
  const kit = buildKit(input);
  const found = readFiles(join(folder, "medium"));
  const findings = checkKit(input, kit, new Map([...kit.files, ...found]));
  return findings.filter((each) => each.rule === rule);
}

function format({
  file,
  line,
  column,
  severity,
  message,
  hint,
}: Finding): string {
  return `${file}:${line}:${column}  ${severity}  ${message}\n    ${hint ?? "-"}\n`;
}

describe.each(folders)("%s", (name) => {
  const rule = name.slice(0, 5);
  const cases = readdirSync(pathOf("rules", name)).filter((each) =>
    each.startsWith("bad"),
  );

  it("finds nothing where the rule is kept", async () => {
    expect(await check(pathOf("rules", name, "ok"), rule)).toEqual([]);
  });

  it("has a case that breaks the rule", () => {
    expect(cases).not.toEqual([]);
  });

  it.each(cases)(
    "names each breach at its place, with what to do: %s",
    async (each) => {
      const golden = pathOf("rules", name, each, "findings.txt");
      const findings = await check(pathOf("rules", name, each), rule);
      const found = findings.map(format).join("");
      expect(found).not.toBe("");
      if (!existsSync(golden) && !process.env.CI) writeFileSync(golden, found);
      expect(found).toBe(readFileSync(golden, "utf8"));
    },
  );
});

it("has a case for each rule of the list", () => {
  const ids = folders.map((name) => Number(name.slice(3, 5)));
  const ranges = [
    [1, 11],
    [20, 25],
    [30, 32],
    [40, 45],
    [50, 58],
  ] as const;
  const wanted = ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index),
  );
  expect(ids).toEqual(wanted);
});
