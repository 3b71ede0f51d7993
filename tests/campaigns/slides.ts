import { tortureRecord } from "../deck/torture.ts";
import { figures as samples } from "../figure/samples.ts";
import {
  dropEvidence,
  growTitle,
  type Harm,
  halve,
  paleCaptions,
  pushRight,
  shrinkChart,
  shrinkTable,
  sink,
  sinkWords,
  slideLeft,
  stain,
} from "./harm.ts";

/** A deck of a few slides, and what the rules have to find in it. */
export interface Case {
  readonly name: string;
  /** Slides of deck.md. */
  readonly slides: readonly string[];
  /** Lines of the front matter. */
  readonly head?: string;
  /** What is done to the plan of its first slide. Default: nothing. */
  readonly harm?: Harm;
  /** Rules that find something; all others find nothing. */
  readonly finds: readonly string[];
  /** Rules that may find something of the same fault. */
  readonly may?: readonly string[];
}

export const record = {
  ...tortureRecord,
  figures: { ...tortureRecord.figures, ...Object.fromEntries(samples) },
};

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `const a${index} = ${index};`);
export const sources = {
  "experiment.ts": [1, 10, 11]
    .flatMap((n) => [`// #region of-${n}`, ...lines(n), "// #endregion"])
    .join("\n"),
};

const bar = "# It is drawn as bars\n\n:::figure{#bar}\nWhat was counted\n:::";
const chart = "# It is a chart\n\n:::figure{#mistakes}\nWhat was counted\n:::";
const images =
  "# It is drawn as pictures\n\n:::figure{#images}\nWhat is seen\n:::";
const table = `# It is a table of six rows\n\n| a | b |\n|---|---|\n${"| one | 2 |\n".repeat(5)}`;
const number =
  "# A number says it all\n\n**nearly all**\n\nof what nobody has seen before";
const pair =
  "# It moves\n\n::figure{#shift}\n\n- to the right\n- downwards\n- and nowhere else";
const words = (count: number) => Array(count).fill("word").join(" ");

/** Slides that a designer lets pass. */
const good: readonly Case[] = [
  ...samples.map(([name]) => ({
    name: `figure ${name}`,
    slides: [`# The ${name} kind of it is shown\n\n::figure{#${name}}`],
    finds: [],
    // Its words are under 14 points on a page of 4:3, which is said.
    may: name === "panels" ? ["DS-02"] : [],
  })),
  { name: "figure and caption", slides: [bar], finds: [] },
  { name: "picture and caption", slides: [images], finds: [] },
  { name: "table", slides: [table], finds: [] },
  { name: "number", slides: [number], finds: [] },
  { name: "figure and words", slides: [pair], finds: [] },
  {
    name: "title of two lines",
    slides: [
      "# A figure fills its slide, also below a title that has words for two lines\n\n::figure{#images}",
    ],
    finds: [],
  },
  {
    name: "two columns",
    slides: [
      "# They are two\n\n### One\n\n::figure{#shift}\n\n### Two\n\n::figure{#images}",
    ],
    finds: [],
  },
  {
    name: "an answer",
    slides: [
      bar,
      "# Questions",
      "Why is that?\n\n# It has to be\n\n::figure{#images}",
    ],
    finds: [],
  },
  {
    name: "a series that stands out",
    slides: [
      '# Moved downwards it does better\n\n::figure{#shift highlight="downwards"}',
    ],
    finds: [],
  },
  {
    name: "a number at its point",
    slides: [
      '# It loses :percent[accuracy]{digits=0}\n\n:::figure{#shift}\n::callout[here]{at="downwards@3"}\n:::',
    ],
    finds: [],
  },
];

const shifted = (n: number) => `# It is shown ${n} times\n\n::figure{#shift}`;

/** Faults in what deck.md says. */
const written: readonly Case[] = [
  {
    name: "one point",
    slides: [bar, "# One point is no evidence\n\n- it is so", table],
    finds: ["DS-01"],
  },
  {
    name: "one line of code",
    slides: ["# One line is none\n\n::listing{#of-1}"],
    finds: ["DS-01"],
  },
  {
    name: "a sentence",
    slides: [bar, "# A sentence is none\n\nIt is so\n\n- or not", table],
    finds: ["DS-01"],
  },
  {
    name: "a series named",
    slides: ["# Moved downwards it does better\n\n::figure{#shift}"],
    finds: ["DS-03"],
  },
  {
    name: "a bar named",
    slides: ["# Threes are missed more\n\n::figure{#mistakes}"],
    finds: ["DS-03"],
  },
  {
    name: "a column named",
    slides: ["# The accuracy is nearly the same\n\n::table{#scores}"],
    finds: ["DS-03"],
  },
  {
    name: "a number in a title",
    slides: [
      "# It loses :percent[accuracy]{digits=0} of them\n\n::figure{#shift}",
    ],
    finds: ["DS-04"],
  },
  {
    name: "a number above a table",
    slides: ["# It gets :percent[accuracy]{digits=0}\n\n::table{#scores}"],
    finds: ["DS-04"],
  },
  {
    name: "a word left over",
    slides: [
      `# IncomprehensibilitiesOfCharacterizationsEverywhereWe clash\n\n${table.split("\n\n")[1]}`,
    ],
    finds: ["DS-07"],
  },
  {
    name: "an end in words",
    slides: [
      bar,
      "# It is words\n\n- one that is long enough to be read\n- two\n- three\n- and a fourth",
    ],
    finds: ["DS-08"],
    may: ["DS-01"],
  },
  {
    name: "an answer that asks",
    slides: [bar, "# Questions", "# Why is that?\n\n::figure{#images}"],
    finds: ["DS-09"],
  },
  {
    name: "words on a slide",
    slides: [
      `# It is a table\n\n| ${words(20)} | 1 |\n|---|---|\n| ${words(29)} | 4 |`,
    ],
    finds: ["DS-10"],
    // Two rows are few, however many words they have.
    may: ["DS-01"],
  },
  { name: "three alike", slides: [1, 2, 3].map(shifted), finds: ["DS-13"] },
  {
    name: "no such art",
    head: "art: bowel\n",
    slides: [bar],
    finds: ["DS-14"],
  },
  {
    name: "no line pointed at",
    slides: ["# It is ten lines\n\n::listing{#of-10}"],
    finds: ["DS-16"],
  },
  {
    name: "code too long",
    slides: ['# It is long\n\n::listing{#of-11 highlight="2"}'],
    finds: ["DS-16"],
    may: ["DS-12"],
  },
];

/** Faults in what is drawn, made in the plan of a good slide: the first is one of each rule. */
const drawn: readonly Case[] = [
  {
    name: "half as large",
    slides: [images],
    harm: halve,
    finds: ["DS-01"],
    may: ["DS-11"],
  },
  {
    name: "words of 11 pt",
    slides: [number],
    harm: sinkWords,
    finds: ["DS-02"],
  },
  {
    name: "off-white ground",
    slides: [images],
    harm: stain(1),
    finds: ["DS-06"],
  },
  {
    name: "title of three lines",
    slides: [bar],
    harm: growTitle,
    finds: ["DS-07"],
    may: ["DK-11"],
  },
  {
    name: "moved to the right",
    slides: [images],
    harm: slideLeft,
    finds: ["DS-11"],
  },
  {
    name: "pale captions",
    slides: [bar],
    harm: paleCaptions,
    finds: ["DS-12"],
  },
  {
    name: "pushed out of its box",
    slides: [images],
    harm: pushRight(2),
    finds: ["DK-11"],
    may: ["DS-01", "DS-11"],
  },
  {
    name: "a chart half as large",
    slides: [chart],
    harm: halve,
    finds: ["DS-01"],
    may: ["DS-11"],
  },
  {
    name: "a chart not drawn",
    slides: [chart],
    harm: dropEvidence,
    finds: ["DS-01"],
    may: ["DS-11"],
  },
  {
    name: "a picture not drawn",
    slides: [images],
    harm: dropEvidence,
    finds: ["DS-01"],
    may: ["DS-11"],
  },
  {
    name: "a chart's words of 10 pt",
    slides: [chart],
    harm: shrinkChart,
    finds: ["DS-02"],
  },
  {
    name: "a table of 11 pt",
    slides: [table],
    harm: shrinkTable,
    finds: ["DS-02"],
  },
  {
    name: "grey ground",
    slides: [images],
    harm: stain(12),
    finds: ["DS-06"],
  },
  {
    name: "a chart moved to the right",
    slides: [chart],
    harm: slideLeft,
    finds: ["DS-11"],
  },
  { name: "sunk to the foot", slides: [images], harm: sink, finds: ["DS-11"] },
  {
    name: "pale words below a picture",
    slides: [images],
    harm: paleCaptions,
    finds: ["DS-12"],
  },
  {
    name: "off the slide",
    slides: [bar],
    harm: pushRight(6),
    finds: ["DK-11"],
    may: ["DS-01", "DS-11"],
  },
  {
    name: "a table out of its box",
    slides: [table],
    harm: pushRight(2),
    finds: ["DK-11"],
    may: ["DS-01", "DS-11"],
  },
];

/** So many faults in what is drawn, a few good slides, and all that deck.md alone shows: for CI. */
export const few: readonly Case[] = [
  ...good.slice(-10, -7),
  ...drawn.slice(0, 7),
];

export const all: readonly Case[] = [...good, ...written, ...drawn];

/** Those that another look of the slides may change. */
export const looked: readonly Case[] = [...good, ...drawn];
