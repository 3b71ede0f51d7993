import { align } from "../../align.ts";
import type { BuiltSlide, BuiltSlides } from "../read/slides.ts";
import { type SlideChange, verdictOf } from "../report.ts";
import type { Calm } from "./noise.ts";
import { compareSentences } from "./sentences.ts";

/** The slides that differ in what is read, said or seen. A slide that only moved does not. */
export function compareSlides(
  before: BuiltSlides,
  after: BuiltSlides,
  calm: Calm,
): SlideChange[] {
  const restyled = styleOf(before) !== styleOf(after);
  return align(before.slides, after.slides, textOf).flatMap(([old, now]) => {
    const verdict = verdictOf(old, now);
    const redrawn = verdict === "changed" && old?.look !== now?.look;
    const looks = verdict === "changed" && (redrawn || restyled);
    const code = codeOf(old) !== codeOf(now);
    const sentences = compareSentences(readOn(old), readOn(now), calm);
    const notes = compareSentences(old?.notes ?? [], now?.notes ?? [], calm);
    if (
      verdict === "changed" &&
      !looks &&
      !code &&
      sentences.length + notes.length === 0
    )
      return [];
    const isNoise =
      calm.all &&
      verdict === "changed" &&
      !restyled &&
      !code &&
      [...sentences, ...notes].every((each) => each.verdict === "within noise");
    return [
      {
        verdict: isNoise ? ("within noise" as const) : verdict,
        number: [old?.number ?? null, now?.number ?? null],
        title: [old?.title ?? null, now?.title ?? null],
        ...{ sentences, notes, code, looks },
      },
    ];
  });
}

/** Seconds of the talk without its questions; null of a deck that has no slides. */
export function secondsOf({ slides }: BuiltSlides): number | null {
  if (slides.length === 0) return null;
  return slides
    .filter(({ inTalk }) => inTalk)
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Without its fonts, which hold the letters that are used. */
function styleOf({ style }: BuiltSlides): string {
  return style.replaceAll(/^@font-face.*$/gm, "").trim();
}

function readOn(slide: BuiltSlide | undefined): string[] {
  return slide === undefined ? [] : [slide.title, ...slide.sentences];
}

function codeOf(slide: BuiltSlide | undefined): string {
  return slide?.code.join("\n") ?? "";
}

function textOf(slide: BuiltSlide): string {
  return [...readOn(slide), codeOf(slide), ...slide.notes].join("\n");
}
