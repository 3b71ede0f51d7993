import { askRules } from "../article/plugins.ts";
import { type Finding, stopsBuild } from "../errors.ts";
import type { Pointing } from "../figure/data/pointing.ts";
import type { Figure } from "../figure/figure.ts";
import { lookFrom } from "../figure/paint/look.ts";
import type { Look } from "../figure/paint/theme.ts";
import { type Signs, withSigns } from "../figure/plan/format.ts";
import { signsOf } from "../language.ts";
import type { Plugins } from "../plugins.ts";
import type { Record } from "../record/record.ts";
import { slidesPage } from "./browser/page.ts";
import { cleanLine } from "./clean.ts";
import type { Deck } from "./deck.ts";
import { isSaidEverywhere, lastLine } from "./last-line.ts";
import { arrange } from "./layout/arrange.ts";
import { contain } from "./layout/grid.ts";
import type { PageSize } from "./layout/masters.ts";
import { spokenName } from "./layout/names.ts";
import type { Placed, PlacedPicture, PlacedSlide } from "./layout/placed.ts";
import { sourceDate } from "./package/date.ts";
import { finish } from "./package/passes.ts";
import type { Picture, PlannedDeck } from "./plan.ts";
import { placeCallouts } from "./pointing/callouts.ts";
import { placeSource } from "./pointing/source.ts";
import { inOrder, reportInto } from "./report.ts";
import { checkDeck, checkPlaced } from "./rules/check.ts";
import { checkDesign } from "./rules/design.ts";
import { bodiesOf, type Fill, fillOf } from "./rules/fill.ts";
import { questionSheet, talkSheet } from "./sheets.ts";
import { readTheme, type Theme, tonesOf } from "./theme.ts";
import type { ThemeFile, ThemeName } from "./theme-file.ts";
import { type Talk, type Timing, timeDeck } from "./timing.ts";
import { placeCaptions } from "./write/captions.ts";
import { present } from "./write/present.ts";

/** How a figure is drawn, where not as it is. */
interface Drawing {
  /** What stands out. */
  readonly pointing?: Pointing | undefined;
  /** What its numbers are written with. Default: as in English. */
  readonly signs?: Signs | undefined;
  /** As an ornament, without axes and words. */
  readonly art?: boolean | undefined;
}

/**
 * Draws a figure as PNG for a slide, to lie inside so many inches, in the deck's colours, what is
 * pointed at standing out.
 */
export type DrawFigure = (
  figure: Figure,
  inches: { readonly width: number; readonly height: number },
  look: Look,
  how?: Drawing,
) => Promise<{
  readonly png: Buffer;
  /** Pixels of its smallest text; absent where there is none. */
  readonly smallestText?: number;
}>;

export interface BuildOptions {
  /** What the course lets a talk take. */
  readonly talk?: Talk | undefined;
  /** Default: light. */
  readonly theme?: ThemeName | ThemeFile;
  /** Default: 16:9. */
  readonly size?: PageSize | undefined;
  /** Of the course. Default: none. */
  readonly rules?: Plugins["rules"];
  /** ISO 8601 in UTC, for the file's properties. Default: `sourceDate()`. */
  readonly date?: string;
  /** Its files were written before: only what the rules say is asked for. Default: false. */
  readonly isMade?: boolean;
}

export interface BuiltDeck {
  /**
   * `deck.pptx`, `slides.html`, `talk.md` and `questions.md`. Without the first two where a finding
   * stops a build: they would not show what was written. None where they were made before.
   */
  readonly files: ReadonlyMap<string, Buffer | string>;
  /** Of the rules DK on words, boxes and pictures; what reading found is in the deck itself. */
  readonly findings: readonly Finding[];
  readonly timing: Timing;
  /** How full its slides are; of a deck that a finding stops, nothing. */
  readonly fill: Fill;
  /** What the files were written from. */
  readonly plan: PlannedDeck;
}

/**
 * Places the deck and draws its pictures. Where a finding stops a build nothing is drawn, and
 * `pictures` is empty: the plan would not show what was written.
 */
export async function planDeck(
  deck: Deck,
  record: Record,
  draw: DrawFigure,
  options: Omit<BuildOptions, "date" | "isMade"> = {},
): Promise<PlannedDeck> {
  const theme = readTheme(options.theme ?? "light", options.size);
  const timing = timeDeck(deck, options.talk);
  const signs = signsOf(deck.language);
  const slides = withSigns(signs, () =>
    deck.slides.map((slide) =>
      placeCallouts(arrange(slide, deck, theme), theme),
    ),
  );
  const findings = [
    ...checkDeck(deck, timing),
    ...checkPlaced(slides, deck, theme),
  ];
  const line = lastLine(record, deck.language);
  const everywhere = isSaidEverywhere(record);
  const plan = {
    deck,
    theme,
    timing,
    lastLine: line,
    foot: everywhere ? line : "",
    hasArt: slides.some(({ items }) => items.some(isArt)),
  };
  if (findings.some(stopsBuild))
    return { ...plan, slides, pictures: new Map(), findings };
  const drawn = await drawPictures(slides, draw, theme, signs);
  const { placed, pictures } = placeCaptions(slides, drawn, theme);
  findings.push(...checkPictures(drawn, deck));
  findings.push(...checkDesign({ ...plan, slides: placed, pictures }));
  const sourced = everywhere ? placed : placeSource(placed, deck, line, theme);
  const whole = { ...plan, slides: sourced, pictures, findings };
  const told = askRules(options.rules, deck.path, (rule, file) =>
    rule.deck?.(whole as never, file),
  );
  return { ...whole, findings: [...findings, ...told] };
}

function isArt(item: Placed): boolean {
  return item.kind === "picture" && item.decorative === true;
}

/** The deck's files and what the rules say about them. The same deck gives the same bytes. */
export async function buildDeck(
  deck: Deck,
  record: Record,
  draw: DrawFigure,
  options: BuildOptions = {},
): Promise<BuiltDeck> {
  const plan = await planDeck(deck, record, draw, options);
  const { findings, timing, lastLine: source } = plan;
  const fill = fillOf(bodiesOf(plan), deck);
  const said = { findings: inOrder(findings), timing, fill, plan };
  if (options.isMade === true) return { files: new Map(), ...said };
  const files = new Map<string, Buffer | string>([
    ["talk.md", talkSheet(deck, timing, source)],
    ["questions.md", questionSheet(deck, timing, source)],
  ]);
  if (!findings.some(stopsBuild)) {
    const pptx = await finish(await present(plan), {
      slides: plan.slides,
      theme: plan.theme,
      language: deck.language.language,
      author: cleanLine(deck.author),
      date: options.date ?? sourceDate(),
    });
    files.set("deck.pptx", pptx);
    files.set("slides.html", await slidesPage(plan));
  }
  return { files, ...said };
}

/** DK-16: pixels an inch that a projector shows without blur. */
const resolution = 150;

function checkPictures(
  pictures: ReadonlyMap<Placed, Picture>,
  deck: Deck,
): Finding[] {
  const findings: Finding[] = [];
  const report = reportInto(findings, deck.path);
  for (const [item, { width, box }] of pictures) {
    const found = width / box.w;
    if (found >= resolution - 1) continue;
    report(item.place, {
      rule: "DK-16",
      severity: "warning",
      message: `picture of ${Math.floor(found)} pixels an inch where ${resolution} are sharp: ${spokenName(item.name)}`,
      hint: "draw it larger",
    });
  }
  return findings;
}

async function drawPictures(
  slides: readonly PlacedSlide[],
  draw: DrawFigure,
  theme: Theme,
  signs: Signs,
): Promise<Map<Placed, Picture>> {
  const look = lookFrom(tonesOf(theme));
  const pictures = new Map<Placed, Picture>();
  const drawOn = async (
    { box: { w, h }, pointing, decorative: art }: PlacedPicture,
    figure: Figure,
  ) => {
    const inches = { width: w, height: h };
    const drawn = await draw(figure, inches, look, { pointing, art, signs });
    const { png: bytes, smallestText } = drawn;
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    return {
      ...({ bytes, type: "png", width, height } as const),
      ...(smallestText !== undefined && { smallestText }),
    };
  };
  for (const item of slides.flatMap((slide) => slide.items)) {
    if (item.kind !== "picture") continue;
    const { shown, box } = item;
    const own = "bytes" in shown ? shown : await drawOn(item, shown);
    pictures.set(item, {
      ...own,
      box: contain(box, own.width / own.height),
    });
  }
  return pictures;
}
