import type { Finding } from "../errors.ts";
import {
  allEvidence,
  type Deck,
  isPicture,
  type Line,
  plain,
  type Slide,
} from "./deck.ts";
import { reportInto } from "./report.ts";

/** What a course lets a talk take. */
export interface Talk {
  /** To speak. Default: 5. */
  readonly minutes?: number | undefined;
  /** Minutes of questions after it. Default: 5. */
  readonly questions?: number | undefined;
  /** Fewest and most slides before the questions. Default: 5 to 7 for 5 minutes, and so on. */
  readonly slides?: readonly [number, number] | undefined;
  /** Words a minute. Default: 140. Source: usual range of a technical talk, 120 to 160. */
  readonly pace?: number | undefined;
}

/** Seconds a room needs to take in a figure, a table or a listing before words go on. */
const dwell = 4;

/** Seconds: a slide at most, an answer at most. */
const limits = { slide: 90, answer: 30 } as const;

interface SlideTime {
  readonly slide: Slide;
  readonly words: number;
  /** Speaking and looking. */
  readonly seconds: number;
  /** Seconds from the start of the talk to the end of this slide; 0 on backup slides. */
  readonly end: number;
}

export interface Timing {
  /** Words a minute. */
  readonly pace: number;
  /** Minutes that it may take, those of questions after it, and slides that fit. */
  readonly minutes: number;
  readonly questions: number;
  readonly slides: readonly [number, number];
  /** Up to `# Questions`. */
  readonly talk: readonly SlideTime[];
  readonly words: number;
  readonly seconds: number;
  /** The answers on backup slides, which count for nothing. */
  readonly answers: readonly SlideTime[];
}

/** How long the talk takes, slide by slide, and how long it may. */
export function timeDeck(deck: Deck, rules: Talk = {}): Timing {
  const { minutes = 5, questions = 5, pace = 140 } = rules;
  let end = 0;
  const talk = deck.slides
    .filter((slide) => slide.part === "talk")
    .map((slide) => {
      const time = timeSlide(slide, pace);
      end += time.seconds;
      return { ...time, end };
    });
  return {
    ...{ pace, minutes, questions },
    slides: rules.slides ?? [minutes, Math.round(minutes * 1.4)],
    talk,
    words: talk.reduce((sum, each) => sum + each.words, 0),
    seconds: end,
    answers: deck.slides
      .filter((slide) => slide.part === "backup")
      .map((slide) => {
        const words = countWords(slide.notes);
        return { slide, words, seconds: (words / pace) * 60, end: 0 };
      }),
  };
}

function timeSlide(slide: Slide, pace: number): Omit<SlideTime, "end"> {
  const words = countWords(slide.notes);
  const looks = allEvidence(slide).filter(
    (each) =>
      isPicture(each) || each.kind === "table" || each.kind === "listing",
  ).length;
  return { slide, words, seconds: (words / pace) * 60 + looks * dwell };
}

/** Words as they are spoken: what holds a letter or a digit. */
export function countWords(lines: readonly Line[]): number {
  return lines
    .flatMap((line) => plain(line).split(/\s+/))
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** `4:05`, rounded to the second. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** DK-12: notes on every slide, four fifths of the talk's minutes to all, no slide over 90 seconds. */
export function checkTiming(deck: Deck, timing: Timing): Finding[] {
  const findings: Finding[] = [];
  const report = reportInto(findings, deck.path);
  const rule = "DK-12";
  for (const { slide, seconds } of timing.talk) {
    if (slide.notes.length === 0 && !slide.asked) {
      report(slide.place, {
        rule,
        message: `no spoken words on slide ${slide.number}`,
        hint: "write them in a comment <!-- … --> below its evidence",
      });
    }
    if (seconds > limits.slide) {
      report(slide.notesPlace, {
        rule,
        severity: "warning",
        message: `slide ${slide.number} takes ${Math.round(seconds)} s where ${limits.slide} are enough`,
        hint: "say less, or make two slides of it",
      });
    }
  }
  for (const { slide, seconds } of timing.answers) {
    if (slide.notes.length === 0 && !slide.asked) {
      report(slide.place, {
        rule,
        message: `no spoken answer on slide ${slide.number}`,
        hint: "write it in a comment <!-- … -->",
      });
    } else if (seconds > limits.answer) {
      report(slide.notesPlace, {
        rule,
        severity: "warning",
        message: `answer on slide ${slide.number} takes ${Math.round(seconds)} s where ${limits.answer} are enough`,
        hint: "answer in the first sentence, then stop",
      });
    }
  }
  checkLength(deck, timing, report);
  return findings;
}

function checkLength(
  deck: Deck,
  { seconds, words, pace, minutes }: Timing,
  report: ReturnType<typeof reportInto>,
): void {
  const last = deck.slides.findLast((slide) => slide.part === "talk");
  if (last === undefined) return;
  const most = minutes * 60;
  const over = seconds > most;
  const limit = over ? most : most * 0.8;
  if (!over && seconds >= limit) return;
  const off = Math.abs(seconds - limit);
  const change = Math.ceil((off / 60) * pace);
  report(last.place, {
    rule: "DK-12",
    severity: over ? "error" : "warning",
    message: `talk takes ${clock(seconds)} (${words} words at ${pace} a minute): ${over ? "more" : "less"} than ${clock(limit)}`,
    hint: over
      ? `cut ${change} words from the notes`
      : `there is room for ${change} words more`,
  });
}
