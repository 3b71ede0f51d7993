import type { Finding } from "../../errors.ts";
import { type Deck, plain, type Slide } from "../deck.ts";
import { breakLines, inch } from "../layout/measure.ts";
import { spokenName } from "../layout/names.ts";
import type { Placed, PlacedSlide, PlacedText } from "../layout/placed.ts";
import type { Picture, Presentation } from "../plan.ts";
import { type Report, reportInto } from "../report.ts";
import { styleOf, type Theme } from "../theme.ts";
import { type Body, bodiesOf } from "./fill.ts";

/** Parts of a slide's body that evidence is to fill. Source: measured on ten decks. */
const fullness = { talk: 0.6, backup: 0.5 } as const;

/** Points below which the words of a picture are read by nobody at the back. */
const leastText = 14;

/** Share of a title's width under which its last line is a word that was left over. */
const stray = 0.16;

/** Slides of one layout that may follow each other. */
const mostAlike = 2;

/**
 * The rules DS on what a slide looks like, as far as an author can mend it: what she shows, how
 * full the slide is with it, and how it follows the others.
 */
export function checkDesign(plan: Omit<Presentation, "lastLine">): Finding[] {
  const { deck, theme, slides, pictures } = plan;
  const findings: Finding[] = [];
  const report = reportInto(findings, deck.path);
  for (const body of bodiesOf(plan)) checkFullness(body, deck, report);
  for (const slide of slides) {
    checkTitle(slide, theme, report);
    for (const item of slide.items) checkText(item, slide, pictures, report);
  }
  checkChange(deck.slides, report);
  return findings;
}

/**
 * DS-01: words and code that leave most of their slide empty. A figure, a table or a large number
 * takes all the room that its form lets it, which nobody can mend in a deck.
 */
function checkFullness({ slide, fill }: Body, deck: Deck, report: Report) {
  const source = deck.slides.find(({ number }) => number === slide.number);
  if (source === undefined || source.part === "divider") return;
  const own = slide.items.every(
    (item) =>
      item.kind === "code" || (item.kind === "text" && item.size !== "big"),
  );
  const least = fullness[source.part];
  if (!own || fill >= least) return;
  const said = `${Math.floor(100 * fill)} % of slide ${slide.number}`;
  report(source.place, {
    rule: "DS-01",
    severity: "warning",
    message: `evidence fills ${said} where ${100 * least} % are good`,
    hint: "show a figure, a table, or more of the code in place of few words",
  });
}

/** DS-02: a picture's smallest words, as large as they are shown. */
function checkText(
  item: Placed,
  { number }: PlacedSlide,
  pictures: ReadonlyMap<Placed, Picture>,
  report: Report,
) {
  const picture = pictures.get(item);
  if (picture?.smallestText === undefined) return;
  const points = (picture.smallestText / picture.width) * picture.box.w * inch;
  if (points >= leastText - 0.05) return;
  report(item.place, {
    rule: "DS-02",
    message: `text of ${points.toFixed(1)} pt on slide ${number}, ${spokenName(item.name)}, where ${leastText} are read`,
    hint: "give the figure a slide of its own, or record less of it",
  });
}

/** DS-07: one short word alone on a title's second line. */
function checkTitle(
  { items, number }: PlacedSlide,
  theme: Theme,
  report: Report,
) {
  const title = items.find(
    (item): item is PlacedText => item.kind === "text" && item.size === "title",
  );
  if (title === undefined || title.name !== "title") return;
  const style = styleOf(theme, title.size, title.bold);
  const room = title.box.w * inch;
  for (const { runs } of title.lines) {
    const lines = breakLines(runs, style, room).map(plain);
    const last = lines.at(-1) ?? "";
    const width = style.family.width(last, true) * style.size;
    if (lines.length < 2 || last.includes(" ") || width > stray * room)
      continue;
    report(title.place, {
      rule: "DS-07",
      severity: "warning",
      message: `word alone on the second line of the title of slide ${number}: ${last}`,
      hint: "shorten the title by a word, or make it longer by two",
    });
  }
}

/** DS-13: the same layout again and again. */
function checkChange(slides: readonly Slide[], report: Report) {
  let alike: Slide[] = [];
  for (const slide of slides.filter(({ part }) => part === "talk")) {
    alike = slide.layout === alike[0]?.layout ? [...alike, slide] : [slide];
    if (alike.length !== mostAlike + 1) continue;
    report(slide.place, {
      rule: "DS-13",
      severity: "warning",
      message: `layout a third time in a row on slide ${slide.number}: ${slide.layout}`,
      hint: "show one of them as a number, a table or a comparison",
    });
  }
}
