import {
  allEvidence,
  type Deck,
  type Evidence,
  plain,
  type Slide,
} from "./deck.ts";
import { clock, type Timing } from "./timing.ts";

/** What a speaker holds in the hand: Markdown that reads well unrendered, too. */

/** `talk.md`: slide by slide, what is said and when it ends. */
export function talkSheet(deck: Deck, timing: Timing, source: string): string {
  const parts = timing.talk.map(({ slide, end, words }) => [
    `## ${slide.number}. ${plain(slide.title)}`,
    `*until ${clock(end)} · ${words} words${shows(slide)}*`,
    ...slide.notes.map(plain),
  ]);
  return document([
    `# ${deck.title}: what to say`,
    `${clock(timing.seconds)} at ${timing.pace} words a minute (${timing.words} words). ${source}.`,
    ...parts.flat(),
  ]);
}

/** `questions.md`: every question, its answer in half a minute, and where the evidence is. */
export function questionSheet(
  deck: Deck,
  timing: Timing,
  source: string,
): string {
  const parts = timing.answers.map(({ slide, seconds }, index) => [
    `## ${index + 1}. ${plain(slide.title)}`,
    ...slide.notes.map(plain),
    `*${Math.round(seconds)} s · slide ${slide.number}${shows(slide)}*`,
  ]);
  const none =
    "No question is prepared: add slides below `# Questions` in deck.md.";
  return document([
    `# ${deck.title}: questions to expect`,
    `The numbers are those of the run. ${source}.`,
    ...(parts.length > 0 ? parts.flat() : [none]),
  ]);
}

/** Paragraphs with an empty line between them, and one newline at the end. */
function document(paragraphs: readonly string[]): string {
  return `${paragraphs.filter((each) => each !== "").join("\n\n")}\n`;
}

function shows(slide: Slide): string {
  const named = allEvidence(slide).flatMap(nameOf);
  return named.length === 0 ? "" : ` · ${named.join(", ")}`;
}

function nameOf(evidence: Evidence): string[] {
  switch (evidence.kind) {
    case "figure":
      return [`figure \`${evidence.name}\``];
    case "picture":
      return [`picture \`${evidence.name}\``];
    case "table":
      return [evidence.name === "" ? "table" : `table \`${evidence.name}\``];
    case "listing":
      return [
        evidence.file === undefined
          ? "listing"
          : `\`${evidence.file}\`, region \`${evidence.name}\``,
      ];
    case "output":
      return [evidence.name === "" ? "output" : `output \`${evidence.name}\``];
    default:
      return [];
  }
}
