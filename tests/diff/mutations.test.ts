import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Pieces, Report, type TopicDiff } from "../../src/diff/report.ts";
import {
  build,
  compareBuilt,
  copyCourse,
  type Edit,
  edit,
  openFolder,
} from "./project.ts";

let folder: Awaited<ReturnType<typeof openFolder>>;
let base: string;

beforeAll(async () => {
  folder = await openFolder();
  base = join(folder.path, "base");
  await copyCourse(base);
  await build(base);
});

afterAll(() => folder.close());

const accents = ["8A1538", "B34F00", "00775A", "A14478", "332288", "5C5C5C"];

const scale = "topics/01-scale";

/** A section of an article, with what it shows. */
const measured = `## How it is measured

::listing{#distance}

It prints this.

::output{#found}

`;

/** What differs in a topic, each thing by its name or its words; nothing of a kind is left out. */
interface Differing {
  readonly [kind: string]: unknown;
}

interface Mutation {
  readonly edit?: Edit;
  /** Further changes that it takes. */
  readonly more?: readonly Edit[];
  readonly args?: readonly string[];
  /** Default: where anything differs. */
  readonly changed?: false;
  /** By topic, written down before anything was compared. */
  readonly expected: { readonly [topic: string]: Differing };
}

const mutations: { readonly [name: string]: Mutation } = {
  "nothing at all": { changed: false, expected: {} },
  "another sample digit": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: "const sample = 0",
      to: "const sample = 1",
    },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        figures: ["sample changed"],
        slides: ["4 changed, looks"],
      },
    },
  },
  "L1 becomes L2": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: "abs().mean()); // L1",
      to: "square().mean()); // L1",
    },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        numbers: ["distance changed"],
        sentences: ["[0.125|0.053]"],
        slides: ["1 changed: [0.12|0.05] / [0.12|0.05]", "3 changed, code"],
        outputs: ["found changed"],
        listings: ["distance changed"],
      },
    },
  },
  "a helper that two topics share": {
    edit: { file: "topics/shared.ts", from: "whole = 100", to: "whole = 125" },
    expected: {
      "01-scale": {
        why: ["topics/shared.ts, imported by it, changed"],
        numbers: ["share changed"],
        sentences: ["[25%|20%]"],
        figures: ["bars changed"],
        slides: ["1 changed, looks", "2 changed, looks"],
      },
      "02-other": {
        why: ["topics/shared.ts, imported by it, changed"],
        numbers: ["half changed"],
        sentences: ["[50%|40%]"],
        slides: ["1 changed: [50%|40%]"],
      },
    },
  },
  "a caption": {
    edit: {
      file: `${scale}/article.md`,
      from: "as bars should",
      to: "as bars must",
    },
    expected: {
      "01-scale": { why: ["article.md changed"], sentences: ["[should|must]"] },
    },
  },
  "a caption on a slide": {
    edit: {
      file: `${scale}/deck.md`,
      from: "Shares of the whole",
      to: "Parts of the whole",
    },
    expected: {
      "01-scale": {
        why: ["deck.md changed"],
        slides: ["2 changed: [Shares|Parts]"],
      },
    },
  },
  "a colour of the theme": {
    edit: {
      file: "lectern.config.json",
      from: "",
      to: '{ "theme": "look.json" }\n',
    },
    expected: {
      "01-scale": {
        why: ["lectern.config changed"],
        slides: [1, 2, 3, 4].map((number) => `${number} changed, looks`),
      },
      "02-other": {
        why: ["lectern.config changed"],
        slides: ["1 changed, looks"],
      },
    },
  },
  "another seed": {
    args: ["--seed", "43"],
    changed: false,
    expected: {
      "01-scale": {
        why: ["seed 42 → 43"],
        numbers: ["accuracy within noise"],
        spreads: ["accuracy within noise"],
        sentences: 3,
      },
      "02-other": { why: ["seed 42 → 43"], sentences: ["[42|43]"] },
    },
  },
  "a comment in a listing": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: "// L1",
      to: "// mean",
    },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        listings: ["distance changed"],
        slides: ["3 changed, code"],
      },
    },
  },
  "what a claim asks for": {
    edit: { file: `${scale}/experiment.ts`, from: '"<", 0.5', to: '"<", 0.01' },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        claims: ["near true → false: That is near. → That is far."],
        sentences: ["[near|far]"],
      },
    },
  },
  "the axis of a figure": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: "share of the whole",
      to: "part of the whole",
    },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        figures: ["bars changed: y.label"],
        slides: ["2 changed: [share|part]"],
      },
    },
  },
  "a note of the deck": {
    edit: {
      file: `${scale}/deck.md`,
      from: "Here is the line.",
      to: "Here is that line.",
    },
    expected: {
      "01-scale": {
        why: ["deck.md changed"],
        slides: ["3 changed: [the|that]"],
      },
    },
  },
  "a cell of a table": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: '"second", 0.75',
      to: '"second", 0.8',
    },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        tables: ["scores: row 2, score 0.75 → 0.80"],
      },
    },
  },
  "a figure that is gone": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: `  lab.figure("sample", {
    kind: "images",
    alt: "A 3 of the validation set, just as it is stored there.",
    panels: [picture(stack(lab.digits.valid.threes).gather(sample), "a 3")],
  });
`,
      to: "",
    },
    more: [
      {
        file: `${scale}/article.md`,
        from: "\n:::figure{#sample}\nOne of the 3s.\n:::\n",
        to: "",
      },
      {
        file: `${scale}/deck.md`,
        from: ":::figure{#sample}\nOne of the validation set\n:::",
        to: "- It was here once",
      },
    ],
    expected: {
      "01-scale": {
        why: ["experiment.ts changed", "article.md changed", "deck.md changed"],
        sentences: ["[One of the 3s.|"],
        figures: ["sample gone"],
        slides: [
          "4 changed, looks: [One of the validation set| / [|It was here once]",
        ],
      },
    },
  },
  "the description of a figure": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: "Two bars, a quarter and the half",
      to: "Two bars, one quarter and the half",
    },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        figures: ["bars changed: alt"],
      },
    },
  },
  "the title in the front matter": {
    edit: {
      file: `${scale}/article.md`,
      from: "title: How far a digit is from its mean",
      to: "title: How far a digit lies from its mean",
    },
    expected: {
      "01-scale": { why: ["article.md changed"], sentences: ["[is|lies]"] },
    },
  },
  "a section that moved": {
    edit: { file: `${scale}/article.md`, from: measured, to: "" },
    more: [
      {
        file: `${scale}/article.md`,
        from: "A 3 is :number",
        to: `${measured}A 3 is :number`,
      },
    ],
    expected: {
      "01-scale": {
        why: ["article.md changed"],
        sentences: [
          ...["[|How it is measured]", "[|It prints this.]"],
          ...["[How it is measured|", "[It prints this.|"],
        ],
      },
    },
  },
  "a line of what is printed": {
    edit: {
      file: `${scale}/experiment.ts`,
      from: "`distance ${",
      to: "`the distance is ${",
    },
    expected: {
      "01-scale": {
        why: ["experiment.ts changed"],
        outputs: ["found changed"],
      },
    },
  },
  "a digit more of a number": {
    edit: {
      file: `${scale}/article.md`,
      from: "A 3 is :number[distance]{digits=3}",
      to: "A 3 is :number[distance]{digits=4}",
    },
    expected: {
      "01-scale": {
        why: ["article.md changed"],
        sentences: ["[0.125|0.1245]"],
      },
    },
  },
  "a cell of a table by hand": {
    edit: {
      file: `${scale}/article.md`,
      from: "| two | 2 |",
      to: "| two | 3 |",
    },
    expected: {
      "01-scale": {
        why: ["article.md changed"],
        tables: ["by hand 1: row 2, value 2 → 3"],
      },
    },
  },
};

test.each(Object.entries(mutations))(
  "%s: exactly what it changes",
  async (name, mutation) => {
    const root = join(folder.path, name.replaceAll(" ", "-"));
    await cp(base, root, { recursive: true, verbatimSymlinks: true });
    if (mutation.edit?.to.includes("look.json"))
      await edit(root, {
        file: "look.json",
        from: "",
        to: `{ "extends": "light", "colors": { "accents": ${JSON.stringify(accents)} } }\n`,
      });
    for (const each of [mutation.edit ?? [], mutation.more ?? []].flat())
      await edit(root, each);
    await build(root, mutation.args);
    const { report } = await compareBuilt(base, root);
    expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    const found = report.topics
      .map((topic) => [topic.topic, differing(topic, mutation)] as const)
      .filter(([, kinds]) => Object.keys(kinds).length > 0);
    expect(Object.fromEntries(found)).toEqual(mutation.expected);
    expect(report.changed).toBe(mutation.changed ?? true);
  },
);

/** The topic's differences in the words of the table above. */
function differing(topic: TopicDiff, { expected }: Mutation): Differing {
  const all: Differing = {
    why: topic.why,
    numbers: topic.numbers.map(named),
    spreads: topic.spreads.map(named),
    claims: topic.claims.map(
      ({ name, before, after, says }) =>
        `${name} ${before} → ${after}: ${says.join(" → ")}`,
    ),
    texts: topic.texts.map(named),
    sentences:
      typeof expected[topic.topic]?.sentences === "number"
        ? topic.sentences.length
        : topic.sentences.map(({ words }) => swap(words)),
    slides: topic.slides.map(({ number, verdict, ...slide }) => {
      const { looks, code, sentences, notes } = slide;
      const words = [...sentences, ...notes].map((each) => swap(each.words));
      const said = words.length > 0 ? `: ${words.join(" / ")}` : "";
      return `${number[1]} ${verdict}${looks ? ", looks" : ""}${code ? ", code" : ""}${said}`;
    }),
    figures: topic.figures.map(({ name, verdict, values: [first] }) =>
      first !== undefined && /label|alt/.test(first.path)
        ? `${name} ${verdict}: ${first.path}`
        : `${name} ${verdict}`,
    ),
    listings: topic.listings.map(named),
    outputs: topic.outputs.map(named),
    tables: topic.tables.map(
      ({ name, cells }) =>
        `${name}: ${cells.map(({ row, column, before, after }) => `row ${row}, ${column} ${before} → ${after}`).join("; ")}`,
    ),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, each]) => each !== 0 && String(each) !== ""),
  );
}

function named({ name, verdict }: { name: string; verdict: string }): string {
  return `${name} ${verdict}`;
}

/** `[gone|new]` for every place that differs. */
function swap(words: Pieces): string {
  return words
    .map(([kind, text], index) => {
      if (kind === "gone") return `[${text}|`;
      if (kind === "new")
        return `${words[index - 1]?.[0] === "gone" ? "" : "[|"}${text}]`;
      return "";
    })
    .join("");
}
