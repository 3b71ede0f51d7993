import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCanvas } from "canvas";
import { expect, test } from "vitest";
import { MNIST_FILES } from "../../src/digits/mnist/mnist.ts";
import { home } from "../../src/topic/topic.ts";
import { IMAGES, idxFile, LABELS } from "../digits/files.ts";
import { openProject, type Project } from "./project.ts";

/** A picture of a class, [28, 28]: a bar whose height is the class's, moved and toned by `at`. */
function drawBar(label: number, at: number): Buffer {
  const pixels = Buffer.alloc(784);
  for (let y = 4 + 2 * label; y < 7 + 2 * label; y++)
    pixels.fill(120 + ((at * 13) % 120), 28 * y + 4 + (at % 5), 28 * y + 20);
  return pixels;
}

/** Four idx files as Fashion-MNIST has them: ten classes, another count of each, not MNIST. */
async function writeIdx(folder: string): Promise<string> {
  await mkdir(folder);
  for (const [index, { name }] of MNIST_FILES.entries()) {
    const each = index < 2 ? 24 : 12;
    const labels = Array.from({ length: 10 * each }, (_, at) => at % 10);
    const pixels = Buffer.concat(labels.map(drawBar));
    const bytes = name.includes("images")
      ? idxFile([IMAGES, labels.length, 28, 28], pixels)
      : idxFile([LABELS, labels.length], Uint8Array.from(labels));
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}

/** Pictures by class, of other sizes than 28×28: cats are dark, dogs are light. */
async function writePictures(folder: string): Promise<string> {
  for (const half of ["train", "test"])
    for (const [label, tone] of [
      ["cats", "#333333"],
      ["dogs", "#cccccc"],
    ] as const) {
      const within = join(folder, half, label);
      await mkdir(within, { recursive: true });
      for (const side of [20, 28, 60]) {
        const canvas = createCanvas(side, side);
        const context = canvas.getContext("2d");
        context.fillStyle = tone;
        context.fillRect(0, 0, side, side);
        const bytes = canvas.toBuffer("image/png");
        await writeFile(join(within, `${side}.png`), bytes);
      }
    }
  return folder;
}

async function readRecord({ files }: Project, topic: string) {
  const found = (await files(`output/${topic}`)).get("record.json");
  return JSON.parse(String(found));
}

/** What a failed build left but for its lock: nothing. */
async function outputOf({ files }: Project): Promise<string[]> {
  return [...(await files("output")).keys()];
}

test("a shipped topic on two classes of ten in idx files says what it saw, and nowhere MNIST's", async () => {
  const project = await openProject();
  const topic = "03-pixel-similarity";
  await cp(join(home, "topics", topic), join(project.root, "topics", topic), {
    recursive: true,
  });
  const data = await writeIdx(join(project.root, "fashion"));
  const { code, stderr } = await project.run([
    ...["build", "3", "--quick", "--data", "fashion", "--digits", "4,9"],
  ]);
  expect(stderr).toContain(
    `${topic}: digits 4 and 9: idx files in ${data}, which are not MNIST`,
  );
  expect(stderr).toContain(
    "warning  the example speaks of 3s and 7s; this run saw 4s and 9s  example-classes\n    draft your own: lectern draft pixel-similarity",
  );
  expect(code).toBe(0);
  const record = await readRecord(project, topic);
  expect(record.provenance.data).toMatchObject({
    ...{ name: "idx files", classes: ["4", "9"] },
    counts: [24, 24, 12, 12],
  });
  const article = (await project.files(`output/${topic}`)).get("article.md");
  const [top = "", end = ""] = String(article).split("\n---\n");
  expect(top).toContain(
    "**Not 3s and 7s:** the code ran on 4s and 9s. Where a figure, a table or what the code prints below calls a picture 3, it is 4; where it calls one 7, it is 9.",
  );
  expect(end).toContain(
    "on 4s and 9s from four idx files that are not MNIST, 48 pictures to learn from and 24 to check with",
  );
}, 60_000);

test("a folder of pictures by class is told apart by the names that a text of one's own quotes", async () => {
  const project = await openProject();
  await writePictures(join(project.root, "pets"));
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("A 3 takes", "A :run[first-class] takes"),
  );
  const asked = ["build", "1", "--quick", "--data", "pets"];
  const wrong = await project.run(asked);
  expect(wrong.stderr).toBe(
    `error: no class 3 in ${join(project.root, "pets")}: it has cats, dogs\nhint: name two that it has: --digits cats,dogs\n`,
  );
  expect(wrong.code).toBe(1);
  expect(await outputOf(project)).toEqual([]);
  const { code } = await project.run([...asked, "--digits", "cats,dogs"]);
  expect(code).toBe(0);
  const article = (await project.files("output/01-ink")).get("article.md");
  expect(String(article)).toContain("A cats takes 0.2000 of ink");
  expect(String(article)).toContain("on cats and dogs from a folder of pict");
});

test("other classes are another run: it says so, and the command line wins over the topic", async () => {
  const project = await openProject();
  await writeIdx(join(project.root, "idx"));
  const asked = ["build", "1", "--quick", "--data", "idx"];
  const build = async (...more: string[]) =>
    (await project.run([...asked, ...more])).stderr;
  await build();
  const yaml = join(project.root, "topics/01-ink/topic.yaml");
  await writeFile(yaml, "digits: [4, 9]\n");
  const { stdout } = await project.run(["check", "1"]);
  expect(stdout).toContain("older than its experiment: digits 3,7 → 4,9");
  expect(await build()).toContain("running, because digits 3,7 → 4,9\n");
  expect((await project.run(asked)).stdout).toBe("01-ink: up to date\n");
  const other = await build("--digits", "0,9");
  expect(other).toContain("digits 4,9 → 0,9");
  expect(other).toContain("a quick run on 4 and 9 of idx files with seed 42");
  const checked = await project.run(["check", "1"]);
  expect(checked.stdout).not.toContain("stale-run");
  expect(checked.stdout).toContain("publish: lectern build ink --digits 0,9\n");
  const record = await readRecord(project, "01-ink");
  expect(record.provenance.data.classes).toEqual(["0", "9"]);
  await writeFile(yaml, "digts: [4, 9]\n");
  expect(await build()).toBe(
    "error: topics/01-ink/topic.yaml: unknown key: digts\nhint: did you mean digits?\n",
  );
  await writeFile(yaml, "digits: [4]\n");
  expect(await build()).toBe(
    "error: topics/01-ink/topic.yaml: digits has one class, not two: 4\nhint: name two classes, such as digits: [4, 9]\n",
  );
}, 60_000);

test("two classes that cannot be had are an error that says why, and nothing is written", async () => {
  const project = await openProject();
  const idx = await writeIdx(join(project.root, "idx"));
  const build = (digits: string, data: string) =>
    project.run(["build", "1", "--data", data, "--digits", digits]);
  const said = await Promise.all(
    ["", "3", "3,", "3,3", "3,4,5", "a/b,c"].map(async (digits) => {
      const { code, stderr } = await build(digits, "idx");
      expect(stderr).toContain(
        "\nhint: name two classes, such as --digits 4,9\n",
      );
      return `${code} ${stderr.split("\n")[0]}`;
    }),
  );
  expect(said).toEqual([
    "2 error: --digits is empty",
    "2 error: --digits has one class, not two: 3",
    "2 error: --digits has an empty name: 3,",
    "2 error: --digits has one class twice: 3,3",
    "2 error: --digits has 3 classes, not two: 3,4,5",
    '2 error: --digits has no name of a class: "a/b"',
  ]);
  const missing = await build("3,12", "idx");
  expect(missing.stderr).toBe(
    `error: no class 12 in ${idx}: it has 0 … 9\nhint: name two that it has: --digits 0,1\n`,
  );
  const drawn = await build("4,9", "handwriting");
  expect(drawn.stderr).toMatch(
    /^error: handwriting has 3s and 7s only, no class 4\nhint: get MNIST, which has ten: lectern data/,
  );
  expect([missing.code, drawn.code]).toEqual([1, 1]);
  expect(await outputOf(project)).toEqual([]);
});

test("lectern data and doctor say of a folder of one's own what it is", async () => {
  const project = await openProject();
  const LECTERN_DATA = await writePictures(join(project.root, "pets"));
  const { stdout } = await project.run(["data"], { LECTERN_DATA });
  expect(stdout).toContain(
    `a build reads  pictures from LECTERN_DATA (${LECTERN_DATA})\nclasses        cats, dogs\n`,
  );
  const doctor = await project.run(["doctor"], { LECTERN_DATA });
  expect(doctor.stdout).toContain(
    "name two of them in each build: --digits cats,dogs",
  );
  expect(doctor.stdout).not.toContain("to fetch MNIST");
}, 60_000);

test("a topic without digits looks for no data, and one that reads them all the same is told", async () => {
  const project = await openProject();
  const name = "01-four-data-sets";
  await cp(
    join(home, "templates/course/topics", name),
    join(project.root, "topics/02-four-data-sets"),
    { recursive: true },
  );
  // A folder with nothing in it: whoever looked for digits there would say so.
  const nowhere = join(project.root, "nowhere");
  await mkdir(nowhere);
  const build = ["build", "four-data-sets", "--data", nowhere];
  const first = await project.run(build);
  expect([first.code, first.stderr]).toEqual([
    0,
    expect.not.stringContaining("digits"),
  ]);
  const record = await readRecord(project, "02-four-data-sets");
  expect(record.provenance.data).toMatchObject({ name: "none", unused: true });
  const files = await project.files("output/02-four-data-sets");
  expect(String(files.get("article.md"))).toContain(
    "its data lie beside the code",
  );
  expect((await project.run(build)).stderr).not.toContain("running");
  const check = await project.run(["check", "four-data-sets"]);
  expect([check.code, check.stdout]).toEqual([
    0,
    expect.stringContaining("0 errors, 0 warnings"),
  ]);
  await project.edit("topics/02-four-data-sets/experiment.ts", (text) =>
    text.replace("lab.csv(", "void lab.digits, lab.csv("),
  );
  const reading = await project.run(build);
  expect([reading.code, reading.stderr]).toEqual([
    1,
    expect.stringContaining("topic.yaml says digits: none"),
  ]);
});
