/** A region is shown whole on a slide: it holds this much, and so does a reader's head. */
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

/** What is wrong with the markers or the size of a region, at a line of the source. */
export interface RegionProblem {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

export interface Regions {
  /** By name; of two with one name, the first. */
  readonly regions: ReadonlyMap<string, Region>;
  readonly problems: readonly RegionProblem[];
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

/** The regions of a TypeScript or Python source, and what is wrong with them. */
export function parseRegions(source: string): Regions {
  const regions = new Map<string, Region>();
  const problems: RegionProblem[] = [];
  const open: Open[] = [];
  for (const [index, text] of source.split(/\r?\n/).entries()) {
    const line = index + 1;
    const marked = readMarker(text);
    if (marked?.opens) {
      const region: Open = { name: marked.name, line, lines: [] };
      problems.push(...checkOpening(region, open.at(-1), regions));
      open.push(region);
    } else if (marked) {
      const region = open.pop();
      problems.push(...checkClosing(line, marked.name, region));
      if (region) problems.push(...closeRegion(region, regions));
    } else {
      for (const region of open) region.lines.push({ line, text });
    }
  }
  for (const region of open) {
    const { name, line } = region;
    const hint = "write #endregion behind its last line";
    problems.push(
      problem(line, "region-unclosed", `unclosed region: ${name}`, hint),
    );
    // It is there, if too long: a listing of it need not say that it is unknown.
    closeRegion(region, regions);
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

function problem(
  line: number,
  rule: string,
  message: string,
  hint: string,
  column = 1,
): RegionProblem {
  return { line, column, rule, message, hint };
}

function checkOpening(
  { name, line }: Open,
  outer: Open | undefined,
  regions: ReadonlyMap<string, Region>,
): RegionProblem[] {
  const problems: RegionProblem[] = [];
  const add = (rule: string, message: string, hint: string) =>
    problems.push(problem(line, rule, message, hint));
  if (!regionName.test(name)) {
    const hint = "use small letters, digits and single dashes: mean-images";
    add("region-name", `not a name for a region: ${name || "nothing"}`, hint);
  }
  if (outer) {
    const hint = `close ${outer.name}, opened in line ${outer.line}, above it`;
    add("region-nested", `region inside another: ${name}`, hint);
  }
  const twin = regions.get(name);
  if (twin) {
    const hint = `rename it, or the one in line ${twin.line}`;
    add("region-duplicate", `region named twice: ${name}`, hint);
  }
  return problems;
}

function checkClosing(
  line: number,
  name: string,
  region: Open | undefined,
): RegionProblem[] {
  if (!region) {
    const hint = "take it away, or open the region above it";
    return [problem(line, "region-end", "end of a region never opened", hint)];
  }
  if (name === "" || name === region.name) return [];
  const hint = `it ends ${region.name}: write just #endregion`;
  return [problem(line, "region-end", `end of another region: ${name}`, hint)];
}

/** Adds a region whose end was met, and says what is wrong with its size. */
function closeRegion(
  region: Open,
  regions: Map<string, Region>,
): RegionProblem[] {
  const { name, line } = region;
  if (regions.has(name)) return [];
  const lines = dedent(trimBlankLines(region.lines));
  const code = lines.map((each) => each.text).join("\n");
  regions.set(name, { name, line, code });
  return checkSize(region, lines);
}

function checkSize(
  { name, line }: Open,
  lines: readonly SourceLine[],
): RegionProblem[] {
  const problems: RegionProblem[] = [];
  if (lines.length === 0) {
    const hint = "put whole declarations between its markers";
    problems.push(problem(line, "region-empty", `empty region: ${name}`, hint));
  }
  if (lines.length > maxLines) {
    const message = `region too long: ${name} has ${lines.length} lines`;
    const hint = `split it into regions of at most ${maxLines} lines: each becomes a slide`;
    problems.push(problem(line, "region-too-long", message, hint));
  }
  for (const each of lines) {
    const width = [...each.text].length;
    if (width <= maxColumns) continue;
    const message = `region too wide: ${name} has ${width} columns here`;
    const hint = `break the line at ${maxColumns} columns or before`;
    problems.push(problem(each.line, "region-too-wide", message, hint));
  }
  return problems;
}

function isBlank({ text }: SourceLine): boolean {
  return text.trim() === "";
}

function trimBlankLines(lines: readonly SourceLine[]): readonly SourceLine[] {
  const isFull = (line: SourceLine) => !isBlank(line);
  const first = lines.findIndex(isFull);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isFull) + 1);
}

/** Takes away the indentation that all full lines share, and spaces at their ends. */
function dedent(lines: readonly SourceLine[]): SourceLine[] {
  const indents = lines
    .filter((each) => !isBlank(each))
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
