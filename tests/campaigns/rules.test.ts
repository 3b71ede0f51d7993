import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Drawings } from "../../src/build/render/drawings.ts";
import { planDeck } from "../../src/deck/build.ts";
import { finish } from "../../src/deck/package/passes.ts";
import type { PlannedDeck } from "../../src/deck/plan.ts";
import { readDeck } from "../../src/deck/read/read.ts";
import { checkRendered } from "../../src/deck/render/check.ts";
import {
  findOffice,
  type Office,
  renderDecks,
} from "../../src/deck/render/office.ts";
import { present } from "../../src/deck/write/present.ts";
import { home } from "../../src/topic/topic.ts";
import { torturePath } from "../deck/torture.ts";
import { rounds } from "./fault.ts";
import { all, type Case, few, looked, record, sources } from "./slides.ts";

/** Where LibreOffice is not installed nothing can be drawn. */
function officeHere(): Office | undefined {
  try {
    return findOffice(process.env);
  } catch {
    console.warn("rules on drawn slides skipped: no LibreOffice or Poppler");
    return undefined;
  }
}

const office = officeHere();
const isLong = rounds(0, 1) === 1;
const looks = [
  ["light", "16:9"],
  ["dark", "4:3"],
] as const;

/** The rules that are measured: those on looks, and that all is in its place. */
const measured = /^(DS-\d\d|DK-11)$/;

test.skipIf(office === undefined)(
  "the rules find the faults that were seeded, and nothing on good slides",
  async () => {
    if (office === undefined) return;
    const [first, second] = looks;
    const outcomes = await tryAll(isLong ? all : few, first, office);
    if (isLong) outcomes.push(...(await tryAll(looked, second, office)));
    const wrong = outcomes.filter(
      ({ lacking, extra }) => lacking.length + extra.length > 0,
    );
    console.info(
      wrong
        .map(
          ({ name, lacking, extra }) =>
            `${name}: lacks ${lacking}, has ${extra}`,
        )
        .join("\n"),
    );
    const table = tableOf(outcomes);
    if (isLong) await writeTable(table);
    expect(wrong).toEqual([]);
  },
  isLong ? 3_600_000 : undefined,
);

/** What the rules said of one case. */
interface Outcome {
  readonly name: string;
  readonly slides: number;
  readonly finds: readonly string[];
  readonly found: readonly string[];
  readonly lacking: readonly string[];
  readonly extra: readonly string[];
}

async function tryAll(
  cases: readonly Case[],
  look: (typeof looks)[number],
  office: Office,
): Promise<Outcome[]> {
  const [theme, size] = look;
  const { drawOnSlide } = new Drawings();
  const plans: { plan: PlannedDeck; meant: PlannedDeck; bytes: Buffer }[] = [];
  for (const { slides, head = "", harm } of cases) {
    const text = `---\ntitle: A talk\n${head}---\n\n${slides.join("\n\n---\n\n")}\n`;
    const deck = readDeck(text, torturePath, record, sources);
    const plan = await planDeck(deck, record, drawOnSlide, { theme, size });
    const { drawn, meant } = harm?.(plan) ?? { drawn: plan, meant: plan };
    plans.push({ plan, meant, bytes: await write(drawn) });
  }
  const rendered = await renderDecks(
    plans.map(({ bytes }) => bytes),
    office,
    { env: process.env, signal: new AbortController().signal },
  );
  return cases.map(({ name, slides, finds, may = [] }, index) => {
    const { plan, meant } = plans[index] ?? {};
    if (plan === undefined || meant === undefined) throw new Error(name);
    const seen = checkRendered(meant, rendered[index] ?? []);
    const all = [...plan.deck.findings, ...plan.findings, ...seen];
    const found = [...new Set(all.map(({ rule }) => rule))].filter((rule) =>
      measured.test(rule),
    );
    return {
      ...{
        name: `${name} (${look.join(" ")})`,
        slides: slides.length,
        finds,
        found,
      },
      lacking: finds.filter((rule) => !found.includes(rule)),
      extra: found.filter((rule) => ![...finds, ...may].includes(rule)),
    };
  });
}

async function write(plan: PlannedDeck): Promise<Buffer> {
  const { slides, theme, deck } = plan;
  const { language } = deck.language;
  const date = "2026-01-01T00:00:00Z";
  return finish(await present(plan), {
    slides,
    theme,
    language,
    author: "",
    date,
  });
}

/** Precision and recall of each rule, as a table of Markdown. */
function tableOf(outcomes: readonly Outcome[]): string {
  const rules = [
    ...new Set(outcomes.flatMap(({ finds, extra }) => [...finds, ...extra])),
  ].sort();
  const share = (part: number, whole: number) =>
    whole === 0 ? "–" : (part / whole).toFixed(2);
  const rows = rules.map((rule) => {
    const seeded = outcomes.filter(({ finds }) => finds.includes(rule)).length;
    const lost = outcomes.filter(({ lacking }) =>
      lacking.includes(rule),
    ).length;
    const wrong = outcomes.filter(({ extra }) => extra.includes(rule)).length;
    const right = seeded - lost;
    return `| ${rule} | ${seeded} | ${right} | ${wrong} | ${share(right, right + wrong)} | ${share(right, seeded)} |`;
  });
  const slides = outcomes.reduce((sum, each) => sum + each.slides, 0);
  const good = outcomes.filter(({ finds }) => finds.length === 0).length;
  return [
    `Of ${slides} slides in ${outcomes.length} decks, ${good} of them without a fault:`,
    "",
    "| rule | faults seeded | found | false alarms | precision | recall |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** Everything below this line of the page is made here. */
const mark = "<!-- What follows is measured: npm run campaigns rules.test -->";

async function writeTable(table: string): Promise<void> {
  const path = join(home, "docs/rules.md");
  const [written = ""] = (await readFile(path, "utf8")).split(mark);
  await writeFile(path, `${written}${mark}\n\n${table}\n`);
}
