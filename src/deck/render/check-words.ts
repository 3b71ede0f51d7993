import { contrast } from "../contrast.ts";
import type { Slide } from "../deck.ts";
import { type Box, intersect } from "../layout/grid.ts";
import { inch } from "../layout/measure.ts";
import type { PlacedText } from "../layout/placed.ts";
import type { Report } from "../report.ts";
import type { Theme } from "../theme.ts";
import { commonColor } from "./pixels.ts";
import type { Seen } from "./seen.ts";
import type { TextRun } from "./words.ts";

/** Points under which the last row reads nothing, but for the foot of a slide. */
const leastText = 14;

/** Poppler says sizes in thirds of a point. */
const rounding = 0.34;

/** Lines that a title takes. */
const titleLines = 2;

/** Contrast of words with their ground, and of large ones. Source: WCAG 2.2, 1.4.3. */
const contrasts = { words: 4.5, large: 3 } as const;

/** Points from which words are large. */
const largeText = 24;

/** DS-02, DS-07, DS-12 and DK-11 on the words of a slide, as they are drawn. */
export function checkWords(
  seen: Seen,
  source: Slide,
  theme: Theme,
  report: Report,
): void {
  const { number } = seen.slide;
  const { boxes } = theme.masters;
  const runs = seen.rendered.runs.map((run) => ({ run, core: coreOf(run) }));
  const above = runs.filter(({ core }) => core.y < boxes.footer.y - 0.1);
  const say = (rule: string, message: string, hint: string) =>
    report(source.place, { rule, message, hint });

  const [smallest] = above
    .map(({ run }) => run)
    .sort((a, b) => a.points - b.points);
  if (smallest !== undefined && smallest.points < leastText - rounding)
    say(
      "DS-02",
      `words of ${smallest.points.toFixed(0)} pt on slide ${number} where ${leastText} are read: ${quote(smallest)}`,
      "show less at once, so that they have room",
    );

  const title = seen.slide.items.find(({ name }) => name === "title");
  const inTitle = above.filter(
    (each) => title?.kind === "text" && isOfTitle(each, title, theme),
  );
  const lines = new Set(inTitle.map(({ core }) => Math.round(core.y * 10)));
  // The claim of the first slide has room for more.
  if (lines.size > titleLines && seen.slide.layout !== "Title")
    say(
      "DS-07",
      `title of ${lines.size} lines on slide ${number} where ${titleLines} are read at once`,
      "shorten the title",
    );

  const [pale] = above
    .map(({ run }) => ({ run, found: contrastOf(run, seen) }))
    .filter(({ run, found }) => found < leastContrast(run))
    .sort((a, b) => a.found - b.found);
  if (pale !== undefined)
    say(
      "DS-12",
      `contrast of ${(Math.floor(pale.found * 10) / 10).toFixed(1)}:1 on slide ${number} where ${leastContrast(pale.run)}:1 is read: ${quote(pale.run)}`,
      "give your theme more contrast; where it is Lectern's own, please report it",
    );

  const rooms = [...seen.boxes.values(), ...fixedRooms(theme)].map(grown);
  const { page } = theme.masters;
  const lost = runs.find(
    ({ core }) =>
      !within(core, { x: 0, y: 0, ...page }) ||
      !rooms.some((room) => within(core, room)),
  );
  if (lost !== undefined)
    say(
      "DK-11",
      `words outside of their place on slide ${number}: ${quote(lost.run)}`,
      "shorten them",
    );
  for (const [index, { run, core }] of runs.entries()) {
    const other = runs.slice(index + 1).find((each) => hides(core, each.core));
    if (other === undefined) continue;
    say(
      "DK-11",
      `words on words on slide ${number}: ${quote(run)} and ${quote(other.run)}`,
      "show less at once",
    );
    return;
  }
}

/** Words as large as the title, in its place or where they would be if it did not end there. */
function isOfTitle(
  { run, core }: { readonly run: TextRun; readonly core: Box },
  { box, bold, size, points = 0 }: PlacedText,
  theme: Theme,
): boolean {
  const large = points || theme.sizes[size];
  if (run.bold !== bold || Math.abs(run.points - large) > rounding)
    return false;
  return within(core, { ...grown(box), h: box.h + (2 * large) / inch });
}

/** What a master puts on every slide. */
function fixedRooms({ masters, logo }: Theme): Box[] {
  const { boxes, ornaments } = masters;
  return [
    boxes.footer,
    boxes.number,
    ornaments.question,
    ...(logo ? [boxes.logo, boxes["large logo"]] : []),
  ];
}

/** Where the letters themselves are: a font's box has air above and below, and a space at its end. */
function coreOf({ box, text }: TextRun): Box {
  const ends = text.length - text.trimEnd().length;
  const w = box.w * (1 - ends / text.length);
  return { x: box.x, y: box.y + box.h * 0.2, w, h: box.h * 0.55 };
}

/** Two points on each side: programs set letters a little differently. */
function grown({ x, y, w, h }: Box): Box {
  const more = 2 / inch;
  return { x: x - more, y: y - more, w: w + 2 * more, h: h + 2 * more };
}

function within(inner: Box, outer: Box): boolean {
  const { w, h } = intersect(inner, outer);
  return w >= inner.w - 1e-6 && h >= inner.h - 1e-6;
}

/** A tenth of the smaller one: letters that touch are read. */
function hides(one: Box, other: Box): boolean {
  const { w, h } = intersect(one, other);
  return w * h > 0.1 * Math.min(one.w * one.h, other.w * other.h);
}

/** Of words and what is around them the most common colour is that of their ground. */
function contrastOf({ box, color }: TextRun, { pixels }: Seen): number {
  const ground = commonColor(box, pixels) ?? pixels.ground;
  return contrast(color, ground.toString(16).padStart(6, "0"));
}

function leastContrast({ points }: TextRun): number {
  return points >= largeText ? contrasts.large : contrasts.words;
}

function quote({ text }: TextRun): string {
  const letters = [...text.trim()];
  return letters.length > 40
    ? `${letters.slice(0, 39).join("")}…`
    : letters.join("");
}
