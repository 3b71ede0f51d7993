import type { Element } from "hast";
import { h } from "hastscript";
import { headOf, plain, type Slide, startOf } from "../../deck/deck.ts";
import { clock, type Timing } from "../../deck/timing.ts";
import { asBlocks, type Block } from "./block.ts";

/** What is said, slide by slide, with the time that it takes. */
export function talkBlocks({ talk }: Timing): Block[] {
  return asBlocks(
    talk.map(({ slide, words, seconds, end }) => ({
      element: h(
        "section.card",
        {
          dataSlide: slide.number,
          dataSeconds: seconds.toFixed(1),
          dataWords: words,
        },
        [
          titleOf(slide, String(slide.number)),
          h(
            "p.quiet",
            `${clock(seconds)}, until ${clock(end)} · ${words} words`,
          ),
          ...notesOf(slide),
        ],
      ),
      line: startOf(slide).line,
      end: lastLine(slide),
    })),
  );
}

/** The questions to expect, each with its answer to be opened. */
export function questionBlocks({ answers }: Timing): Block[] {
  return asBlocks(
    answers.map(({ slide, words, seconds }, index) => ({
      element: h("section.card", { dataSlide: slide.number }, [
        titleOf(slide, `${index + 1}`),
        h("details", [
          h(
            "summary",
            `Answer: ${Math.round(seconds)} s, ${words} words, slide ${slide.number}`,
          ),
          ...notesOf(slide),
        ]),
      ]),
      line: startOf(slide).line,
      end: lastLine(slide),
    })),
  );
}

function titleOf(slide: Slide, number: string): Element {
  return h("h3", [h("span.number", number), " ", plain(headOf(slide))]);
}

function notesOf(slide: Slide): Element[] {
  if (slide.notes.length > 0)
    return slide.notes.map((line) => h("p.note", plain(line)));
  return [h("p.quiet", "Nothing is said here yet.")];
}

/** The notes end a slide; how many lines they have nobody keeps. */
function lastLine({ place, notesPlace }: Slide): number {
  return Math.max(place.line, notesPlace.line);
}
