import type { Digits } from "../digits/digits.ts";
import { Figure } from "../figure/figure.ts";
import {
  type Claim,
  Name,
  type Profile,
  type Record,
  type Spread,
  Table,
} from "../record/record.ts";
import { checkSize, LabError } from "./figure-size.ts";
import type { Lab, Progress } from "./lab.ts";
import { shorten } from "./shorten.ts";
import type { TopicFiles } from "./topic-files.ts";

/** What an experiment has recorded. */
export type Findings = Pick<
  Record,
  "numbers" | "texts" | "outputs" | "tables" | "claims" | "figures" | "spreads"
>;

export interface SessionOptions {
  /** Undefined where the topic says that it is about something else. */
  readonly digits: Digits | undefined;
  readonly profile: Profile;
  readonly seed: number;
  readonly onProgress: (label: string, progress: Progress) => void;
  /** What the experiment may read beside the digits. */
  readonly files: Pick<TopicFiles, "file" | "csv">;
}

/** A lab for one run, and what it has recorded so far. */
export function openSession(options: SessionOptions): {
  lab: Lab;
  findings: Findings;
  /** Whether the experiment has asked for the digits. */
  usesDigits(): boolean;
} {
  const findings: Findings = {
    numbers: {},
    texts: {},
    outputs: {},
    tables: {},
    claims: {},
    figures: {},
  };
  const { digits, profile, seed, files, onProgress } = options;
  let isUsed = false;
  const lab: Lab = {
    get digits() {
      if (digits === undefined)
        throw new LabError(
          "lab.digits is read, and topic.yaml says digits: none (take one of the two away)",
        );
      isUsed = true;
      return digits;
    },
    profile,
    seed,
    pick: (choices) => choices[profile],
    number(name, value) {
      put(findings.numbers, "number", name, finite(value, `number ${name}`));
      return value;
    },
    numbers(values) {
      for (const [name, value] of Object.entries<number>(values))
        lab.number(name, value);
      return values;
    },
    spread(name, values) {
      const spread = summarise(name, values);
      const spreads = findings.spreads ?? {};
      put(spreads, "spread", name, spread);
      findings.spreads = spreads;
      return spread;
    },
    text(name, value) {
      put(findings.texts, "text", name, filled(value, `text ${name}`));
      return value;
    },
    output(name, lines) {
      const text = typeof lines === "string" ? lines : lines.join("\n");
      put(findings.outputs, "output", name, filled(text, `output ${name}`));
    },
    table(name, table) {
      put(findings.tables, "table", name, checkTable(name, table));
    },
    figure(name, figure) {
      checkSize(name, figure);
      const checked = Figure.safeParse(shorten(figure));
      if (!checked.success) throw invalid(`figure ${name}`, checked.error);
      put(findings.figures, "figure", name, checked.data);
    },
    claim(
      name: string,
      left: number,
      relation: Claim["relation"],
      right: unknown,
    ) {
      const claim = compare(name, left, relation, right);
      put(findings.claims, "claim", name, claim);
      return claim.holds;
    },
    file: files.file,
    csv: files.csv,
    progress: onProgress,
  };
  return { lab, findings, usesDigits: () => isUsed };
}

function put<T>(
  into: { [name: string]: T },
  kind: string,
  name: string,
  value: T,
): void {
  if (!Name.safeParse(name).success) {
    throw new LabError(
      `${kind} name is not kebab-case: ${JSON.stringify(name)} (write it like nearer-to-3)`,
    );
  }
  if (Object.hasOwn(into, name)) {
    throw new LabError(`${kind} is recorded twice: ${name}`);
  }
  into[name] = value;
}

function finite(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new LabError(`${what} is not a finite number: ${String(value)}`);
  }
  return value;
}

function summarise(name: string, values: ArrayLike<number>): Spread {
  const what = `spread ${name}`;
  const all = Array.from(values, (value) =>
    finite(value, `a value of ${what}`),
  );
  if (all.length === 0) throw new LabError(`${what} has no values`);
  const sum = all.reduce((total, value) => total + value, 0);
  return {
    mean: finite(sum / all.length, `the mean of ${what}`),
    least: Math.min(...all),
    most: Math.max(...all),
    n: all.length,
  };
}

function filled(value: string, what: string): string {
  if (value.trim() === "") throw new LabError(`${what} is empty`);
  return value;
}

function checkTable(name: string, table: unknown): Table {
  const checked = Table.safeParse(shorten(table));
  if (!checked.success) throw invalid(`table ${name}`, checked.error);
  const width = checked.data.columns.length;
  const odd = checked.data.rows.findIndex((row) => row.length !== width);
  if (odd < 0) return checked.data;
  throw new LabError(
    `table ${name}: row ${odd + 1} has ${checked.data.rows[odd]?.length} cells for ${width} columns`,
  );
}

function compare(
  name: string,
  left: number,
  relation: Claim["relation"],
  right: unknown,
): Claim {
  const what = `claim ${name}`;
  finite(left, what);
  if (relation === "between") {
    const [low, high] = Array.isArray(right) ? right : [];
    const ends: [number, number] = [finite(low, what), finite(high, what)];
    return {
      left,
      relation,
      right: ends,
      holds: ends[0] <= left && left <= ends[1],
    };
  }
  const other = finite(right, what);
  const holds = {
    "<": left < other,
    "<=": left <= other,
    "=": left === other,
    ">": left > other,
    ">=": left >= other,
  }[relation];
  if (holds === undefined)
    throw new LabError(`${what}: unknown relation: ${relation}`);
  return { left, relation, right: other, holds };
}

/** What to write where a key is missing. */
const examples: { readonly [key: string]: string } = {
  x: '{ label: "step" }',
  y: '{ label: "loss" }',
  z: '{ label: "height" }',
  category: '{ label: "digit" }',
  label: '"what is measured"',
  name: '"what it is"',
  alt: '"a sentence that says what the figure shows"',
  columns: '[{ label: "rate" }]',
  rows: "[[1, 2]]",
  series: '[{ name: "what it is", … }]',
};

function invalid(
  what: string,
  error: { issues: readonly { path: PropertyKey[]; message: string }[] },
): LabError {
  const { path = [], message = "invalid" } = error.issues[0] ?? {};
  const where = path.join(".");
  if (path.length > 0 && message.endsWith("received undefined")) {
    const key = String(path.at(-1));
    const example = examples[key] ?? "…";
    return new LabError(`${what} lacks ${where}: write ${key}: ${example}`);
  }
  const place = where === "" ? "" : ` (${where})`;
  return new LabError(`${what} cannot be recorded${place}: ${message}`);
}
