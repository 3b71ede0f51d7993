import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { Package } from "../../src/deck/package/package.ts";
import { sha256 } from "../../src/files.ts";
import { home } from "../../src/topic/topic.ts";
import { drawBadge, type Report } from "../../src/verify/verdict.ts";
import { makeProject, type Project } from "./project.ts";

let project: Project;
const built = "output/01-ink";

beforeAll(async () => {
  project = await makeProject();
  await cp(
    join(home, "templates/course/topics/01-four-data-sets"),
    join(project.root, "topics/02-four-data-sets"),
    { recursive: true },
  );
  const course = { author: "Ada", session: { date: "2026-12-03" } };
  await writeFile(
    join(project.root, "lectern.config.json"),
    JSON.stringify(course),
  );
  const { code, stderr } = await project.run(["build", "--quick"]);
  expect(code, stderr).toBe(0);
}, 120_000);

afterAll(() => rm(project.root, { recursive: true, force: true }));

/** Does `work` while one file of the project holds other bytes. */
async function whileChanged(
  paths: readonly string[],
  change: (bytes: Buffer) => Buffer | Promise<Buffer>,
  work: () => Promise<void>,
): Promise<void> {
  const before = new Map<string, Buffer>();
  for (const path of paths) {
    const file = join(project.root, path);
    const bytes = await readFile(file);
    before.set(file, bytes);
    await writeFile(file, await change(Buffer.from(bytes)));
  }
  try {
    await work();
  } finally {
    for (const [file, bytes] of before) await writeFile(file, bytes);
  }
}

/** One bit of a byte in the middle; of text, a letter stays one. */
function flip(bytes: Buffer): Buffer {
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

async function verify(topic: string): Promise<Report> {
  const { code, stdout } = await project.run(["verify", topic, "--json"]);
  const [report] = JSON.parse(stdout);
  expect(code).toBe(report.verdict === "reproduced" ? 0 : 1);
  return report;
}

const told = ({ deviations }: Report) =>
  deviations.map(
    ({ verdict, file, said }) => `${verdict}: ${file ?? ""} ${said}`,
  );

const inside = (...paths: string[]) => paths.map((each) => `${built}/${each}`);

test("what is built and runs again to the same bytes is reproduced, and says so in the same bytes twice", async () => {
  const before = await project.files(built);
  const { code, stdout, stderr } = await project.run(["verify"]);
  expect(stderr).toContain("01-ink: running, because it is verified\n");
  expect(stdout).toMatch(
    /^01-ink: reproduced: ran again, and \d+ files came out the same, byte by byte\n02-four-data-sets: reproduced: .*\n$/,
  );
  expect(code).toBe(0);
  const first = await project.files(built);
  for (const [path, bytes] of before)
    expect(first.get(path)?.equals(bytes), path).toBe(true);
  const report: Report = JSON.parse(String(first.get("verify.json")));
  expect(report).toMatchObject({
    ...{ topic: "01-ink", verdict: "reproduced", profile: "quick", seed: 42 },
    data: { name: "handwriting" },
  });
  expect(report.files["article.md"]).toBe(
    sha256(first.get("article.md") ?? ""),
  );
  await verify("1");
  expect(await project.files(built)).toEqual(first);
  // Neither is a file of a stranger's, nor does it ask for another build.
  const again = await project.run(["build", "--quick"]);
  expect(again.stdout).toContain("01-ink: up to date\n");
  expect(await project.files(built)).toEqual(first);
}, 60_000);

interface Entity {
  readonly "@id": string;
  readonly [property: string]: unknown;
}

/** Every `{ "@id": … }` in a value. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  const keys = Object.keys(value);
  if (keys.length === 1 && "@id" in value) return [String(value["@id"])];
  return Object.values(value).flatMap(referencesIn);
}

test("where the run was reproduced, a crate says where all of it came from, as RO-Crate 1.1 asks", async () => {
  expect((await verify("1")).verdict).toBe("reproduced");
  const files = await project.files(built);
  const crate = JSON.parse(String(files.get("ro-crate-metadata.json")));
  expect(crate["@context"][0]).toBe("https://w3id.org/ro/crate/1.1/context");
  const graph: Entity[] = crate["@graph"];
  const entities = new Map(graph.map((each) => [each["@id"], each]));
  expect(entities.size).toBe(graph.length);
  expect(entities.get("ro-crate-metadata.json")).toEqual({
    ...{ "@id": "ro-crate-metadata.json", "@type": "CreativeWork" },
    conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
    about: { "@id": "./" },
  });
  expect(entities.get("./")).toMatchObject({
    ...{ "@type": "Dataset", name: "How much ink a digit takes" },
    description: "A very small experiment, with one of everything",
    ...{ datePublished: "2026-12-03", author: { "@id": "#author" } },
    license: { "@id": "https://spdx.org/licenses/MIT" },
  });
  const dangling = graph
    .filter(({ conformsTo }) => conformsTo === undefined)
    .flatMap((each) => referencesIn(Object.values(each)))
    .filter((id) => !entities.has(id));
  expect(dangling).toEqual([]);
  const told = graph.filter((each) => each["@type"] === "File");
  expect(told.map(({ name }) => name).toSorted()).toEqual(
    [...files.keys()]
      .filter((path) => !/^\.lectern|^ro-crate/.test(path))
      .toSorted(),
  );
  for (const { name, sha256: hash, encodingFormat } of told) {
    expect(hash).toBe(sha256(files.get(String(name)) ?? ""));
    expect(encodingFormat, String(name)).not.toContain("octet-stream");
  }
  expect(entities.get("#run")).toMatchObject({
    "@type": "CreateAction",
    object: expect.arrayContaining([
      { "@id": "#data" },
      { "@id": "#topics/01-ink/experiment.ts" },
    ]),
    result: expect.arrayContaining([{ "@id": "record.json" }]),
  });
}, 60_000);

test("the badge says the verdict to those who do not see it, too, and can be read by those who do", () => {
  const all = ["reproduced", "edited", "outdated", "diverged", "tampered"];
  for (const verdict of all as Report["verdict"][]) {
    const badge = drawBadge("01-ink", verdict);
    expect(badge).toContain(`<title>01-ink: ${verdict}</title>`);
    const grounds = [...badge.matchAll(/<(?:rect|path) [^>]*fill="(#\w{6})"/g)];
    expect(grounds).toHaveLength(2);
    for (const [, ground = ""] of grounds)
      expect(1.05 / (luminance(ground) + 0.05), verdict).toBeGreaterThan(4.5);
  }
});

/** Relative luminance, as WCAG 2 defines it. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("one byte flipped in the record, the article, the deck or a figure is tampered, and each is named", async () => {
  const files = ["record.json", "article.md", "deck.pptx", "figures/ink.png"];
  await whileChanged(inside(...files), flip, async () => {
    const report = await verify("1");
    expect(report.verdict).toBe("tampered");
    const left = [...(await project.files(built)).keys()];
    expect(left).toContain("verify.svg");
    expect(left).not.toContain("ro-crate-metadata.json");
    expect(told(report).toSorted()).toEqual([
      expect.stringMatching(
        /^tampered: article.md is not as the build wrote it in line \d+$/,
      ),
      expect.stringMatching(
        /^tampered: deck.pptx is (broken|not as the build)/,
      ),
      "tampered: figures/ink.png is not as the build wrote it",
      expect.stringMatching(/^tampered: record.json /),
    ]);
  });
  await whileChanged(
    inside("record.json"),
    (bytes) =>
      Buffer.from(
        String(bytes).replace(
          /("ink-of-threes": 0\.\d)\d/,
          (_, all: string) => `${all}${all.endsWith("9") ? "8" : "9"}`,
        ),
      ),
    async () => {
      const { stdout } = await project.run(["verify", "1"]);
      expect(stdout).toMatch(
        /^01-ink: tampered\n {2}tampered: record.json has other values than the run: number ink-of-threes: recorded 0\.\d+, now 0\.\d+\n$/,
      );
    },
  );
}, 60_000);

test("a deck that a program saved is edited, by whomever, and is no forgery", async () => {
  await whileChanged(
    inside("deck.pptx"),
    async (bytes) => {
      const deck = await Package.open(bytes);
      const slide = "ppt/slides/slide1.xml";
      const text = String(deck.content(slide));
      deck.set(slide, text.replace("How much ink", "How much black ink"));
      return deck.save();
    },
    async () => {
      const report = await verify("1");
      expect(report.verdict).toBe("edited");
      expect(told(report)).toEqual([
        expect.stringMatching(
          /^edited: deck.pptx was changed in a program: 1 of its \d+ parts, such as ppt\/slides\/slide1.xml$/,
        ),
      ]);
    },
  );
}, 60_000);

test("other data that the run would read are tampered, and nothing is run on them", async () => {
  const file = "topics/02-four-data-sets/quartet.csv";
  await whileChanged([file], flip, async () => {
    const { code, stdout, stderr } = await project.run(["verify", "2"]);
    expect(stdout).toBe(
      `02-four-data-sets: tampered\n  tampered: ${file} is not the data that the run read\n`,
    );
    expect(stderr).not.toContain("running");
    expect(code).toBe(1);
  });
}, 60_000);

test("other code is called another code, with the numbers that it gives", async () => {
  const file = "topics/01-ink/ink.ts";
  await whileChanged(
    [file],
    (bytes) =>
      Buffer.from(String(bytes).replace("mean([1, 2])", "max([1, 2])")),
    async () => {
      const report = await verify("1");
      expect(report.verdict).toBe("outdated");
      expect(told(report)[0]).toBe(
        `outdated: ${file} is another code than the one that ran`,
      );
      const [value] = report.values;
      expect(value).toMatchObject({ kind: "numbers", name: "ink-of-threes" });
      expect(value?.now).toBeGreaterThan(Number(value?.recorded));
    },
  );
  await whileChanged(
    [file],
    () => Buffer.from("export const inkOf = ("),
    async () => {
      expect(told(await verify("1"))[1]).toContain("that code fails: ");
    },
  );
}, 60_000);

test("a run that gives other numbers from the same files diverged, number by number", async () => {
  const topic = "topics/03-clock";
  await cp(join(home, "tests/cli/ink"), join(project.root, topic), {
    recursive: true,
  });
  await project.edit(`${topic}/experiment.ts`, (text) =>
    text.replace(
      'lab.number("ink-of-threes", threes);',
      'lab.number("ink-of-threes", threes);\n  lab.number("clock", process.hrtime()[1]);',
    ),
  );
  await project.run(["build", "3", "--quick"]);
  const report = await verify("3");
  expect(report.verdict).toBe("diverged");
  expect(told(report)).toEqual([
    expect.stringMatching(/^diverged: {2}number clock: recorded \d+, now \d+$/),
  ]);
}, 60_000);

test("a verdict goes with the state that it speaks of, and what is not built has none", async () => {
  await verify("1");
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("many times over", "over and over"),
  );
  const stale = await verify("1");
  expect(stale.verdict).toBe("outdated");
  expect(told(stale)).toContain(
    "outdated: article.md was made of other texts, settings or templates",
  );
  await project.run(["build", "1", "--quick"]);
  const left = [...(await project.files(built)).keys()];
  expect(left.filter((path) => /verify|crate/.test(path))).toEqual([]);
  await rm(join(project.root, "output/02-four-data-sets"), { recursive: true });
  const none = await project.run(["verify", "2"]);
  expect([none.code, none.stderr]).toEqual([
    1,
    "02-four-data-sets: not built, nothing to verify\nhint: lectern build four-data-sets\n",
  ]);
  expect((await project.files("output/02-four-data-sets")).size).toBe(0);
  expect((await project.run(["verify", "9"])).code).toBe(2);
}, 60_000);

test("Ctrl-C stops the run and leaves no folder, and no verdict", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lectern-test-tmp-"));
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });
  const before = await project.files(built);
  const controller = new AbortController();
  const run = project.run(["verify", "1"], {}, controller.signal);
  while ((await readdir(folder)).length === 0) await wait(5);
  controller.abort(new Error("stopped"));
  expect(await run).toMatchObject({ code: 130, stdout: "" });
  expect(await readdir(folder)).toEqual([]);
  expect(await project.files(built)).toEqual(before);
}, 60_000);
