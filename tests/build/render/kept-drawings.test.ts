import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Drawings } from "../../../src/build/render/drawings.ts";
import { listDrawSources } from "../../../src/build/render/key.ts";
import type { DrawOptions } from "../../../src/figure/draw.ts";
import { checkFigure, type Figure } from "../../../src/figure/figure.ts";
import { articleLook } from "../../../src/figure/paint/theme.ts";
import { sha256 } from "../../../src/files.ts";
import { Shelf } from "../../../src/kept/shelf.ts";
import { findImports } from "../../../src/lab/imports.ts";
import { home } from "../../../src/topic/topic.ts";

const require = createRequire(import.meta.url);
const font = (file: string) =>
  readFileSync(require.resolve(`@expo-google-fonts/${file}`));
const letters = font("arimo/400Regular/Arimo_400Regular.ttf");
const others = font("carlito/400Regular/Carlito_400Regular.ttf");
const faced = (regular: Buffer, bold = letters) => ({
  ...articleLook,
  typeface: { family: "Course", regular, bold },
});

const bars = (words: string): Figure =>
  checkFigure({
    kind: "bar",
    alt: "Two bars, made up for a test of what is kept.",
    category: { label: "digits" },
    y: { label: words },
    categories: ["ones", "twos"],
    series: [{ name: "count", values: [1, 2] }],
  });

const slide = { purpose: "slide", inches: { width: 3, height: 2 } } as const;
const first: readonly [Figure, DrawOptions] = [
  bars("count"),
  { ...slide, look: faced(letters) },
];
const [figure, options] = first;

/** One input after the other is another than in `first`. */
const changes: readonly (readonly [string, Figure, DrawOptions])[] = [
  ["the words", bars("Anzahl"), options],
  ["the size", figure, { ...options, inches: { width: 3, height: 2.5 } }],
  ["the width of the file", figure, { ...options, width: 500 }],
  ["the purpose", figure, { ...options, purpose: "cover" }],
  ["the font", figure, { ...options, look: faced(others) }],
  ["the bold font", figure, { ...options, look: faced(letters, others) }],
  [
    "a colour of the theme",
    figure,
    {
      ...options,
      look: {
        ...faced(letters),
        colors: { ...articleLook.colors, paper: "#000000" },
      },
    },
  ],
  [
    "what is pointed at",
    figure,
    { ...options, pointing: { highlight: ["ones"], callouts: [] } },
  ],
];

const emptyFolder = () => mkdtempSync(join(tmpdir(), "lectern-kept-"));
/** Draws as another process would, and keeps what it drew. */
async function draw(folder: string, ...asked: typeof first) {
  const shelf = new Shelf(folder);
  const drawn = await new Drawings(shelf).draw(...asked);
  shelf.settle();
  return drawn;
}

test("another process takes what was drawn, and draws what of it is another", async () => {
  const folder = emptyFolder();
  await draw(folder, ...first);
  const [name = ""] = readdirSync(folder);
  // A picture that nobody could draw: where it comes out, nothing was drawn.
  const forged = '{"width":1,"height":1}\nforged';
  writeFileSync(join(folder, name), `${sha256(forged)}\n${forged}`);
  const again = await draw(folder, ...first);
  expect(again.png.toString()).toBe("forged");
  for (const [what, changed, how] of changes) {
    const { png } = await draw(folder, changed, how);
    expect(png.toString("latin1", 1, 4), what).toBe("PNG");
  }
  expect(readdirSync(folder)).toHaveLength(changes.length + 1);
});

test("what was kept is the same as what is drawn", async () => {
  const folder = emptyFolder();
  const drawn = await draw(folder, ...first);
  expect(await draw(folder, ...first)).toEqual(drawn);
  expect(await new Drawings().draw(...first)).toEqual(drawn);
});

test("a picture that was cut off or changed on the disk is drawn again", async () => {
  const folder = emptyFolder();
  const { png } = await draw(folder, ...first);
  const [name = ""] = readdirSync(folder);
  const whole = readFileSync(join(folder, name));
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(whole.length - 9) ^ 1, whole.length - 9);
  for (const bytes of [whole.subarray(0, -1), changed, Buffer.alloc(0)]) {
    writeFileSync(join(folder, name), bytes);
    const again = await draw(folder, ...first);
    expect(again.png.equals(png)).toBe(true);
    expect(readFileSync(join(folder, name)).equals(whole)).toBe(true);
  }
});

test("the key of a drawing holds all of our code that draws, and the versions of packages", async () => {
  const covered = listDrawSources();
  for (const file of ["src/figure/draw.ts", "src/figure/art/art.ts"]) {
    const used = await findImports(join(home, file), home);
    expect(used).toContain("src/figure/paint/theme.ts");
    expect(used.filter((path) => !covered.includes(path))).toEqual([]);
  }
  expect(covered).toContain("package-lock.json");
});

test("a shelf keeps what was asked for, and of the rest no more than it may", () => {
  const folder = emptyFolder();
  const old = new Shelf(folder);
  for (const key of ["a", "b", "c"]) old.put(key, Buffer.alloc(9000, key));
  expect(readdirSync(folder)).toEqual([]);
  old.settle();
  writeFileSync(join(folder, ".killed.tmp"), "half");
  const now = new Shelf(folder);
  expect(now.get("a")?.length).toBe(9000);
  now.put("d", Buffer.from("d"));
  now.settle(14_000);
  const left = new Shelf(folder);
  expect(["a", "d"].every((key) => left.get(key))).toBe(true);
  expect(readdirSync(folder)).toHaveLength(3);
});
