import {
  allEvidence,
  type CodeEvidence,
  type Deck,
  type Evidence,
  isPicture,
  type Line,
  plain,
  type Slide,
} from "../deck.ts";
import type { Report } from "../report.ts";
import { countWords, type Timing } from "../timing.ts";

/** Words below its titles that a room reads in a minute of talk, and on a whole slide. Source: Alley. */
const readable = { minute: 20, slide: 50 } as const;

/** Lines of code that a talk shows, and those of which one is found without being pointed at. */
const code = { lines: 10, pointless: 3 } as const;

/** The rules DS on what a deck shows: how a talk ends, what answers a question, words to read, code. */
export function checkShown(deck: Deck, timing: Timing, report: Report): void {
  const talk = deck.slides.filter(({ part }) => part === "talk");
  checkLast(talk.at(-1), report);
  checkReading(talk, timing, report);
  for (const slide of deck.slides) {
    if (slide.part === "divider") continue;
    if (slide.part === "backup") checkAnswer(slide, report);
    checkLength(slide, report);
  }
  for (const slide of talk)
    for (const each of allEvidence(slide))
      if (each.kind === "listing") checkListing(slide, each, report);
}

/** DS-08: what stays on the wall while a room asks. */
function checkLast(last: Slide | undefined, report: Report): void {
  // The first slide states the claim, in a talk of one as well.
  if (last === undefined || last.layout === "title") return;
  if (allEvidence(last).some(({ kind }) => kind !== "lines")) return;
  report(last.place, {
    rule: "DS-08",
    severity: "warning",
    message: `talk that ends on words alone, on slide ${last.number}`,
    hint: "show the figure or the number to keep, and one sentence",
  });
}

/** DS-09: a title that only asks. */
function checkAnswer({ number, title, place }: Slide, report: Report): void {
  if (!plain(title).trim().endsWith("?")) return;
  report(place, {
    rule: "DS-09",
    severity: "warning",
    message: `title that asks and does not answer on slide ${number}`,
    hint: "make it a paragraph, and write its answer below it as the heading",
  });
}

/** DS-10: words below the titles, over the whole talk, as one slide may stand longer than another. */
function checkReading(
  talk: readonly Slide[],
  { minutes }: Timing,
  report: Report,
): void {
  const counts = talk.map((slide) => countWords(wordsBelow(slide)));
  const words = counts.reduce((sum, each) => sum + each, 0);
  const most = readable.minute * minutes;
  const fullest = talk[counts.indexOf(Math.max(...counts))];
  if (fullest === undefined || words <= most) return;
  report(fullest.place, {
    rule: "DS-10",
    severity: "warning",
    message: `${words} words below the titles of a talk of ${minutes} min, where ${most} are read; most on slide ${fullest.number}`,
    hint: "say them instead",
  });
}

/** DS-10: words on one slide, its title and the words in its tables too. */
function checkLength(slide: Slide, report: Report): void {
  const cells = allEvidence(slide).flatMap(cellsOf);
  const words = countWords([
    slide.question?.runs ?? [],
    slide.title,
    ...wordsBelow(slide),
    ...cells,
  ]);
  if (words <= readable.slide) return;
  report(slide.place, {
    rule: "DS-10",
    severity: "warning",
    message: `${words} words on slide ${slide.number} where ${readable.slide} are read`,
    hint: "show less at once: fewer rows, shorter names",
  });
}

/** What is read below a title, but for code and tables. */
export function wordsBelow(slide: Slide): Line[] {
  const headings = slide.columns.map(({ heading }) => heading);
  return [...headings, ...allEvidence(slide).flatMap(wordsOf)];
}

function wordsOf(evidence: Evidence): Line[] {
  if (evidence.kind === "lines") return evidence.lines.map(({ runs }) => runs);
  if (evidence.kind === "big") return [evidence.runs];
  if (!isPicture(evidence)) return [];
  const said =
    evidence.kind === "figure" ? evidence.pointing?.callouts : undefined;
  return [evidence.caption, ...(said ?? []).map(({ text }) => [{ text }])];
}

/** The cells of a table that hold words: numbers are looked up, not read. */
function cellsOf(evidence: Evidence): Line[] {
  if (evidence.kind !== "table") return [];
  return [evidence.header, ...evidence.rows]
    .flat()
    .filter((cell) => /\p{L}{2}/u.test(plain(cell)));
}

/** DS-16: code that is read while somebody speaks of it. */
function checkListing(
  { number }: Slide,
  { code: text, lines, name, place }: CodeEvidence,
  report: Report,
): void {
  const count = text.split("\n").length;
  const listing = `listing${name === "" ? "" : ` ${name}`}`;
  if (count > code.lines) {
    report(place, {
      rule: "DS-16",
      severity: "warning",
      message: `${count} lines of code on slide ${number} where a talk has time for ${code.lines}: ${listing}`,
      hint: "show a smaller region, or move the slide behind the questions",
    });
  }
  if (count <= code.pointless || lines !== undefined) return;
  report(place, {
    rule: "DS-16",
    severity: "warning",
    message: `no line stands out of ${count} on slide ${number}: ${listing}`,
    hint: 'point at the one you speak of: highlight="2" or highlight="2-3"',
  });
}
