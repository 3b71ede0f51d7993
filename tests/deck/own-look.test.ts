import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import validate from "@ooxml-tools/validate";
import { createCanvas, loadImage } from "canvas";
import { beforeAll, describe, expect, test } from "vitest";
import { prepareTheme } from "../../src/build/render/pictures.ts";
import { buildDeck } from "../../src/deck/build.ts";
import { all, type Element, parseXml } from "../../src/deck/package/xml.ts";
import {
  bytesOf,
  namesOf,
  type Parts,
  textOf,
  unzip,
  zip,
} from "../../src/deck/package/zip.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { lintPackage } from "../../src/deck/rules/package.ts";
import { readTheme } from "../../src/deck/theme.ts";
import type { ThemeFile } from "../../src/deck/theme-file.ts";
import { stopsBuild, UserError } from "../../src/errors.ts";
import {
  buildTorture,
  drawSlide,
  pptxOf,
  torturePath,
  tortureRecord,
} from "./torture.ts";

const fontFile = (path: string) =>
  readFileSync(
    createRequire(import.meta.url).resolve(`@expo-google-fonts/${path}`),
  );
const [regular, bold] = [
  fontFile("inter/400Regular/Inter_400Regular.ttf"),
  fontFile("inter/700Bold/Inter_700Bold.ttf"),
];
const code = fontFile("jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf");

/** A sign on nothing: three times as wide as high. */
function drawSign(type: "image/png" | "image/jpeg" = "image/png"): Buffer {
  const canvas = createCanvas(1500, 500);
  const context = canvas.getContext("2d");
  context.fillStyle = "#e07a1f";
  context.fillRect(500, 100, 900, 300);
  return type === "image/png"
    ? canvas.toBuffer(type)
    : canvas.toBuffer(type, 90);
}

const inter = { family: "Inter", regular: "a.ttf", bold: "b.ttf" };
const mono = { family: "JetBrains Mono", regular: "c.ttf", bold: "c.ttf" };
const files: ReadonlyMap<string, Buffer | string> = new Map([
  ["a.ttf", regular],
  ["b.ttf", bold],
  ["c.ttf", code],
  ["sign.png", drawSign()],
]);
const families = ["Inter", "JetBrains Mono"];

const themeOf = (own: object, found = files): ThemeFile => [
  JSON.stringify({ extends: "dark", ...own }),
  "look/theme.json",
  found,
];

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a shape stands, in English Metric Units. */
function rectOf(shape: Element): Rect {
  const number = (tag: string, name: string) =>
    Number(
      all(shape, tag)
        .find((each) => each.hasAttribute(name))
        ?.getAttribute(name),
    );
  const [x, y] = [number("a:off", "x"), number("a:off", "y")];
  return { x, y, w: number("a:ext", "cx"), h: number("a:ext", "cy") };
}

const master = "ppt/slideMasters/slideMaster1.xml";

describe("a dark deck of 4:3 with a logo and fonts of one's own", () => {
  let pptx: Buffer;
  let parts: Parts;
  let titleLayout: string;
  let theme: Awaited<ReturnType<typeof prepareTheme>>;
  beforeAll(async () => {
    theme = await prepareTheme(
      themeOf({
        ...{ logo: "sign.png", logoAlt: "The university's sign" },
        fonts: { heading: inter, body: inter, mono },
        sizes: { body: 20 },
        mark: Array.from({ length: 24 }, () => "9".repeat(20)),
      }),
    );
    const { built, pptx: bytes } = await buildTorture(theme, "4:3");
    expect(built.findings.filter(stopsBuild)).toEqual([]);
    pptx = bytes;
    parts = await unzip(pptx);
    titleLayout =
      namesOf(parts, /^ppt\/slideLayouts\/[^/]+\.xml$/).find((name) =>
        textOf(parts, name).includes('<p:cSld name="Title"'),
      ) ?? "";
  });

  test("gives the Open XML SDK and the package lint nothing to say", async () => {
    expect(await validate(new Uint8Array(pptx), "pptx")).toEqual([]);
    expect(await lintPackage(pptx, families)).toEqual([]);
  });

  test("says its size wherever PowerPoint looks for it, on the page of notes too", () => {
    expect(textOf(parts, "ppt/presentation.xml")).toMatch(
      /<p:sldSz cx="9144000" cy="6858000" type="screen4x3"\/><p:notesSz cx="6858000" cy="9144000"\/>/,
    );
    expect(textOf(parts, "docProps/app.xml")).toContain("On-screen Show (4:3)");
    const notes = parseXml(textOf(parts, "ppt/notesMasters/notesMaster1.xml"));
    const image = all(notes, "p:sp").find((shape) =>
      String(shape).includes('type="sldImg"'),
    );
    const { w, h } = rectOf(image as Element);
    expect(w / h).toBeCloseTo(4 / 3, 3);
  });

  test("keeps the logo once, on the master and large on the first slide's layout", () => {
    const media = [...parts.keys()].filter((name) =>
      /media\/.*logo/.test(name),
    );
    expect(media).toEqual(["ppt/media/logo.png"]);
    const shown = [...parts].flatMap(([name, text]) =>
      typeof text === "string" && /"[^"]*media\/logo\.png"/.test(text)
        ? [name]
        : [],
    );
    const title = titleLayout.replace("Layouts/", "Layouts/_rels/");
    expect(shown.sort()).toEqual([
      `${title}.rels`,
      "ppt/slideMasters/_rels/slideMaster1.xml.rels",
    ]);
    expect(textOf(parts, titleLayout)).toContain('showMasterSp="0"');
    const [small, large] = [master, titleLayout].map((name) => {
      const [picture] = all(parseXml(textOf(parts, name)), "p:pic");
      expect(String(picture)).toContain(`descr="The university's sign"`);
      return rectOf(picture as Element);
    });
    expect(large?.h).toBeGreaterThan(1.5 * (small?.h ?? 0));
    for (const rect of [small, large])
      expect((rect?.w ?? 0) / (rect?.h ?? 1)).toBeCloseTo(3, 2);
  });

  test("draws the logo on the slide's own ground", async () => {
    const image = await loadImage(bytesOf(parts, "ppt/media/logo.png"));
    expect([image.width, image.height]).toEqual([1000, 333]);
    const context = createCanvas(1000, 333).getContext("2d");
    context.drawImage(image, 0, 0);
    const alpha = (x: number, y: number) =>
      context.getImageData(x, y, 1, 1).data[3];
    expect([alpha(10, 10), alpha(600, 160)]).toEqual([0, 255]);
  });

  test("draws a mark of more cells smaller: claim and logo stay free", async () => {
    // A deck without a figure has the theme's mark.
    const text = "---\ntitle: T\n---\n\n# It is a claim\n";
    const deck = readDeck(text, torturePath, tortureRecord, {});
    const options = { theme, size: "4:3" } as const;
    const plain = pptxOf(
      await buildDeck(deck, tortureRecord, drawSlide, options),
    );
    const layout = parseXml(textOf(await unzip(plain), titleLayout));
    const shapes = all(layout, "p:sp");
    const cells = shapes.filter((shape) => all(shape, "a:t").length === 0);
    const edges = cells.map(rectOf).filter(({ w }) => w > 0);
    expect(edges).toHaveLength(24 * 20);
    const right = Math.max(...edges.map(({ x, w }) => x + w));
    const bottom = Math.max(...edges.map(({ y, h }) => y + h));
    const texts = shapes.filter((shape) => all(shape, "p:ph").length > 0);
    const [logo] = all(layout, "p:pic").map(rectOf);
    expect(right).toBeLessThan(logo?.x ?? 0);
    expect(bottom).toBeLessThan(
      Math.min(...texts.map((each) => rectOf(each).y)),
    );
  });

  test("names the fonts where PowerPoint looks for them, and owns up to them in the lint", async () => {
    const theme = textOf(parts, "ppt/theme/theme1.xml");
    expect(theme.match(/<a:latin typeface="Inter"/g)).toHaveLength(2);
    expect(textOf(parts, "ppt/slides/slide5.xml")).toContain(
      'typeface="JetBrains Mono"',
    );
    const strangers = await lintPackage(pptx);
    expect(new Set(strangers.map(({ rule }) => rule))).toEqual(
      new Set(["DK-13"]),
    );
  });

  test("is found out where somebody stretches its logo", async () => {
    const changed = new Map(parts);
    const text = textOf(parts, master).replace(/(<p:pic>.*?cx="\d+)/s, "$10");
    const defects = await lintPackage(
      await zip(changed.set(master, text)),
      families,
    );
    expect(defects.map(({ message }) => message)).toEqual([
      `${master}: picture stretched: logo`,
    ]);
  });
});

test("wider letters are measured: what fits in Arial may not in a font of one's own", () => {
  const [own, arial] = [
    readTheme(themeOf({ fonts: { body: inter } })).fonts,
    readTheme("dark").fonts,
  ];
  const words = "What fits in Arial";
  const ruler = createCanvas(1, 1).getContext("2d");
  ruler.font = '1000px "Lectern Sans"';
  ruler.fontKerning = "none";
  const measured = ruler.measureText(words).width / 1000;
  expect(own.body.width(words, false)).toBeCloseTo(measured, 2);
  expect(measured).toBeGreaterThan(arial.body.width(words, false));
  expect(own.heading).toBe(arial.heading);
});

describe("a theme that names files", () => {
  const font = (start: string, from = regular) =>
    new Map([
      ...files,
      [
        "a.ttf",
        Buffer.concat([Buffer.from(start), from.subarray(start.length)]),
      ],
    ]);

  test.each<[string, object, ReadonlyMap<string, Buffer | string>, string]>([
    [
      "a font that is missing",
      { fonts: { body: inter } },
      new Map([["b.ttf", bold]]),
      "fonts.body.regular: no such file: a.ttf",
    ],
    [
      "OpenType with other outlines",
      { fonts: { heading: inter } },
      font("OTTO"),
      "fonts.heading.regular: an OpenType font with PostScript outlines (OTF), not TrueType: a.ttf",
    ],
    [
      "a WOFF2",
      { fonts: { heading: inter } },
      font("wOF2"),
      "fonts.heading.regular: a WOFF2, not a TrueType font: a.ttf",
    ],
    [
      "text",
      { fonts: { mono: inter } },
      font("hello"),
      "fonts.mono.regular: no TrueType font: a.ttf",
    ],
    [
      "half a font",
      { fonts: { body: inter } },
      font("", regular.subarray(0, 3000)),
      "fonts.body.regular: a broken font: a.ttf",
    ],
    [
      "a picture for a font",
      { fonts: { body: { ...inter, bold: "sign.png" } } },
      files,
      "fonts.body.bold: a picture: sign.png",
    ],
    [
      "a family that nobody has, without its files",
      { fonts: { body: "Comic Sans" } },
      files,
      "fonts.body: invalid option",
    ],
    [
      "a family without its bold file",
      { fonts: { body: { family: "Inter", regular: "a.ttf" } } },
      files,
      "fonts.body.bold: invalid input",
    ],
    [
      "a film for a logo",
      { logo: "sign.gif" },
      new Map([["sign.gif", Buffer.from("GIF89a")]]),
      "logo: neither PNG, JPEG nor SVG: sign.gif",
    ],
    [
      "half a logo",
      { logo: "sign.png" },
      new Map([["sign.png", drawSign().subarray(0, 400)]]),
      "logo: picture is broken: sign.png",
    ],
    [
      "words for a logo that is not there",
      { logoAlt: "Our sign" },
      files,
      "logoAlt: there is no logo",
    ],
  ])("is refused at the key of %s", async (_, own, found, said) => {
    const theme = await prepareTheme(themeOf(own, found));
    const refused = () => readTheme(theme);
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(`theme cannot be used: look/theme.json: ${said}`);
  });

  test("takes a JPEG, and calls a logo without words a logo", async () => {
    const found = new Map([["sign.jpg", drawSign("image/jpeg")]]);
    const theme = await prepareTheme(themeOf({ logo: "sign.jpg" }, found));
    expect(readTheme(theme).logo).toMatchObject({
      alt: "Logo",
      picture: { type: "jpeg", width: 1000, height: 333 },
    });
  });
});
