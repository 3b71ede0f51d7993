import type { Slide } from "../deck.ts";
import type { Report } from "../report.ts";
import { measureRoom } from "./measure.ts";
import { type Seen, shownIn } from "./seen.ts";

/** Parts of a room that evidence fills at the least. Source: measured on ten decks. */
const fullness = { talk: 0.6, backup: 0.45 } as const;

/** A part of a room that may be bare from one side to the other. */
const bare = 0.4;

/** How far the middle of what is seen may be from the room's, in parts of it. */
const middle = 0.06;

/** Inches below a title at which evidence begins, where it does not stand in the middle. */
const start = 0.3;

/** DS-01 and DS-11 on pixels: how full the room below a title is, and where its middle lies. */
export function checkRoom(seen: Seen, source: Slide, report: Report): void {
  const { body, slide } = seen;
  if (body === undefined || source.part === "divider") return;
  const measured = measureRoom(body.room, shownIn(seen));
  if (measured === undefined) {
    report(source.place, {
      rule: "DS-01",
      message: `nothing is seen below the title of slide ${slide.number}`,
      hint: "open the deck in LibreOffice: what stands there is drawn in the slide's own colour, or not at all",
    });
    return;
  }
  const { fill, quarters, sides, off } = measured;
  const percent = (part: number) => `${Math.round(100 * part)} %`;
  const empty = `of its quarters ${quarters.map(percent).join(", ")} are empty`;
  const [[side, most] = ["top", 0]] = Object.entries(sides).sort(
    ([, a], [, b]) => b - a,
  );
  const isNumber = /number$/.test(slide.layout);
  const least = fullness[source.part];
  // A large number is as large as it goes, in two lines of words: it may not leave a side bare.
  if (!isNumber && fill < least)
    report(source.place, {
      rule: "DS-01",
      severity: "warning",
      message: `evidence is seen on ${Math.floor(100 * fill)} % of slide ${slide.number} where ${100 * least} % are good: ${empty}`,
      hint: "show it larger, or more of it",
    });
  else if (most >= bare)
    report(source.place, {
      rule: "DS-01",
      severity: "warning",
      message: `${percent(most)} of slide ${slide.number} are bare ${sideWords[side as keyof typeof sides]}: ${empty}`,
      hint: "show it larger, or put its words there",
    });
  const down = body.room.h * sides.top > start && Math.abs(off.y) > middle;
  const across = sides.left > 0.02 && Math.abs(off.x) > middle;
  if (!down && !across) return;
  const [way, how] = down
    ? [off.y < 0 ? "up" : "down", off.y]
    : [off.x < 0 ? "to the left" : "to the right", off.x];
  report(source.place, {
    rule: "DS-11",
    severity: "warning",
    message: `middle of what is seen on slide ${slide.number} is ${percent(Math.abs(how))} ${way} of its room's, where ${percent(middle)} are balanced`,
    hint: "let it begin right below the title, or stand in the middle",
  });
}

const sideWords = {
  top: "above all evidence",
  right: "at the right",
  bottom: "below all evidence",
  left: "at the left",
} as const;
