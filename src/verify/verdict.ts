import type { Difference } from "../record/difference.ts";

/** What a topic's output may turn out to be, from the best to the worst. */
const verdicts = [
  "reproduced",
  "edited",
  "outdated",
  "diverged",
  "tampered",
] as const;

/**
 * `reproduced`: the run and all that is made of it give the same bytes. `edited`: so they do, and a
 * person's own work is in a document. `outdated`: what is there to run or to write from is not what
 * was built from. `diverged`: the same sources give something else. `tampered`: a file is not what
 * the build wrote, or the run read.
 */
export type Verdict = (typeof verdicts)[number];

/** One thing that is not as it was built. */
export interface Deviation {
  readonly verdict: Exclude<Verdict, "reproduced">;
  /** In the topic's output folder, or from the project's root; undefined: no single file. */
  readonly file?: string;
  /** What is the matter with it, to be read behind the file's name. */
  readonly said: string;
}

/** What one topic's verification found. The same state gives the same report, on any machine. */
export interface Report {
  readonly format: 1;
  readonly topic: string;
  readonly verdict: Verdict;
  readonly deviations: readonly Deviation[];
  /** What the run now gives otherwise than the recorded one. */
  readonly values: readonly Difference[];
  /** Version of the Lectern that verified. */
  readonly lectern: string;
  /** As the record states them. */
  readonly engine: { readonly [key: string]: string };
  readonly profile: string;
  readonly seed: number;
  readonly data: { readonly name: string; readonly sha256: string };
  /** SHA-256 of each file that the build wrote, as it lies there now. */
  readonly files: { readonly [path: string]: string };
}

/** The worst that was found. */
export function conclude(deviations: readonly Deviation[]): Verdict {
  const worst = Math.max(
    0,
    ...deviations.map(({ verdict }) => verdicts.indexOf(verdict)),
  );
  return verdicts[worst] ?? "tampered";
}

/** How many deviations of one kind a terminal names. */
const most = 5;

/** The report for a terminal: the verdict in one line, and one line for each thing that says why. */
export function formatReport({
  topic,
  verdict,
  deviations,
  files,
}: Report): string {
  if (verdict === "reproduced")
    return `${topic}: reproduced: ran again, and ${Object.keys(files).length} files came out the same, byte by byte\n`;
  const said = [...verdicts].reverse().flatMap((each) => {
    const found = deviations.filter((one) => one.verdict === each);
    const more = found.length - most;
    return [
      ...found
        .slice(0, most)
        .map(({ file, said }) =>
          file === undefined ? `${each}: ${said}` : `${each}: ${file} ${said}`,
        ),
      ...(more > 0 ? [`${each}: and ${more} more`] : []),
    ];
  });
  return `${topic}: ${verdict}\n${said.map((line) => `  ${line}\n`).join("")}`;
}

/** What white letters stand on, each with a contrast of at least 4.5 to 1. */
const colors: { readonly [verdict in Verdict]: string } = {
  reproduced: "#0b6b3a",
  edited: "#1f5f99",
  outdated: "#7a5200",
  diverged: "#a03c00",
  tampered: "#a31621",
};

/** Pixels: of a letter of the label and of a verdict in the mean, beside a word, and of the whole. */
const [narrow, wide, margin, height] = [5.9, 6.6, 8, 20];

/** The verdict as a badge, an SVG that stands for itself: no font, script or address in it. */
export function drawBadge(topic: string, verdict: Verdict): string {
  const label = "lectern verify";
  const left = Math.round(label.length * narrow + 2 * margin);
  const width = left + Math.round(verdict.length * wide + 2 * margin);
  const title = `${topic}: ${verdict}`;
  // As wide as it was reckoned, whatever font is there.
  const text = (word: string, from: number, to: number) =>
    `<text x="${from + margin}" y="14" textLength="${to - from - 2 * margin}" lengthAdjust="spacingAndGlyphs">${word}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">`,
    `  <title>${title}</title>`,
    `  <rect width="${width}" height="${height}" rx="3" fill="${colors[verdict]}"/>`,
    `  <path d="M3 0H${left}V${height}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#3a3a3a"/>`,
    `  <g fill="#fff" font-family="Verdana, DejaVu Sans, Arial, sans-serif" font-size="11" aria-hidden="true">`,
    `    ${text(label, 0, left)}`,
    `    ${text(verdict, left, width)}`,
    "  </g>",
    "</svg>",
    "",
  ].join("\n");
}
