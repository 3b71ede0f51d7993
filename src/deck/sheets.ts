import { fill, type Language } from "../language.ts";
import {
  allEvidence,
  type Deck,
  type Evidence,
  headOf,
  plain,
  type Slide,
} from "./deck.ts";
import { clock, type Timing } from "./timing.ts";

/** What a speaker holds in the hand: Markdown that reads well unrendered, too. */

/** `talk.md`: slide by slide, what is said and when it ends. */
export function talkSheet(deck: Deck, timing: Timing, source: string): string {
  const { sheets } = deck.language;
  const { pace, words, seconds } = timing;
  const parts = timing.talk.map(({ slide, end, words }) => [
    `## ${slide.number}. ${plain(slide.title)}`,
    `*${fill(sheets.until, { time: clock(end), words })}${shows(slide, sheets)}*`,
    ...slide.notes.map(plain),
  ]);
  return document([
    `# ${fill(sheets.talk, { title: deck.title })}`,
    `${fill(sheets.length, { time: clock(seconds), pace, words })} ${source}.`,
    ...parts.flat(),
  ]);
}

/** `questions.md`: every question, its answer in half a minute, and where the evidence is. */
export function questionSheet(
  deck: Deck,
  timing: Timing,
  source: string,
): string {
  const { sheets } = deck.language;
  const parts = timing.answers.map(({ slide, seconds }, index) => {
    const facts = { seconds: Math.round(seconds), slide: slide.number };
    return [
      `## ${index + 1}. ${plain(headOf(slide))}`,
      ...slide.notes.map(plain),
      `*${fill(sheets.answer, facts)}${shows(slide, sheets)}*`,
    ];
  });
  return document([
    `# ${fill(sheets.questions, { title: deck.title })}`,
    `${sheets.run} ${source}.`,
    ...(parts.length > 0 ? parts.flat() : [sheets.none]),
  ]);
}

/** Paragraphs with an empty line between them, and one newline at the end. */
function document(paragraphs: readonly string[]): string {
  return `${paragraphs.filter((each) => each !== "").join("\n\n")}\n`;
}

type Words = Language["sheets"];

function shows(slide: Slide, words: Words): string {
  const named = allEvidence(slide).flatMap((each) => nameOf(each, words));
  return named.length === 0 ? "" : ` · ${named.join(", ")}`;
}

function nameOf(evidence: Evidence, words: Words): string[] {
  switch (evidence.kind) {
    case "lines":
    case "big":
      return [];
    case "listing":
      return [
        evidence.file === undefined
          ? words.listing
          : `\`${evidence.file}\`, ${words.region} \`${evidence.name}\``,
      ];
    default: {
      const { kind, name } = evidence;
      return [name === "" ? words[kind] : `${words[kind]} \`${name}\``];
    }
  }
}
