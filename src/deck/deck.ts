import type { OwnPicture } from "../article/bound.ts";
import type { Finding } from "../errors.ts";
import type { Pointing } from "../figure/data/pointing.ts";
import type { Figure } from "../figure/figure.ts";
import type { Language } from "../language.ts";

/** A deck as plain data: what deck.md says, bound to a record, before anything is placed. */

/** Where something stands in deck.md, both 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Text of one look. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly code?: boolean;
  /** An `https:` address, or the number of the slide to jump to. */
  readonly link?: string | number;
}

/** One paragraph. */
export type Line = readonly Run[];

/** A paragraph in the body of a slide. */
export interface BodyLine {
  readonly runs: Line;
  /** It came from a list. */
  readonly bullet: boolean;
}

export interface FigureEvidence {
  readonly kind: "figure";
  /** Name in the record. */
  readonly name: string;
  readonly figure: Figure;
  /** What is pointed at in it. Default: nothing. */
  readonly pointing?: Pointing;
  readonly caption: Line;
  readonly place: Place;
}

/** A picture of the author's own. */
export interface PictureEvidence {
  readonly kind: "picture";
  /** Its file's, in kebab-case. */
  readonly name: string;
  readonly picture: OwnPicture;
  readonly alt: string;
  readonly caption: Line;
  readonly place: Place;
}

export interface TableEvidence {
  readonly kind: "table";
  /** Name in the record, or "" for a table written by hand. */
  readonly name: string;
  readonly header: readonly Line[];
  readonly rows: readonly (readonly Line[])[];
  readonly align: readonly ("left" | "center" | "right")[];
  /** Cells that are pointed at, row by row, the header first. Default: none. */
  readonly pointed?: readonly (readonly boolean[])[];
  readonly place: Place;
}

/** A listing of a source file, or what a run printed. */
export interface CodeEvidence {
  readonly kind: "listing" | "output";
  /** Region, or name in the record, or "" for code written by hand. */
  readonly name: string;
  /** The source file's name, where it is known. */
  readonly file: string | undefined;
  /** As highlight.js knows it; undefined is plain text. */
  readonly language: string | undefined;
  readonly code: string;
  /** Lines that are pointed at, from 1. Default: none. */
  readonly lines?: readonly number[];
  readonly place: Place;
}

export interface LinesEvidence {
  readonly kind: "lines";
  readonly lines: readonly BodyLine[];
  readonly place: Place;
}

/** A number or a few words that carry the slide. */
interface BigEvidence {
  readonly kind: "big";
  /** Name in the record of the first number in it, or "". */
  readonly name: string;
  readonly runs: Line;
  readonly place: Place;
}

export type Evidence =
  | FigureEvidence
  | PictureEvidence
  | TableEvidence
  | CodeEvidence
  | LinesEvidence
  | BigEvidence;

/** One of two things side by side: a column has no room for a big number. */
export interface Column {
  readonly heading: Line;
  readonly evidence: readonly Exclude<Evidence, BigEvidence>[];
}

/** How a slide's evidence is arranged. */
export type Layout =
  | "title"
  | "statement"
  | "figure"
  | "figure-text"
  | "code"
  | "table"
  | "comparison"
  | "divider";

/** What somebody asks, above the heading that answers it. */
export interface Question {
  readonly runs: Line;
  readonly place: Place;
  /** The line of deck.md that it ends on. */
  readonly end: number;
}

export interface Slide {
  /** 1-based, through the whole deck. */
  readonly number: number;
  /** As `slideKey` says: the same wherever it stands, and whatever its numbers are. */
  readonly key: string;
  /** `talk` counts towards the minutes of the talk; `backup` follows `# Questions`. */
  readonly part: "talk" | "divider" | "backup";
  readonly layout: Layout;
  readonly title: Line;
  /** Of the heading. */
  readonly place: Place;
  /** What its title answers, behind `# Questions`. Default: the title asks itself. */
  readonly question?: Question;
  readonly evidence: readonly Evidence[];
  /** Two for a comparison, else none. */
  readonly columns: readonly Column[];
  /** What is said, paragraph by paragraph. */
  readonly notes: readonly Line[];
  /** Of the comment that holds the notes, or of the heading. */
  readonly notesPlace: Place;
  /** A draft's prompt waits where its spoken words will be. */
  readonly asked?: boolean;
}

export interface Deck {
  /** Of deck.md, relative to the project root. */
  readonly path: string;
  readonly title: string;
  readonly subtitle: string;
  /** Whom the file's properties name; "" for nobody. */
  readonly author: string;
  /** The line below the subtitle that says who speaks, and when; "" for none. */
  readonly signature: string;
  /** Its fixed words, and the BCP 47 of all its text. */
  readonly language: Language;
  /** What the title slide shows beside its claim. Default: the theme's mark. */
  readonly art?: Pick<FigureEvidence, "name" | "figure">;
  readonly slides: readonly Slide[];
  /** What binding and reading found, in the order of the text. */
  readonly findings: readonly Finding[];
}

/** Whether it is looked at as a whole, and has a caption. */
export function isPicture(
  evidence: Evidence | undefined,
): evidence is FigureEvidence | PictureEvidence {
  return evidence?.kind === "figure" || evidence?.kind === "picture";
}

/** Whether it is a listing, or what a run printed. */
export function isCode(evidence: Evidence): evidence is CodeEvidence {
  return evidence.kind === "listing" || evidence.kind === "output";
}

/** The text of a paragraph without its looks. */
export function plain(line: Line): string {
  return line.map((run) => run.text).join("");
}

/** What a slide is listed by: the question that it answers, or else its title. */
export function headOf({ question, title }: Slide): Line {
  return question?.runs ?? title;
}

/** Where a slide begins: at its question, or else at its heading. */
export function startOf({
  question,
  place,
}: Pick<Slide, "question" | "place">): Place {
  return question?.place ?? place;
}

/** The evidence of a slide, with that in its columns. */
export function allEvidence(slide: Slide): readonly Evidence[] {
  return [
    ...slide.evidence,
    ...slide.columns.flatMap((column) => column.evidence),
  ];
}
