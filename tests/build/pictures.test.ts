import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCanvas, loadImage } from "canvas";
import { expect, test } from "vitest";
import { unzip } from "../../src/deck/package/zip.ts";
import { openProject, type Project } from "../cli/project.ts";
import { photograph, place } from "./camera.ts";

const words =
  '![A whiteboard with two formulas](whiteboard.jpg "What we argued about")';

/** A project whose article shows a picture of its topic's folder. */
async function openWithPicture(file = photograph()): Promise<Project> {
  const project = await openProject();
  const topic = join(project.root, "topics/01-ink");
  await writeFile(join(topic, "whiteboard.jpg"), file);
  await project.edit("topics/01-ink/article.md", (text) =>
    text.replace("## How", `${words}\n\n## How`),
  );
  return project;
}

const drawing = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">${inside}</svg>`;

const build = (project: Project) =>
  project.run(["build", "1", "--quick", "--only", "article", "--json"]);

async function pictureIn(project: Project): Promise<Buffer> {
  const files = await project.files("output/01-ink");
  const [found] = [...files].filter(([path]) => path.startsWith("pictures/"));
  return found?.[1] ?? Buffer.alloc(0);
}

test("a photograph stands upright in article, kit and deck, and tells nobody where it was taken", async () => {
  const project = await openWithPicture();
  await project.edit("topics/01-ink/deck.md", (text) =>
    text.replace("- It is a clue", words),
  );
  const { code, stderr } = await project.run(["build", "1", "--quick"]);
  expect(code, stderr).toBe(0);
  const files = await project.files("output/01-ink");
  const article = String(files.get("article.md"));
  const [, path = ""] = /!\[A whiteboard.*\]\((.*)\)/.exec(article) ?? [];
  expect(path).toMatch(/^pictures\/whiteboard-[0-9a-f]{8}\.jpg$/);
  expect(article).toContain("*What we argued about*");

  const shown = files.get(path) ?? Buffer.alloc(0);
  expect(shown.length).toBeLessThan(2_000_000);
  const image = await loadImage(shown);
  expect([image.width, image.height]).toEqual([2000, 2667]);
  const context = createCanvas(2000, 2667).getContext("2d");
  context.drawImage(image, 0, 0);
  const green = (x: number, y: number) =>
    context.getImageData(x, y, 1, 1).data[1] ?? 0;
  expect(green(1990, 10)).toBeLessThan(50);
  expect(green(10, 10)).toBeGreaterThan(180);
  expect(green(1990, 2650)).toBeGreaterThan(180);

  const inKit = [...files.keys()].find((each) =>
    /^medium\/images\/02-whiteboard-[0-9a-f]{8}\.jpg$/.test(each),
  );
  expect(files.get(inKit ?? "")).toEqual(shown);
  const paste = String(files.get("medium/article.html"));
  expect(paste).toMatch(/\[IMAGE 2 of \d: images\/02-whiteboard-/);
  expect(paste).toContain("<p>What we argued about</p>");
  const parts = await unzip(files.get("deck.pptx") ?? Buffer.alloc(0));
  const media = [...parts].filter(([name]) => name.startsWith("ppt/media/"));
  expect(media.map(([, bytes]) => bytes)).toContainEqual(shown);
  for (const [name, bytes] of [...files, ...parts])
    for (const trace of ["Exif", place])
      expect(bytes.includes(trace), `${trace} in ${name}`).toBe(false);
});

test("the same picture gives the same bytes, and another file makes the article anew", async () => {
  const project = await openWithPicture();
  await build(project);
  const first = await pictureIn(project);
  const again = await build(project);
  expect(JSON.parse(again.stdout)).toMatchObject([{ ran: [], written: [] }]);
  await rm(join(project.root, "output"), { recursive: true });
  await build(project);
  expect(await pictureIn(project)).toEqual(first);

  const file = join(project.root, "topics/01-ink/whiteboard.jpg");
  await writeFile(file, photograph(1600, 1400));
  const { stdout } = await build(project);
  const [{ ran, written }] = JSON.parse(stdout);
  expect(ran).toEqual([]);
  expect(written).toContain("article.md");
  const files = await project.files("output/01-ink");
  const kept = [...files.keys()].filter((path) => path.startsWith("pictures/"));
  expect(kept).toHaveLength(1);
  expect(await pictureIn(project)).not.toEqual(first);
});

/** A PNG whose header says that it is so large. */
function vast(): Buffer {
  const png = createCanvas(1, 1).toBuffer("image/png");
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  return png;
}

test("a drawing in SVG is shown sharp, whatever size it asks for", async () => {
  const bar = '<rect x="10" width="0.5" height="20" fill="#0000ff"/>';
  const huge = drawing(bar).replace(
    "<svg",
    '<svg width="90000" height="45000"',
  );
  const project = await openWithPicture(Buffer.from(huge));
  const { code, stderr } = await build(project);
  expect(code, stderr).toBe(0);
  const image = await loadImage(await pictureIn(project));
  expect([image.width, image.height]).toEqual([2000, 1000]);
  const context = createCanvas(2000, 1000).getContext("2d");
  context.drawImage(image, 0, 0);
  const colorAt = (x: number) => [...context.getImageData(x, 500, 1, 1).data];
  expect(colorAt(480)).toEqual([255, 255, 255, 255]);
  expect(colorAt(512)).toEqual([0, 0, 255, 255]);
  expect(colorAt(540)).toEqual([255, 255, 255, 255]);
});

test("a file that cannot be shown stops the build, by its name and place, and nothing is written", async () => {
  const project = await openWithPicture();
  const file = join(project.root, "topics/01-ink/whiteboard.jpg");
  const refused = async (what: string) => {
    const { code, stderr } = await build(project);
    expect(code).toBe(1);
    expect(stderr).toContain("topics/01-ink/article.md:13:1");
    expect(stderr).toContain(`${what}: whiteboard.jpg`);
    const files = await project.files("output/01-ink");
    expect([...files.keys()]).toEqual([".lectern/run.json"]);
  };
  await rm(file);
  await refused("no such picture in the topic's folder");
  for (const [what, bytes] of [
    ["is neither PNG, JPEG nor SVG", Buffer.from("GIF89a")],
    ["is broken", Buffer.from("<svg><g></svg>")],
    [
      "needs what lies outside of it, photo.jpg",
      Buffer.from(drawing("<image href='photo.jpg' width='9' height='9'/>")),
    ],
    ["is broken", photograph(40, 30).subarray(0, 600)],
    ["has 60000 × 60000 pixels, at most 64000000", vast()],
    ["has 40000001 bytes, at most 40000000", Buffer.alloc(40_000_001)],
  ] as const) {
    await writeFile(file, bytes);
    await refused(`picture ${what}`);
  }
  await rm(file);
  const elsewhere = join(project.root, "elsewhere.jpg");
  await writeFile(elsewhere, photograph(40, 30));
  await symlink(elsewhere, file);
  await refused("picture lies outside of the topic's folder");
});
