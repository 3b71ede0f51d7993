import type { Point } from "unist";

/** `// #region name` and `# region name`, with or without the `#` that VS Code allows. */
const opening = /^\s*(?:\/\/|#)\s*#?region(?:\s+(.*?))?\s*$/;
const closing = /^\s*(?:\/\/|#)\s*#?endregion\b.*$/;

/** A slide holds this much; so does a reader's head. */
export const maxLines = 18;
export const maxColumns = 80;

/** A named part of a source file. */
export interface Region {
  readonly name: string;
  /** Its lines without markers, outer blank lines and common indentation. */
  readonly code: string;
  /** 1-based line of its opening marker. */
  readonly line: number;
}

/** Something wrong with the markers or the size of a region, at a place in the source. */
export interface RegionProblem {
  readonly place: Point;
  readonly region: string;
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

export interface Regions {
  /** By name. */
  readonly regions: ReadonlyMap<string, Region>;
  readonly problems: readonly RegionProblem[];
}

interface Open {
  readonly name: string;
  readonly line: number;
  readonly lines: string[];
}

/** The regions of a TypeScript or Python source, and what is wrong with them. */
export function parseRegions(source: string): Regions {
  const regions = new Map<string, Region>();
  const problems: RegionProblem[] = [];
  const open: Open[] = [];
  for (const [index, text] of source.split(/\r?\n/).entries()) {
    const line = index + 1;
    const start = opening.exec(text);
    if (start) {
      const name = start[1] ?? "";
      problems.push(...checkOpening(name, line, open, regions));
      open.push({ name, line, lines: [] });
    } else if (closing.test(text)) {
      const region = open.pop();
      if (!region) problems.push(strayEnd(line));
      else if (region.name && !regions.has(region.name)) {
        regions.set(region.name, closeRegion(region));
        problems.push(...checkSize(region));
      }
    } else {
      for (const region of open) region.lines.push(text);
    }
  }
  problems.push(...open.map(unclosed));
  return { regions, problems };
}

function problem(
  region: string,
  line: number,
  rule: string,
  message: string,
  hint: string,
): RegionProblem {
  return { region, place: { line, column: 1 }, rule, message, hint };
}

function checkOpening(
  name: string,
  line: number,
  open: readonly Open[],
  regions: ReadonlyMap<string, Region>,
): RegionProblem[] {
  const outer = open.at(-1);
  const twin = regions.get(name) ?? open.find((each) => each.name === name);
  return [
    !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) &&
      problem(
        name,
        line,
        "region-name",
        `not a region's name: ${name || "nothing"}`,
        "name it in small letters, digits and single dashes, such as mean-images",
      ),
    outer &&
      problem(
        name,
        line,
        "region-nested",
        `region inside another: ${name} in ${outer.name}`,
        `close ${outer.name} of line ${outer.line} first`,
      ),
    twin &&
      name !== "" &&
      problem(
        name,
        line,
        "region-duplicate",
        `region named twice: ${name}`,
        `rename it, or the one in line ${twin.line}`,
      ),
  ].filter((each) => typeof each === "object");
}

function strayEnd(line: number): RegionProblem {
  return problem(
    "",
    line,
    "region-end",
    "end of a region that was not opened",
    "take it away, or open the region above it",
  );
}

function unclosed(region: Open): RegionProblem {
  return problem(
    region.name,
    region.line,
    "region-unclosed",
    `unclosed region: ${region.name}`,
    "write #endregion behind its last line",
  );
}

function closeRegion({ name, line, lines }: Open): Region {
  return { name, line, code: dedent(trimBlankLines(lines)).join("\n") };
}

function checkSize(region: Open): RegionProblem[] {
  const { name, line } = region;
  const lines = closeRegion(region).code.split("\n");
  const shown = `${lines.length} lines, more than ${maxLines}`;
  const width = Math.max(...lines.map((each) => [...each].length));
  return [
    lines.length > maxLines &&
      problem(
        name,
        line,
        "region-too-long",
        `region too long: ${name} has ${shown}`,
        "split it: it becomes a slide",
      ),
    lines.every((each) => each === "") &&
      problem(
        name,
        line,
        "region-empty",
        `empty region: ${name}`,
        "put whole declarations between its markers",
      ),
    ...lines.flatMap((each, index) => {
      if ([...each].length <= maxColumns) return [];
      void index;
      return [];
    }),
    width > maxColumns &&
      problem(
        name,
        line,
        "region-too-wide",
        `region too wide: ${name} has a line of ${width} columns, more than ${maxColumns}`,
        "break the line: it becomes a slide",
      ),
  ].filter((each) => typeof each === "object");
}

function trimBlankLines(lines: readonly string[]): readonly string[] {
  const isFull = (line: string) => line.trim() !== "";
  const first = lines.findIndex(isFull);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isFull) + 1);
}

/** Takes away the indentation that all full lines share; blank lines become empty. */
function dedent(lines: readonly string[]): string[] {
  const full = lines.filter((line) => line.trim() !== "");
  const indents = full.map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const shared = indents.reduce((a, b) => commonStart(a, b), indents[0] ?? "");
  return lines.map((line) =>
    line.trim() === "" ? "" : line.slice(shared.length).trimEnd(),
  );
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
