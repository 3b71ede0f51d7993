import type { Finding } from "../../errors.ts";
import type { PlannedDeck } from "../plan.ts";
import { inOrder, reportInto } from "../report.ts";
import { bodiesOf } from "../rules/fill.ts";
import { checkInk } from "./check-ink.ts";
import { checkRoom } from "./check-room.ts";
import { checkWords } from "./check-words.ts";
import type { RenderedSlide } from "./office.ts";
import { seeSlide } from "./seen.ts";

/**
 * The rules DS and DK measured on the slides of a deck as they are drawn, against the plan that they
 * were written from. What the plan's own rules said of a slide is not said again.
 */
export function checkRendered(
  plan: PlannedDeck,
  rendered: readonly RenderedSlide[],
): Finding[] {
  const { deck, slides, theme } = plan;
  const findings: Finding[] = [];
  const report = reportInto(findings, deck.path);
  if (rendered.length !== slides.length)
    report(
      { line: 1, column: 1 },
      {
        rule: "DK-11",
        message: `${rendered.length} slides are drawn of ${slides.length}`,
        hint: "a fault of lectern, not of deck.md: please report it",
      },
    );
  const bodies = bodiesOf(plan);
  for (const [index, slide] of slides.entries()) {
    const [drawn, source] = [rendered[index], deck.slides[index]];
    if (drawn === undefined || source === undefined) continue;
    const seen = seeSlide(slide, drawn, plan, bodies);
    checkRoom(seen, source, report);
    checkWords(seen, source, theme, report);
    checkInk(seen, source, theme, report);
  }
  const known = new Set(plan.findings.map(keyOf));
  return inOrder(findings.filter((each) => !known.has(keyOf(each))));
}

function keyOf({ rule, line }: Finding): string {
  return `${rule} ${line}`;
}
