import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { chromiumPath, needsChromium } from "../medium/browser.ts";
import { openProject } from "./project.ts";

test("present makes the deck of the run that is there, and says where it lies", async () => {
  const project = await openProject();
  const none = await project.run(["present", "ink"]);
  expect(none).toMatchObject({ code: 1, stdout: "" });
  expect(none.stderr).toBe(
    "error: topic is not built: 01-ink\nhint: run it first: lectern build ink\n",
  );
  await project.run(["build", "ink", "--quick", "--only", "article"]);
  const page = join(project.root, "output/01-ink/slides.html");
  const shown = await project.run(["present", "ink"]);
  expect(shown).toMatchObject({
    code: 0,
    stdout: `output/01-ink/slides.html  ${pathToFileURL(page).href}\n`,
  });
  expect(await readFile(page, "utf8")).toContain("quick run");
});

test("present keeps the theme of the build, and what a hand wrote into the page", async () => {
  const project = await openProject();
  await project.run(["build", "ink", "--quick", "--theme", "dark"]);
  const page = join(project.root, "output/01-ink/slides.html");
  const made = await readFile(page, "utf8");
  expect(made).toContain("color-scheme:dark");
  await writeFile(page, `${made}<!-- mine -->`);
  const { stderr } = await project.run(["present", "ink"]);
  expect(stderr).toMatch(/slides\.html had been changed by hand: .* is now /);
  expect((await readFile(page, "utf8")) === made).toBe(true);
});

test("present trains nothing: a run that is older than its experiment stops it", async () => {
  const project = await openProject();
  await project.run(["build", "ink", "--quick"]);
  await project.edit("topics/01-ink/experiment.ts", (text) => `${text}\n`);
  const { code, stdout, stderr } = await project.run(["present", "ink"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(
    "error: run is older than its experiment: 01-ink: experiment.ts changed\nhint: run it again: lectern build ink --quick\n",
  );
});

describe.skipIf(chromiumPath === undefined)(`on paper ${needsChromium}`, () => {
  test("present --pdf prints the slides, and says what to do where nothing prints", async () => {
    const project = await openProject();
    await project.run(["build", "ink", "--quick"]);
    const env = { CHROME_PATH: chromiumPath };
    const { code, stdout } = await project.run(
      ["present", "ink", "--pdf"],
      env,
    );
    expect(code).toBe(0);
    expect(stdout).toContain("output/01-ink/slides.pdf  ");
    const path = join(project.root, "output/01-ink/slides.pdf");
    expect((await readFile(path)).subarray(0, 5).toString()).toBe("%PDF-");
    const gone = { CHROME_PATH: join(project.root, "no-browser") };
    const none = await project.run(["present", "ink", "--pdf"], gone);
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(
      /error: browser printed nothing: .*no-browser: .*\nhint: print slides\.html from a browser instead/,
    );
  });
});

test("present takes one topic: another is a mistake of the command line", async () => {
  const project = await openProject();
  const two = await project.run(["present", "ink", "1"]);
  expect(two).toMatchObject({ code: 2, stdout: "" });
  expect(two.stderr).toBe(
    "error: more than one topic: ink, 1\nhint: name one: lectern present ink\n",
  );
});
