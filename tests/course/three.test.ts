import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { locateDigits } from "../../src/digits/locate.ts";
import { openDigits } from "../../src/digits/open.ts";
import { home } from "../../src/topic/topic.ts";
import {
  drawGarments,
  folder as garments,
} from "../../templates/course/draw/garments.ts";
import {
  drawLeaves,
  folder as leaves,
} from "../../templates/course/draw/leaves.ts";
import { run } from "../cli/project.ts";

let course = "";
/** What the build of all three said. */
let built = { code: 1, stdout: "", stderr: "" };

/** A course of three topics about something else than digits, in an empty folder. */
beforeAll(async () => {
  course = await mkdtemp(join(tmpdir(), "lectern-three-test-"));
  await mkdir(join(course, "node_modules"));
  for (const name of ["lectern", "@tensorflow"])
    await symlink(
      name === "lectern" ? home : join(home, "node_modules", name),
      join(course, "node_modules", name),
    );
  const made = await run(course, ["init", "--yes", "--topics", "three"]);
  expect(made.stderr + made.stdout).toContain("made      topics/03-the-table/");
  built = await run(course, ["build", "--data", "auto", "--jobs", "2"]);
}, 200_000);

afterAll(() => rm(course, { recursive: true, force: true }));

const edit = async (path: string, change: (text: string) => string) => {
  const file = join(course, path);
  await writeFile(file, change(await readFile(file, "utf8")));
};

const recordOf = async (topic: string) =>
  JSON.parse(
    await readFile(join(course, "output", topic, "record.json"), "utf8"),
  );

test("a course on other data is built without MNIST, and has no finding", async () => {
  expect(built).toMatchObject({ code: 0 });
  expect(built.stderr).not.toContain("handwriting");
  const check = await run(course, ["check"]);
  expect(check.stdout).toContain("3 topics checked: 0 errors, 0 warnings");
  const { claims } = await recordOf("03-the-table");
  const failed = Object.entries(claims as object).filter(([, c]) => !c.holds);
  expect(failed).toEqual([]);
});

test("its classes have the names that topic.yaml gives to labels, in article, slides and site", async () => {
  const { data } = (await recordOf("02-silhouettes")).provenance;
  expect(data).toMatchObject({
    name: "idx files",
    classes: ["T-shirts", "trousers"],
    counts: [160, 160, 80, 80],
  });
  const article = join(course, "output/02-silhouettes/article.md");
  expect(await readFile(article, "utf8")).toContain(
    "one run of the code on T-shirts and trousers from four idx files",
  );
  expect(await run(course, ["site"])).toMatchObject({ code: 0 });
  const index = await readFile(join(course, "site/index.html"), "utf8");
  for (const title of ["Four data sets", "Judge a garment", "The model that"])
    expect(index).toContain(title);
});

test("other garments are other numbers, which lectern diff tells", async () => {
  await cp(join(course, "output"), join(course, "before"), { recursive: true });
  const other = ["silhouettes", "--digits", "pullovers,coats"];
  await run(course, ["build", ...other, "--data", "auto"]);
  const { numbers } = await recordOf("02-silhouettes");
  // As the article invites its reader to guess: their outlines are one.
  expect(numbers["silhouette-right"]).toBeLessThan(numbers["gray-right"]);
  const told = await run(course, ["diff", "./before", "./output"]);
  expect(told.stdout).toContain("1 of 3 topics changed");
  const report = await readFile(join(course, "diff/diff.md"), "utf8");
  expect(report).toContain("`silhouette-right`");
  expect(report).toContain("pullovers");
});

test.each([
  ["data: ../other", "data is no folder inside of the topic"],
  ["data: gone", "data folder is missing"],
  ["labels: T-shirts", "labels is not a list of names"],
  ["labels: [a, a]", "labels has one name twice: a"],
  ["labels: [T-shirts, skirts]", "no class trousers in "],
])(
  "a topic.yaml with %s is refused, and nothing is written",
  async (line, said) => {
    const path = "topics/02-silhouettes/topic.yaml";
    const before = await readFile(join(course, path), "utf8");
    const [key = ""] = line.split(":");
    const rest = new RegExp(`^${key}:.*\\n(  - .*\\n)*`, "m");
    await edit(path, (text) => text.replace(rest, `${line}\n`));
    const out = join(course, "nothing");
    const build = ["build", "silhouettes", "--data", "auto", "--out", out];
    const { code, stderr } = await run(course, build);
    await writeFile(join(course, path), before);
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(await readdir(course)).not.toContain("nothing");
  },
);

test("with other names for its labels the same file is other data", async () => {
  const asked = { data: garments, env: {} };
  const open = (...labels: string[]) =>
    openDigits({ ...asked, labels, classes: ["a", "b"] });
  const [some, turned] = [await open("a", "b"), await open("b", "a")];
  expect(some.identity).not.toBe(turned.identity);
  expect(some.digits.train.threes.pixels).toEqual(
    turned.digits.train.sevens.pixels,
  );
  const { classes } = await locateDigits({ ...asked, labels: ["a", "b"] });
  expect(classes).toEqual(["a", "b", "2", "3", "4"]);
});

test("the pictures that lie beside the topics are those that their scripts draw", async () => {
  for (const half of ["train", "t10k"] as const) {
    const { images, labels } = drawGarments(half);
    const read = async (what: string) =>
      gunzipSync(await readFile(join(garments, `${half}-${what}-ubyte.gz`)));
    expect((await read("images-idx3")).equals(images)).toBe(true);
    expect((await read("labels-idx1")).equals(labels)).toBe(true);
  }
  for (const half of ["train", "valid"] as const)
    for (const kind of ["maple", "beech"] as const)
      for (const [name, { data }] of drawLeaves(half, kind)) {
        const file = await readFile(join(leaves, half, kind, name));
        expect(PNG.sync.read(file).data.equals(data), name).toBe(true);
      }
});
