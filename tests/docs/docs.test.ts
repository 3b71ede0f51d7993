import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { toString as toText } from "mdast-util-to-string";
import { remark } from "remark";
import remarkGfm from "remark-gfm";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import { z } from "zod";
import { makePages } from "../../docs/make/make.ts";
import { type Form, grammars } from "../../src/article/directive.ts";
import { Meta } from "../../src/article/meta.ts";
import { pageNames, readSections } from "../../src/cli/pages.ts";
import type { Layout } from "../../src/deck/deck.ts";
import { readMasters } from "../../src/deck/layout/masters.ts";
import { Frontmatter, readDeck } from "../../src/deck/read/read.ts";
import { readTheme } from "../../src/deck/theme.ts";
import { Extension } from "../../src/deck/theme-file.ts";
import { AnyFigure } from "../../src/figure/data/shapes.ts";
import { Record } from "../../src/record/record.ts";
import { home } from "../../src/topic/topic.ts";
import { path, record, showFinding, sources } from "../article/sample.ts";

type PageName = (typeof pageNames)[number];

function readPage(name: PageName): Promise<string> {
  return readFile(join(home, `docs/${name}.md`), "utf8");
}

/** What is set as code in the heading of a section, and what stands below it. */
async function sectionsOf(name: PageName): Promise<Map<string, string>> {
  const sections = readSections(await readPage(name));
  return new Map(
    sections.flatMap(({ names, text }) =>
      names.map((each) => [each, text] as const),
    ),
  );
}

/** How a directive is written in each of its forms. */
const written: { readonly [form in Form]: (name: string) => RegExp } = {
  textDirective: (name) => new RegExp(`(?<!:):${name}\\[`),
  leafDirective: (name) => new RegExp(`(?<!:)::${name}\\b`),
  containerDirective: (name) => new RegExp(`(?<!:):::${name}\\b`),
};

test("every directive has a section with its forms, its attributes and an example", async () => {
  const sections = await sectionsOf("directives");
  const lacking = Object.entries(grammars).flatMap(([name, grammar]) => {
    const text = sections.get(name);
    if (text === undefined) return [name];
    const [example = ""] = /^```markdown\n[\s\S]*?^```$/m.exec(text) ?? [];
    return Object.entries(grammar).flatMap(([form, attributes]) => {
      const { required = [], optional = [] } = attributes;
      const keys = [...required, ...optional].filter(
        (key) => !text.includes(key === "id" ? "| `#" : `| \`${key}\``),
      );
      const shape = written[form as Form](name);
      return [
        ...keys.map((key) => `${name}: ${key}`),
        ...(shape.test(text) ? [] : [`${name}: ${form}`]),
        ...(example.includes(`:${name}`) ? [] : [`${name}: an example`]),
      ];
    });
  });
  expect(lacking).toEqual([]);
});

test("every key of a front matter has a section that says how long it may be", async () => {
  const page = await readPage("front-matter");
  const [article = "", deck = ""] = page.split("## Of a deck");
  const lacking = [
    { text: article, schema: Meta },
    { text: deck, schema: Frontmatter },
  ].flatMap(({ text, schema }) => {
    const { properties = {} } = z.toJSONSchema(schema);
    const sections = readSections(text);
    return Object.entries(properties).flatMap(([key, value]) => {
      const found = sections.find(({ names }) => names.includes(key))?.text;
      const most = typeof value === "boolean" ? undefined : value.maxLength;
      if (found === undefined) return [key];
      return found.includes(`${most ?? ""}`) ? [] : [`${key}: ${most}`];
    });
  });
  expect(lacking).toEqual([]);
});

test("every kind of figure has a section with its fields", async () => {
  const sections = await sectionsOf("figures");
  const lacking = AnyFigure.options.flatMap(({ shape }) => {
    const { kind, alt: _alt, ...fields } = shape;
    const text = sections.get(kind.value) ?? "";
    return Object.keys(fields)
      .filter((field) => !text.includes(`\`${field}\``))
      .map((field) => `${kind.value}: ${field}`);
  });
  expect(lacking).toEqual([]);
});

/** With a layout more, types stop here. */
const everyLayout: { readonly [layout in Layout]: true } = {
  title: true,
  statement: true,
  figure: true,
  "figure-text": true,
  code: true,
  table: true,
  comparison: true,
  divider: true,
};

test("every layout has a section, and its name in PowerPoint is said", async () => {
  const sections = await sectionsOf("decks");
  const page = await readPage("decks");
  expect([...sections.keys()]).toEqual(
    expect.arrayContaining(Object.keys(everyLayout)),
  );
  const unnamed = readMasters("16:9").layouts.filter(
    ({ name }) => !page.includes(name),
  );
  expect(unnamed).toEqual([]);
});

test("the theme that is shown is one, with every key that there is", async () => {
  const page = await readPage("decks");
  const [, shown = ""] = /```json\n([\s\S]*?)\n```/.exec(page) ?? [];
  const font = await readFile(
    join(
      home,
      "node_modules/@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
    ),
  );
  const picture = { bytes: font, type: "png", width: 3, height: 1 } as const;
  const files = new Map([
    ["fonts/FiraSans-Regular.ttf", font],
    ["fonts/FiraSans-Bold.ttf", font],
  ]);
  const theme = readTheme([
    ...([shown, "theme.json"] as const),
    new Map<string, typeof font | typeof picture>([
      ...files,
      ["logo.png", picture],
    ]),
  ]);
  expect(theme.fonts.heading.family).toBe("Fira Sans");
  expect(theme.logo?.alt).toBe("Our university");
  const keys = Object.keys(Extension.shape);
  expect(keys).toContain("logoAlt");
  expect(keys.filter((key) => !page.includes(`| \`${key}\` |`))).toEqual([]);
  expect(
    Object.keys(theme.sizes).filter((key) => !page.includes(`\`${key}\``)),
  ).toEqual([]);
});

test("the decks that are shown are read without a mistake", async () => {
  const page = await readPage("decks");
  const decks = [...page.matchAll(/^```markdown\n([\s\S]*?)^```$/gm)];
  expect(decks.length).toBeGreaterThan(2);
  const found = decks.flatMap(([, deck = ""]) => {
    const whole = deck.startsWith("---")
      ? deck
      : `---\ntitle: A\n---\n\n${deck}`;
    return readDeck(whole, path, record, sources).findings.map(showFinding);
  });
  expect(found).toEqual([]);
});

/** How a rule's name stands in the sources. */
const named = [
  /"((?:MD|DK|DS|PX)-\d\d)"/g,
  /\brule: "([a-z][a-z\d-]+)"/g,
  /[rR]ule = "([a-z][a-z-]+)"/g,
  /\b(?:add|problem)\(\s*(?:[\w.]+,\s*)?"([a-z]+-[a-z-]+)"/g,
];

/** One for each kind of thing that a record holds by name. */
const unknown = Object.entries(Record.shape)
  .filter(([, type]) => {
    const inner = type instanceof z.ZodOptional ? type.unwrap() : type;
    return inner instanceof z.ZodRecord;
  })
  .map(([kind]) => `unknown-${kind.replace(/s$/, "")}`);

test("every rule of the sources has a section, and no section is of another", async () => {
  const files = await readdir(join(home, "src"), {
    recursive: true,
    withFileTypes: true,
  });
  const used = new Set(unknown);
  for (const file of files) {
    if (!file.name.endsWith(".ts")) continue;
    const text = await readFile(join(file.parentPath, file.name), "utf8");
    for (const pattern of named)
      for (const [, rule = ""] of text.matchAll(pattern)) used.add(rule);
  }
  const explained = [...(await sectionsOf("rules")).keys()];
  expect(used.size).toBeGreaterThan(100);
  expect(explained.toSorted()).toEqual([...used].toSorted());
});

test("every rule says what it finds, why, and what to do", async () => {
  const parts = [
    /^\*\*(?:Finds|Warns)\*\* /m,
    /\*\*Why:\*\*\s/,
    /\*\*Do\*\*\s/,
  ];
  const silent = [...(await sectionsOf("rules"))].filter(
    ([, text]) => !parts.every((part) => part.test(text)),
  );
  expect(silent.map(([rule]) => rule)).toEqual([]);
});

test("what is made from the sources is what npm run docs makes", async () => {
  for (const [page, made] of await makePages()) {
    expect(await readFile(join(home, page), "utf8"), page).toBe(made);
    // What the sources do not say of a key or a type.
    expect(made, page).not.toContain("undefined\n");
  }
});

/** Files whose links are followed. */
const linking = [
  ...["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/README.md"],
  ...pageNames.map((each) => `docs/${each}.md`),
];

test("no link of the documentation is dead", async () => {
  const dead: string[] = [];
  const anchors = new Map<string, readonly string[]>();
  let followed = 0;
  for (const file of linking) {
    for (const url of linksOf(await readFile(join(home, file), "utf8"))) {
      if (/^[a-z]+:/.test(url)) continue;
      followed += 1;
      const [target = "", anchor] = url.split("#");
      const to = target === "" ? file : join(dirname(file), target);
      const known = anchors.get(to) ?? (await anchorsIn(to));
      if (known !== undefined) anchors.set(to, known);
      if (known === undefined || (anchor && !known.includes(anchor)))
        dead.push(`${file}: ${url}`);
    }
  }
  expect(followed).toBeGreaterThan(40);
  expect(dead).toEqual([]);
});

const markdown = remark().use(remarkGfm);

function linksOf(text: string): string[] {
  const urls: string[] = [];
  visit(markdown.parse(text), ["link", "image", "definition"], (node) => {
    if ("url" in node && node.url !== undefined) urls.push(node.url);
  });
  return urls;
}

/**
 * Where a link may lead within a file, as GitHub calls headings; undefined where there is no
 * such file or folder.
 */
async function anchorsIn(file: string): Promise<string[] | undefined> {
  const found = await stat(join(home, file)).catch(() => undefined);
  if (!file.endsWith(".md") || !found) return found && [];
  const text = await readFile(join(home, file), "utf8");
  const anchors: string[] = [];
  visit(markdown.parse(text), "heading", (node) => {
    const words = toText(node).toLowerCase();
    anchors.push(words.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-"));
  });
  return anchors;
}
