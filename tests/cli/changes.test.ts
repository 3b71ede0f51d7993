import { expect, test } from "vitest";
import type { ToldChanges } from "../../src/build/changes.ts";
import { formatChanges } from "../../src/build/format-changes.ts";
import { openProject, type Project } from "./project.ts";

/** Every picture gets more ink, and the 7s the most of all. */
async function moreInk(project: Project): Promise<void> {
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text
      .replace(
        "inkOf(stack(lab.digits.valid.threes)).mean()",
        "inkOf(stack(lab.digits.valid.threes)).mean().mul(2)",
      )
      .replace(
        "inkOf(stack(lab.digits.valid.sevens)).mean()",
        "inkOf(stack(lab.digits.valid.sevens)).mean().mul(9)",
      ),
  );
}

test("a run that replaced another says which numbers, claims and figures changed, and where they stand", async () => {
  const project = await openProject();
  const first = await project.run(["build", "1", "--quick"]);
  expect(first.stderr).not.toContain("since the last build");
  await moreInk(project);
  const { stderr, stdout } = await project.run([
    "build",
    "1",
    "--quick",
    "--json",
  ]);
  expect(stderr).toContain(
    "01-ink: changed since the last build: 2 of 2 numbers, 2 of 2 claims, 1 of 1 output, 1 of 2 figures",
  );
  expect(stderr).toMatch(
    /ink-of-threes +0\.\d{4} → 0\.\d{4} +article\.md:7, deck\.md:6, deck\.md:11\n/,
  );
  expect(stderr).toMatch(
    /threes-are-darker +true → false +article\.md:7 +"So the 7 is darker\."\n/,
  );
  expect(stderr).toMatch(/figures +ink\n/);
  const [{ changes }] = JSON.parse(stdout);
  expect(changes.claims).toContainEqual({
    name: "threes-are-darker",
    before: true,
    after: false,
    places: ["article.md:7"],
    says: "So the 7 is darker.",
  });
  expect(changes.numbers[0].printed[0]).toMatch(/^0\.\d{4}$/);
});

test("changes are told even where they make a text false", async () => {
  const project = await openProject();
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace(' otherwise="So the 7 is darker."', ""),
  );
  await project.run(["build", "1", "--quick"]);
  await moreInk(project);
  const failed = await project.run(["build", "1", "--quick"]);
  expect(failed.stderr).toContain("threes-are-darker  true → false");
  expect(failed.stderr).toContain("false-claim");
  await project.edit("topics/01-ink/article.md", (text) =>
    text
      .replace("So the 3 is darker.", "So the 7 is darker.")
      .replace("#threes-are", "#sevens-are"),
  );
  // Nothing runs now, and what is written differs from what was written last.
  const mended = await project.run(["build", "1", "--quick"]);
  expect(mended.stderr).not.toContain("running");
  expect(mended.stderr).toContain("threes-are-darker  true → false");
  const again = await project.run(["build", "1", "--quick"]);
  expect(again.stderr).not.toContain("since the last build");
});

test("a run that found the same says that nothing changed; another kind of run is not compared name by name", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await project.edit(
    "topics/01-ink/ink.ts",
    (text) => `${text}\n// a remark\n`,
  );
  const same = await project.run(["build", "1", "--quick"]);
  expect(same.stderr).toContain(
    "01-ink: nothing changed since the last build: 2 numbers, 2 claims, 1 output, 2 figures\n",
  );
  const full = await project.run(["build", "1"]);
  expect(full.stderr).toMatch(
    /changed since the last build \(a quick run on handwriting with seed 42\): 2 of 2 numbers.*\n/,
  );
  expect(full.stderr).not.toContain("ink-of-threes");
});

test("what is new and what is gone is no part of what there is", async () => {
  const project = await openProject();
  await project.run(["build", "1", "--quick"]);
  await moreInk(project);
  await project.edit("topics/01-ink/experiment.ts", (text) =>
    text
      .replace(
        'lab.claim("sevens-are-darker", threes, "<", sevens);',
        ["a", "b", "c"].map((each) => `lab.number("${each}", 1);`).join("\n"),
      )
      .replace('lab.output("ink"', 'lab.text("d", "e");\n  lab.output("ink"'),
  );
  const { stderr } = await project.run(["build", "1", "--quick"]);
  expect(stderr).toContain(
    "changed since the last build: 2 of 5 numbers (3 new), 1 of 1 claim (1 gone), 1 text new, 1 of 1 output, 1 of 2 figures\n",
  );
});

test("nothing but new and gone numbers is said as that", () => {
  const number = (
    name: string,
    change: { before?: number; after?: number },
  ) => ({
    ...{ name, places: [], printed: undefined },
    ...change,
  });
  const lines = formatChanges("01-ink", {
    ...{ spreads: [], texts: [], outputs: [], tables: [], figures: [] },
    counts: {
      ...{ numbers: 4, spreads: 0, claims: 0, texts: 0 },
      ...{ outputs: 0, tables: 0, figures: 0 },
    },
    numbers: [
      ...["a", "b", "c", "d"].map((name) => number(name, { after: 1 })),
      ...["e", "f"].map((name) => number(name, { before: 1 })),
    ],
    claims: [{ name: "g", places: [], before: true, says: undefined }],
  });
  expect(lines[0]).toBe(
    "01-ink: changed since the last build: 4 numbers new and 2 gone, 1 claim gone",
  );
});

test("however much changed, it fits on a screen of 24 lines", () => {
  const places = ["article.md:1", "article.md:2", "deck.md:3", "deck.md:4"];
  const named = (kind: string) =>
    Array.from({ length: 40 }, (_, index) => ({
      name: `${kind}-${index}`,
      places,
    }));
  const many: ToldChanges = {
    counts: {
      numbers: 40,
      spreads: 40,
      claims: 40,
      texts: 40,
      outputs: 40,
      tables: 40,
      figures: 40,
    },
    numbers: named("number").map((each, index) => ({
      ...each,
      before: 0,
      after: index,
      printed: ["0.00", index === 0 ? "0.00" : `${index}.00`],
    })),
    spreads: named("spread").map((each) => ({
      ...each,
      before: undefined,
      after: { mean: 2, least: 1, most: 3, n: 3 },
      printed: undefined,
    })),
    claims: named("claim").map((each) => ({
      ...each,
      before: true,
      after: false,
      says: "word ".repeat(40),
    })),
    texts: named("text").map((each) => ({
      ...each,
      before: "a",
      after: "b\n".repeat(90),
    })),
    outputs: named("output").map((each) => ({
      ...each,
      before: "a",
      after: "b",
    })),
    tables: named("table").map((each) => ({ ...each, before: true })),
    figures: named("figure").map((each) => ({ ...each, after: true })),
  };
  const lines = formatChanges("01-ink", many);
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.join("\n")).toContain(
    "69 numbers more: --json has them all; 1 number only in digits that are not shown",
  );
  expect(lines.join("\n")).toMatch(
    /number-1 +0\.00 → 1\.00 +article\.md:1, article\.md:2, deck\.md:3, and 1 more/,
  );
  expect(lines.join("\n")).toContain("table-0 (gone)");
  expect(lines.join("\n")).toContain("figure-0 (new)");
  expect(lines.some((line) => line.includes("\n"))).toBe(false);
});
