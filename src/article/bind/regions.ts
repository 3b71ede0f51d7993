import type { PlacedProblem } from "../report.ts";

/** A region is shown whole on a slide: it holds this much, and so does a reader's head. */
const maxLines = 18;
const maxColumns = 80;

/** A named part of a source file. */
interface Region {
  /** Its lines without markers, outer blank lines and common indentation. */
  readonly code: string;
  /** 1-based line of its opening marker. */
  readonly line: number;
}

export interface Regions {
  /** By name; of two with one name, the first. */
  readonly regions: ReadonlyMap<string, Region>;
  readonly problems: readonly PlacedProblem[];
}

/**
 * `// #region name` or `# region name`. Without the `#` that VS Code allows, one word must
 * follow: `# region of interest` is a comment like any other.
 */
const marker = /^(?:\/\/|#)\s*(#?)(end)?region(?!\S)/;
const regionName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

interface SourceLine {
  readonly line: number;
  readonly text: string;
}

/** A region whose end has not been met yet. */
interface Open {
  readonly name: string;
  readonly line: number;
  readonly lines: SourceLine[];
}

/** Takes what is wrong at a line. */
type Add = (line: number, rule: string, message: string, hint: string) => void;

/** The regions of a TypeScript or Python source, and what is wrong with them. */
export function parseRegions(source: string): Regions {
  const regions = new Map<string, Region>();
  const problems: PlacedProblem[] = [];
  const add: Add = (line, rule, message, hint) =>
    problems.push({ line, column: 1, rule, message, hint });
  const open: Open[] = [];
  for (const [index, text] of source.split(/\r?\n/).entries()) {
    const line = index + 1;
    const marked = readMarker(text);
    if (marked?.opens) {
      const region: Open = { name: marked.name, line, lines: [] };
      checkOpening(region, open.at(-1), regions, add);
      open.push(region);
    } else if (marked) {
      const region = open.pop();
      checkClosing(line, marked.name, region, add);
      if (region) closeRegion(region, regions, add);
    } else {
      for (const region of open) region.lines.push({ line, text });
    }
  }
  for (const region of open) {
    const { name, line } = region;
    const hint = "write #endregion behind its last line";
    add(line, "region-unclosed", `unclosed region: ${name}`, hint);
    // It is there, if too long: a listing of it need not say that it is unknown.
    closeRegion(region, regions, () => {});
  }
  return { regions, problems };
}

/** What a line opens or closes; "" where it says no name. */
function readMarker(
  text: string,
): { readonly opens: boolean; readonly name: string } | undefined {
  const line = text.trim();
  const [all = "", hash, end] = marker.exec(line) ?? [];
  if (all === "") return undefined;
  const name = line.slice(all.length).trim();
  const isRegion = end || hash || /^\S+$/.test(name);
  return isRegion ? { opens: !end, name } : undefined;
}

function checkOpening(
  { name, line }: Open,
  outer: Open | undefined,
  regions: ReadonlyMap<string, Region>,
  add: Add,
): void {
  if (!regionName.test(name)) {
    const hint = "use small letters, digits and single dashes: mean-images";
    const message = `not a name for a region: ${name || "nothing"}`;
    add(line, "region-name", message, hint);
  }
  if (outer) {
    const hint = `close ${outer.name}, opened in line ${outer.line}, above it`;
    add(line, "region-nested", `region inside another: ${name}`, hint);
  }
  const twin = regions.get(name);
  if (twin) {
    const hint = `rename it, or the one in line ${twin.line}`;
    add(line, "region-duplicate", `region named twice: ${name}`, hint);
  }
}

function checkClosing(
  line: number,
  name: string,
  region: Open | undefined,
  add: Add,
): void {
  if (!region) {
    const hint = "take it away, or open the region above it";
    add(line, "region-end", "end of a region never opened", hint);
  } else if (name !== "" && name !== region.name) {
    const hint = `it ends ${region.name}: write just #endregion`;
    add(line, "region-end", `end of another region: ${name}`, hint);
  }
}

/** Adds a region whose end was met, and says what is wrong with its size. */
function closeRegion(
  { name, line, lines: all }: Open,
  regions: Map<string, Region>,
  add: Add,
): void {
  if (regions.has(name)) return;
  const lines = dedent(trimBlankLines(all));
  regions.set(name, { line, code: lines.map((each) => each.text).join("\n") });
  if (lines.length === 0) {
    const hint = "put whole declarations between its markers";
    add(line, "region-empty", `empty region: ${name}`, hint);
  }
  if (lines.length > maxLines) {
    const message = `region too long: ${name} has ${lines.length} lines`;
    const hint = `split it into regions of at most ${maxLines} lines: each becomes a slide`;
    add(line, "region-too-long", message, hint);
  }
  for (const each of lines) {
    const width = [...each.text].length;
    if (width <= maxColumns) continue;
    const message = `region too wide: ${name} has ${width} columns here`;
    const hint = `break the line at ${maxColumns} columns or before`;
    add(each.line, "region-too-wide", message, hint);
  }
}

function isFull({ text }: SourceLine): boolean {
  return text.trim() !== "";
}

function trimBlankLines(lines: readonly SourceLine[]): readonly SourceLine[] {
  const first = lines.findIndex(isFull);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isFull) + 1);
}

/** Takes away the indentation that all full lines share, and spaces at their ends. */
function dedent(lines: readonly SourceLine[]): SourceLine[] {
  const indents = lines
    .filter(isFull)
    .map(({ text }) => /^[ \t]*/.exec(text)?.[0] ?? "");
  const shared = indents.reduce(commonStart, indents[0] ?? "").length;
  return lines.map(({ line, text }) => ({
    line,
    text: text.slice(shared).trimEnd(),
  }));
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
