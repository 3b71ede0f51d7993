import { createCanvas } from "canvas";
import { expect, test } from "vitest";
import type { OwnPicture } from "../../src/article/bound.ts";
import { buildDeck } from "../../src/deck/build.ts";
import { allEvidence } from "../../src/deck/deck.ts";
import { unzip, zip } from "../../src/deck/package/zip.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { lintPackage } from "../../src/deck/rules/package.ts";
import { drawSlide, pptxOf, torturePath, tortureRecord } from "./torture.ts";

const board: OwnPicture = {
  bytes: createCanvas(1200, 1600).toBuffer("image/jpeg"),
  ...{ type: "jpeg", width: 1200, height: 1600 },
};
const sketch: OwnPicture = {
  bytes: createCanvas(1600, 900).toBuffer("image/png"),
  ...{ type: "png", width: 1600, height: 900 },
};

const pictures = new Map([
  ["board.jpg", board],
  ["sketch.png", sketch],
]);

const read = (body: string) =>
  readDeck(
    `---\ntitle: A talk\n---\n\n# The first is this\n\n---\n\n${body}\n`,
    ...([torturePath, tortureRecord, {}, { pictures }] as const),
  );

const alone = `# It is so

![A whiteboard with two formulas](board.jpg "What we argued about")

<!-- So. -->`;

test("a picture of one's own stands on its slide as wide as it is, with its words and its caption", async () => {
  const deck = read(alone);
  expect(deck.findings).toEqual([]);
  const built = await buildDeck(deck, tortureRecord, drawSlide);
  expect(built.findings.filter(({ rule }) => rule === "DK-16")).toEqual([]);
  const pptx = pptxOf(built);
  expect(await lintPackage(pptx)).toEqual([]);
  const parts = await unzip(pptx);
  const [media, ...more] = [...parts].filter(([name]) =>
    name.startsWith("ppt/media/"),
  );
  expect(more).toEqual([]);
  expect(media?.[0]).toMatch(/\.jpe?g$/);
  expect(Buffer.from(media?.[1] ?? "")).toEqual(board.bytes);
  const slide = String(parts.get("ppt/slides/slide2.xml"));
  expect(slide).toContain('descr="A whiteboard with two formulas"');
  expect(slide).toContain('name="picture:board"');
  expect(slide).toContain("What we argued about");
  const [, cx, cy] =
    /<p:pic>.*?<a:ext cx="(\d+)" cy="(\d+)"/s.exec(slide) ?? [];
  expect(Number(cx) / Number(cy)).toBeCloseTo(1200 / 1600, 2);
  const half = slide
    .replace(
      /(<p:pic>.*?<\/a:blip>|<p:pic>.*?<a:blip[^>]*\/>)/s,
      '$1<a:srcRect b="50000"/>',
    )
    .replace(
      /(<p:pic>.*?cy=")(\d+)/s,
      (_, start: string, cy: string) => `${start}${Math.round(Number(cy) / 2)}`,
    );
  expect(half).toContain("srcRect b=");
  const cropped = await zip(parts.set("ppt/slides/slide2.xml", half));
  expect(await lintPackage(cropped)).toEqual([]);
  const stretched = slide.replace(/(<p:pic>.*?cx="\d+)/s, "$10");
  const defects = await lintPackage(
    await zip(parts.set("ppt/slides/slide2.xml", stretched)),
  );
  expect(defects).toContainEqual(
    expect.objectContaining({
      rule: "DK-16",
      message: "ppt/slides/slide2.xml: picture stretched: picture:board",
    }),
  );
});

test("two pictures stand side by side, one beside lines, one in a column", () => {
  const layoutOf = (body: string) => {
    const { slides, findings } = read(`# It is so\n\n${body}\n\n<!-- So. -->`);
    expect(findings).toEqual([]);
    const [, slide] = slides;
    const kinds = slide && allEvidence(slide).map(({ kind }) => kind);
    return [slide?.layout, ...(kinds ?? [])];
  };
  const [one, two] = [
    '::picture{src="board.jpg" alt="A whiteboard with two formulas"}',
    "![The sketch of what we wanted](sketch.png)",
  ];
  expect(layoutOf(`${one}\n\n${two}`)).toEqual([
    ...["comparison", "picture", "picture"],
  ]);
  expect(layoutOf(`${one}\n\n- A line`)).toEqual([
    ...["figure-text", "picture", "lines"],
  ]);
  expect(layoutOf(`### A\n\n${one}\n\n### B\n\n- A line`)).toEqual([
    ...["comparison", "picture", "lines"],
  ]);
});

test("words that tell too little of a picture, and an address, are errors at their lines", async () => {
  const deck = read(`${alone.replace(/A white.*las/, "A board")}

---

# It is here

![A whiteboard with two formulas](https://example.org/a.png)

<!-- So. -->`);
  expect(deck.findings).toMatchObject([
    { rule: "DK-04", line: 19, message: "cannot stand on a slide: image" },
  ]);
  const { findings } = await buildDeck(deck, tortureRecord, drawSlide);
  expect(findings).toContainEqual(
    expect.objectContaining({
      ...{ rule: "DK-08", line: 11, severity: "error" },
      message: "alternative text of 7 characters: board",
    }),
  );
});
