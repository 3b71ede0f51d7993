import { buildDeck } from "../../../src/deck/build.ts";
import { readDeck } from "../../../src/deck/read/read.ts";
import type { Record } from "../../../src/record/record.ts";
import { drawSlide, pptxOf, torturePath, tortureRecord } from "../torture.ts";

/** A small deck with one of everything, and the same after a run that found something else. */

const slides = {
  cover: "# The mean digit calls :percent[accuracy]{digits=1} right\n\nA line",
  claim:
    '# :claim[L1 and RMSE are as good]{#close otherwise="One distance is better"}\n\n- Both call :number[valid-count]{digits=0} digits\n- Neither learns',
  chart:
    "# A shift costs more than any choice\n\n:::figure{#shift}\nThe same digits, moved\n:::",
  table: "# L1 beats RMSE by a hair\n\n::table{#scores}\n\nBy a hair, no more",
  picture: "# The mean is blurred\n\n::figure{#means}",
  big: "# The distance is small\n\n**:number[l1]{digits=4}**\n\nof full ink",
  gone: "# This slide will not last\n\n- It is about :number[l1]{digits=4}",
  new: "# This slide was not there before\n\n::figure{#confusion}\n\n- It says that :percent[accuracy]{digits=1} are right",
};

const notes = (name: string) => `<!--
This is said of the slide ${name}.

Of all digits, :percent[accuracy]{digits=1} are called right.

The sample lies :number[l1]{digits=4} from the mean three, and that is all.
-->`;

async function build(
  names: readonly (keyof typeof slides)[],
  record: Record,
): Promise<Buffer> {
  const text = names.map((name) => `${slides[name]}\n\n${notes(name)}`);
  const deck = readDeck(
    `---\ntitle: A talk\n---\n\n${text.join("\n\n---\n\n")}\n`,
    ...([torturePath, record, {}] as const),
  );
  return pptxOf(await buildDeck(deck, record, drawSlide));
}

/** The deck that the person began with. */
export const before = build(
  ["cover", "claim", "chart", "table", "picture", "big", "gone"],
  tortureRecord,
);

const { figures, numbers, tables } = tortureRecord;
const { shift, means } = figures;
const scores = tables.scores;
if (shift?.kind !== "line" || means?.kind !== "images" || !scores)
  throw new Error("another torture record");

/** The deck that is generated now: other numbers, a claim that flipped, a slide more and one less. */
export const now = build(
  ["cover", "claim", "new", "chart", "table", "picture", "big"],
  {
    ...tortureRecord,
    numbers: { ...numbers, accuracy: 0.8765, l1: 0.2222, "valid-count": 1999 },
    claims: {
      close: { left: 0.02, relation: "<", right: 0.01, holds: false },
    },
    tables: {
      scores: {
        ...scores,
        rows: [
          ["L1, mean absolute difference", 0.8765, 0.9168, 0.9854],
          ["RMSE, root of the mean square", 0.8476, 0.9119, 0.9825],
          ["L4, for those who ask", 0.8011, 0.8119, 0.8225],
        ],
      },
    },
    figures: {
      ...figures,
      shift: {
        ...shift,
        series: shift.series.map((each) => ({
          ...each,
          points: each.points.map(([x, y]) => [x, y * 0.9] as const),
        })),
      },
      means: { ...means, panels: means.panels.toReversed() },
    },
  },
);
