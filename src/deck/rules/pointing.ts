import { partsOf } from "../../figure/data/pointing.ts";
import {
  allEvidence,
  type Deck,
  type Evidence,
  plain,
  type Slide,
} from "../deck.ts";
import type { Report } from "../report.ts";

/** DS-03 and DS-04 on the slides of the talk: what a title names stands out, and so does its number. */
export function checkPointing(deck: Deck, report: Report): void {
  for (const slide of deck.slides) {
    if (slide.part !== "talk") continue;
    checkNamed(slide, report);
    checkQuoted(slide, report);
  }
}

/**
 * DS-03: a title that says a part's whole name, and evidence that shows all parts alike. Names of one
 * or two letters stand in titles for other reasons.
 */
function checkNamed(slide: Slide, report: Report): void {
  const title = plain(slide.title);
  for (const evidence of allEvidence(slide)) {
    const parts = namesIn(evidence);
    if (parts.length < 2 || isPointed(evidence)) continue;
    const named = parts.filter((part) => says(title, part));
    // "moved" is no part beside "moved down"; a title that names two compares them.
    const [first, second] = named.filter(
      (each) => !named.some((other) => other !== each && says(other, each)),
    );
    if (first === undefined || second !== undefined) continue;
    report(evidence.place, {
      rule: "DS-03",
      severity: "warning",
      message: `title of slide ${slide.number} names a part that does not stand out: ${first}`,
      hint: `write highlight="${first}"`,
    });
  }
}

/** DS-04: a number in the title of a slide whose evidence says none of it. */
function checkQuoted(slide: Slide, report: Report): void {
  const [number] =
    /\d+(?:[.,]\d+)?\s?%|\d+[.,]\d+/.exec(plain(slide.title)) ?? [];
  if (number === undefined) return;
  for (const evidence of allEvidence(slide)) {
    if (evidence.kind !== "figure" && evidence.kind !== "table") continue;
    if (isPointed(evidence)) continue;
    report(evidence.place, {
      rule: "DS-04",
      severity: "warning",
      message: `number in the title of slide ${slide.number}, and nothing on its evidence points at it: ${number}`,
      hint:
        evidence.kind === "table"
          ? 'point at its cell: highlight="row/column"'
          : 'say it there: ::callout[…]{at="…"}',
    });
  }
}

/** Names, as they are seen, of what could stand out: no cells, and no ids of boxes. */
function namesIn(evidence: Evidence): readonly string[] {
  const names =
    evidence.kind === "figure"
      ? evidence.figure.kind === "diagram"
        ? evidence.figure.nodes.map(({ label }) => label)
        : partsOf(evidence.figure).filter((each) => !each.includes("/"))
      : evidence.kind === "table" && evidence.name !== ""
        ? [
            ...evidence.header.slice(1).map(plain),
            ...evidence.rows.map(([first]) => plain(first ?? [])),
          ]
        : [];
  return names.filter((each) => [...each].length > 2 && /\p{L}/u.test(each));
}

function isPointed(evidence: Evidence): boolean {
  if (evidence.kind === "figure") return evidence.pointing !== undefined;
  return evidence.kind === "table" && evidence.pointed !== undefined;
}

/** Whether `text` has the words of `name` as they are, not as a part of other words. */
function says(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`,
    "iu",
  ).test(text);
}
