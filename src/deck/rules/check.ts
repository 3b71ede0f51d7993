import type { Finding } from "../../errors.ts";
import type { Language } from "../../language.ts";
import {
  allEvidence,
  type BodyLine,
  type Deck,
  type Evidence,
  type PictureEvidence,
  plain,
  type Slide,
} from "../deck.ts";
import { mediumOf, nativeChart } from "../layout/chart.ts";
import { checkFit } from "../layout/fit.ts";
import type { PlacedSlide } from "../layout/placed.ts";
import { type Report, reportInto } from "../report.ts";
import type { Theme } from "../theme.ts";
import { checkTiming, countWords, type Timing } from "../timing.ts";
import { checkPointing } from "./pointing.ts";
import { checkShown, wordsBelow } from "./shown.ts";

/** Limits of a slide that a room can take in. */
const slideLimits = {
  titleWords: 15,
  words: 25,
  items: 4,
  series: 4,
} as const;

/** The rules DK on what deck.md says: titles, number of slides, words, series, links, time. */
export function checkDeck(deck: Deck, timing: Timing): Finding[] {
  const findings: Finding[] = [];
  const report = reportInto(findings, deck.path);
  checkCourse(deck, timing, report);
  const titles = new Map<string, Slide>();
  for (const slide of deck.slides) {
    checkTitle(slide, titles, deck.language, report);
    checkWords(slide, report);
    checkLinks(slide, report);
    for (const each of allEvidence(slide)) checkEvidence(each, report);
  }
  checkPointing(deck, report);
  checkShown(deck, timing, report);
  return [...findings, ...checkTiming(deck, timing)];
}

/** The rules DK on where everything stands. */
export function checkPlaced(
  slides: readonly PlacedSlide[],
  deck: Deck,
  theme: Theme,
): Finding[] {
  return slides.flatMap((slide) => checkFit(slide, theme, deck.path));
}

/** DK-03: as many slides as the minutes hold, the claim first, a conclusion last. */
function checkCourse(
  deck: Deck,
  { minutes, slides: [least, most] }: Timing,
  report: Report,
): void {
  const talk = deck.slides.filter((slide) => slide.part === "talk");
  const [first] = talk;
  const last = talk.at(-1);
  if (first === undefined || last === undefined) {
    report(
      { line: 1, column: 1 },
      {
        rule: "DK-03",
        message: "deck without slides",
        hint: "split slides by --- between empty lines",
      },
    );
    return;
  }
  if (first.layout !== "title") {
    report(first.place, {
      rule: "DK-03",
      severity: "warning",
      message: `first slide holds more than the claim: ${first.layout}`,
      hint: "begin with a heading that states what was found, and a line or two below it",
    });
  }
  if (talk.length > most || talk.length < least) {
    report(last.place, {
      rule: "DK-03",
      severity: talk.length > most + 3 ? "error" : "warning",
      message: `talk of ${talk.length} slides where ${least} to ${most} fit ${minutes} min`,
      hint:
        talk.length < least
          ? "show one thing a slide"
          : `move slides below # ${deck.language.questions}`,
    });
  }
  for (const slide of talk) checkEmptyTitle(slide, report);
}

/** Thanks and agendas take a minute of the few. */
function checkEmptyTitle(slide: Slide, report: Report): void {
  const title = plain(slide.title);
  if (!/^(thank|thanks|agenda|outline|contents|any questions)\b/i.test(title)) {
    return;
  }
  report(slide.place, {
    rule: "DK-03",
    severity: "warning",
    message: `slide that says nothing: ${title}`,
    hint: /^any questions/i.test(title)
      ? "write # Questions, which ends the talk; the answers follow it"
      : "leave it out and end on the conclusion",
  });
}

function checkTitle(
  slide: Slide,
  titles: Map<string, Slide>,
  { verbs }: Language,
  report: Report,
): void {
  const title = plain(slide.title);
  const { place } = slide;
  if (title === "") return;
  const same = titles.get(title);
  titles.set(title, same ?? slide);
  if (same !== undefined) {
    report(place, {
      rule: "DK-01",
      message: `title of slide ${same.number} again: ${title}`,
      hint: "say what this slide adds",
    });
  }
  if (slide.part === "divider") return;
  const words = countWords([slide.title]);
  if (words > slideLimits.titleWords) {
    report(place, {
      rule: "DK-02",
      severity: "warning",
      message: `title of ${words} words where ${slideLimits.titleWords} are read`,
      hint: "keep what the slide shows, and say the rest",
    });
  }
  if (slide.part === "talk" && verbs && (words < 3 || !verbs.test(title))) {
    report(place, {
      rule: "DK-02",
      severity: "warning",
      message: `title may be no sentence: ${title}`,
      hint: "say what was found, with a verb",
    });
  }
}

/** DK-04: few words, few lines. Code, and the cells of a table, are read otherwise. */
function checkWords(slide: Slide, report: Report): void {
  if (slide.part === "divider") return;
  const evidence = allEvidence(slide);
  const words = countWords(wordsBelow(slide));
  if (words > slideLimits.words) {
    report(slide.place, {
      rule: "DK-04",
      severity: "warning",
      message: `${words} words on slide ${slide.number} below its title where ${slideLimits.words} are read`,
      hint: "move them into the notes",
    });
  }
  for (const each of evidence) {
    const count = linesOf(each).length;
    if (count <= slideLimits.items) continue;
    report(each.place, {
      rule: "DK-04",
      severity: "warning",
      message: `${count} lines on slide ${slide.number} where ${slideLimits.items} are remembered`,
      hint: "keep the four that matter",
    });
  }
}

function linesOf(evidence: Evidence): readonly BodyLine[] {
  if (evidence.kind === "lines") return evidence.lines;
  return evidence.kind === "big"
    ? [{ runs: evidence.runs, bullet: false }]
    : [];
}

/** PX-13: a deck links to safe addresses only. */
function checkLinks(slide: Slide, report: Report): void {
  const lines = [slide.title, slide.question?.runs ?? [], ...wordsBelow(slide)];
  for (const run of lines.flat()) {
    if (typeof run.link !== "string" || /^https:\/\/[^\s"<>]+$/.test(run.link))
      continue;
    report(slide.place, {
      rule: "PX-13",
      message: `link that is no https address: ${run.link}`,
      hint: "link to https://…",
    });
  }
}

/** Whether a figure has a native chart is the same in every room. */
const anywhere = mediumOf({ w: 11.833, h: 5 }, 16);

function checkEvidence(evidence: Evidence, report: Report): void {
  if (evidence.kind === "picture") checkAlternative(evidence, report);
  if (evidence.kind !== "figure") return;
  const { figure } = evidence;
  const bars = figure.kind === "bar" || figure.kind === "histogram";
  if (bars && ((figure.y.min ?? 0) > 0 || (figure.y.max ?? 0) < 0)) {
    report(evidence.place, {
      rule: "DK-07",
      message: `bars that do not begin at zero: ${evidence.name}`,
      hint: "leave the ends of the axis out, or draw points",
    });
  }
  // Curves and lines of reference are no series: they are drawn otherwise.
  const native = nativeChart(figure, anywhere) !== undefined;
  const series = native && "series" in figure ? figure.series.length : 0;
  if (series <= slideLimits.series) return;
  report(evidence.place, {
    rule: "DK-07",
    severity: "warning",
    message: `${series} series in figure ${evidence.name} where ${slideLimits.series} are told apart`,
    hint: "show the ones that the title speaks of",
  });
}

/** DK-08: words for who cannot see a picture; those of figures and tables are the record's. */
function checkAlternative(
  { alt, name, place }: PictureEvidence,
  report: Report,
): void {
  const { length } = [...alt];
  if (length >= 20 && length <= 300) return;
  report(place, {
    rule: "DK-08",
    message: `alternative text of ${length} characters: ${name}`,
    hint: "say in 20 to 300 what the picture shows",
  });
}
