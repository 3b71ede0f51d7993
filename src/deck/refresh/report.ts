import type { Notice } from "./content/notice.ts";

/** What became of one slide. */
export interface SlideReport {
  /** 1-based, in the merged deck; undefined for a slide that is not in it. */
  readonly number: number | undefined;
  /** As it was in the person's deck, quoted. */
  readonly title: string;
  /** It was found by what it shows: its program had dropped its name. */
  readonly guessed: boolean;
  readonly notices: readonly Notice[];
}

/** A merged deck, and what was done. */
export interface Refreshed {
  readonly bytes: Buffer;
  /** On the deck as a whole. */
  readonly deck: readonly Notice[];
  readonly slides: readonly SlideReport[];
}

/** How many things of each kind there are. */
export type Counts = { readonly [kind in Notice["kind"]]: number };

/** Counts what was done. */
export function countNotices({
  deck,
  slides,
}: Omit<Refreshed, "bytes">): Counts {
  const all = [...deck, ...slides.flatMap(({ notices }) => notices)];
  const count = (kind: Notice["kind"]) =>
    all.filter((each) => each.kind === kind).length;
  return {
    renewed: count("renewed"),
    kept: count("kept"),
    unplaced: count("unplaced"),
    claim: count("claim"),
  };
}

const headings: readonly (readonly [Notice["kind"], string])[] = [
  ["claim", "Titles for you to decide"],
  ["unplaced", "Could not be placed"],
  ["renewed", "Renewed"],
  ["kept", "Kept as you made it"],
];

/** `refresh.md`: titles to decide first, then what found no place, then all else, slide by slide. */
export function formatReport(report: Omit<Refreshed, "bytes">): string {
  const sections = headings.flatMap(([kind, heading]) => {
    const lines = linesOf(report, kind);
    return lines.length === 0 ? [] : [`## ${heading}\n\n${lines.join("\n")}\n`];
  });
  const guessed = report.slides.filter((each) => each.guessed);
  if (guessed.length > 0) {
    const lines = guessed.map((each) => `- ${nameOf(each)}`);
    sections.push(
      `## Found by what they show\n\nThe program that saved the deck dropped the names of these slides. Look at them once.\n\n${lines.join("\n")}\n`,
    );
  }
  return ["# What the last refresh did\n", ...sections].join("\n");
}

function linesOf(
  { deck, slides }: Omit<Refreshed, "bytes">,
  kind: Notice["kind"],
): string[] {
  const tell = (where: string, notices: readonly Notice[]) => {
    const wanted = notices.filter((each) => each.kind === kind);
    return [
      ...new Set(
        wanted.map(({ about, what }) => `- ${where}${about}: ${what}`),
      ),
    ];
  };
  return [
    ...tell("", deck),
    ...slides.flatMap((each) => tell(`${nameOf(each)}, `, each.notices)),
  ];
}

function nameOf({ number, title }: SlideReport): string {
  return number === undefined ? `slide ${title}` : `slide ${number} ${title}`;
}
