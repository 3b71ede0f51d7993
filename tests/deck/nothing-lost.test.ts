import { expect, test } from "vitest";
import { buildDeck } from "../../src/deck/build.ts";
import { unzip } from "../../src/deck/package/zip.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { formatFindings, stopsBuild } from "../../src/errors.ts";
import { blocks, inLine, inline } from "../article/pieces.ts";
import {
  drawSlide,
  pptxOf,
  torturePath,
  tortureRecord,
  tortureSources,
} from "./torture.ts";

const front = "---\ntitle: A talk\nsubtitle: About it\n---\n\n";

/** Where a piece in a line can stand on a slide. */
const linePlaces: { readonly [name: string]: (piece: string) => string } = {
  title: (piece) => `# It is ${flat(piece)} TITLE`,
  line: (piece) => `# It is TITLE\n\nA ${piece} b`,
  "bold line": (piece) => `# It is TITLE\n\n**A ${piece} b**`,
  "list item": (piece) => `# It is TITLE\n\n- A ${indented(piece)}`,
  cell: (piece) =>
    `# It is TITLE\n\n| a | b |\n|---|---|\n| 1 | a ${flat(piece)} |`,
  caption: (piece) => `# It is TITLE\n\n:::figure{#shift}\nA ${piece} b\n:::`,
  "heading of a column": (piece) =>
    `# It is TITLE\n\n### ${flat(piece)}\n\n- a\n\n### B\n\n- b`,
  "line of a column": (piece) =>
    `# It is TITLE\n\n### A\n\nA ${piece} b\n\n### B\n\n- b`,
  notes: (piece) => `# It is TITLE\n\n<!--\nWords ${piece} words.\n-->`,
  "notes' list": (piece) =>
    `# It is TITLE\n\n<!--\n- A ${indented(piece)}\n-->`,
};

const blockPlaces: { readonly [name: string]: (piece: string) => string } = {
  slide: (piece) => `# It is TITLE\n\n${piece}`,
  column: (piece) => `# It is TITLE\n\n### A\n\n${piece}\n\n### B\n\n- b`,
  "list item": (piece) => `# It is TITLE\n\n- ${indented(piece)}`,
  notes: (piece) => `# It is TITLE\n\n<!--\n${piece}\n-->`,
};

function flat(piece: string): string {
  return piece.replaceAll("\\\n", " ");
}

function indented(piece: string): string {
  return piece.replaceAll("\n", "\n  ");
}

/** What a slide can hold, each with a word of its own in it. */
const evidence: { readonly [kind: string]: (marker: string) => string } = {
  figure: (m) => `:::figure{#shift}\n${m}\n:::`,
  table: (m) => `| a | ${m} |\n|---|---|\n| 1 | 2 |`,
  listing: (m) => `\`\`\`ts\n${m}\n\`\`\``,
  output: () => "::output{#distances}",
  lines: (m) => `- ${m}`,
  big: (m) => `**${m}**`,
  column: (m) => `### ${m}`,
};

interface Case {
  readonly name: string;
  /** Markdown of one slide. */
  readonly slide: string;
  /** What must be seen on it, or in its notes. */
  readonly words: readonly string[];
  /** What its links need. */
  readonly below?: string;
}

/** A deck of these slides below `above`, with the lines that each takes. */
function deckOf(
  cases: readonly Case[],
  above: string,
): { text: string; lines: readonly (readonly [number, number])[] } {
  let text = front + above;
  const lines = cases.map(
    ({ slide, below = "" }, index): readonly [number, number] => {
      const first = text.split("\n").length;
      text += `\n---\n\n${slide.replace("TITLE", word(9000 + index))}\n\n${below}\n`;
      return [first, text.split("\n").length];
    },
  );
  return { text, lines };
}

/** The slides of which no error speaks, when the deck is read and built, and that deck. */
async function makeDeck(
  cases: readonly Case[],
  above: string,
): Promise<{ silent: readonly Case[]; pptx: Buffer | undefined }> {
  const { text, lines } = deckOf(cases, above);
  const deck = readDeck(text, torturePath, tortureRecord, tortureSources);
  const built = await buildDeck(deck, tortureRecord, drawSlide);
  const errors = [...deck.findings, ...built.findings].filter(stopsBuild);
  const silent = cases.filter((_, index) => {
    const [first, last] = lines[index] ?? [0, 0];
    return !errors.some(({ line }) => line >= first && line <= last);
  });
  const pptx = built.files.get("deck.pptx");
  if (silent.length === cases.length) expect(formatFindings(errors)).toBe("");
  return { silent, pptx: pptx instanceof Buffer ? pptx : undefined };
}

/**
 * Slides that are neither shown whole nor named in an error: there must be none. A deck has at
 * most `most` of them: more are refused, and the slide that ends the talk lists every answer.
 */
async function findLost(
  cases: readonly Case[],
  above = "# The first slide is this\n",
  most = 60,
): Promise<string[]> {
  const lost: string[] = [];
  let shownAtAll = 0;
  for (let from = 0; from < cases.length; from += most) {
    const { silent } = await makeDeck(cases.slice(from, from + most), above);
    shownAtAll += silent.length;
    if (silent.length === 0) continue;
    const { pptx } = await makeDeck(silent, above);
    if (pptx === undefined) throw new Error("no deck");
    const parts = await unzip(pptx);
    const before = above.split("\n---\n").length;
    for (const [index, { name, words }] of silent.entries()) {
      const shown = textOf(parts, before + index + 1);
      if (!words.every((each) => shown.includes(each))) lost.push(name);
    }
  }
  expect(shownAtAll).toBeGreaterThan(0);
  return lost;
}

/** Everything that a slide, its links and its notes say. */
function textOf(
  parts: Awaited<ReturnType<typeof unzip>>,
  number: number,
): string {
  const names = [
    `ppt/slides/slide${number}.xml`,
    `ppt/slides/_rels/slide${number}.xml.rels`,
    `ppt/notesSlides/notesSlide${number}.xml`,
  ];
  return names.map((name) => String(parts.get(name) ?? "")).join("\n");
}

/** A word that no other slide has. */
const word = (index: number) => `zq${index}xv`;

test("a piece in a line of a slide or of its notes is shown, or an error", async () => {
  const cases = Object.keys(linePlaces).flatMap((place, index) =>
    Object.keys(inline).map((name, at): Case => {
      const marker = word(100 * index + at);
      const [piece, below] = inLine(name, marker);
      const slide = linePlaces[place]?.(piece) ?? "";
      return { name: `${name}, ${place}`, slide, below, words: [marker] };
    }),
  );
  expect(await findLost(cases)).toEqual([]);
}, 120_000);

test("a block on a slide or in its notes is shown, or an error", async () => {
  const cases = Object.keys(blockPlaces).flatMap((place, index) =>
    Object.keys(blocks).map((name, at): Case => {
      const marker = word(100 * index + at);
      const piece = blocks[name]?.(marker) ?? "";
      const slide = blockPlaces[place]?.(piece) ?? "";
      return { name: `${name}, ${place}`, slide, words: [marker] };
    }),
  );
  // It takes the slides behind it with it: each of them has a deck of its own.
  const isOpen = ({ name }: Case) => name.startsWith("unclosed comment");
  expect(await findLost(cases.filter((each) => !isOpen(each)))).toEqual([]);
  for (const each of cases.filter(isOpen))
    expect((await makeDeck([each], "# The first is this\n")).silent).toEqual(
      [],
    );
}, 120_000);

test.each([
  ["in the talk", "# The first slide is this\n", 60],
  ["as an answer", "# The first slide is this\n\n---\n\n# Questions\n", 6],
] as const)(
  "whatever evidence stands together %s is shown, or an error",
  async (_, above, most) => {
    const kinds = Object.keys(evidence);
    const sets = kinds.flatMap((one) => [
      [one],
      ...kinds.flatMap((two) => [
        [one, two],
        ...kinds.map((three) => [one, two, three]),
        ["column", one, "column", two],
        ["column", one, two, "column", "lines"],
      ]),
    ]);
    const cases = sets.map((set, index): Case => {
      const words = set.map((_, at) => word(10 * index + at));
      const body = set.map((kind, at) => evidence[kind]?.(words[at] ?? ""));
      return {
        name: set.join(", "),
        slide: `# It is TITLE\n\n${body.join("\n\n")}`,
        words: words.filter((_, at) => set[at] !== "output"),
      };
    });
    expect(await findLost(cases, above, most)).toEqual([]);
  },
  120_000,
);

test.each(Object.keys(evidence))(
  "the first slide shows %s, or it is an error",
  async (kind) => {
    const slide = `# It is so\n\n${evidence[kind]?.(word(1))}\n`;
    const deck = readDeck(
      front + slide,
      torturePath,
      tortureRecord,
      tortureSources,
    );
    if (deck.findings.some(stopsBuild)) return;
    const built = await buildDeck(deck, tortureRecord, drawSlide);
    const shown = textOf(await unzip(pptxOf(built)), 1);
    expect(shown).toContain(kind === "output" ? "0.1114" : word(1));
  },
);
