import { sha256 } from "../files.ts";
import type { Findings } from "../lab/session.ts";

/** What a run found, as it is compared: of a figure what it comes to, since nobody reads its points. */
export type Values = Pick<
  Findings,
  "numbers" | "texts" | "outputs" | "tables" | "claims"
> & {
  readonly spreads: NonNullable<Findings["spreads"]>;
  readonly figures: {
    readonly [name: string]: {
      /** How many numbers are in it. */
      readonly numbers: number;
      /** SHA-256 of all of it, written as JSON. */
      readonly sha256: string;
    };
  };
};

/** The kinds in the order in which they are told, each as one and as many of it are called. */
export const kinds = {
  numbers: "number",
  spreads: "spread",
  claims: "claim",
  tables: "table",
  outputs: "output",
  texts: "text",
  figures: "figure",
} as const satisfies { readonly [kind in keyof Values]: string };

export type Kind = keyof typeof kinds;

/** The values of what an experiment recorded, or of a record. */
export function valuesOf(findings: Findings): Values {
  const { numbers, texts, outputs, tables, claims, figures } = findings;
  const { spreads = {} } = findings;
  const digests = Object.entries(figures).map(([name, figure]) => [
    name,
    { numbers: count(figure), sha256: sha256(JSON.stringify(figure)) },
  ]);
  return {
    ...{ numbers, spreads, claims, tables, outputs, texts },
    figures: Object.fromEntries(digests),
  };
}

/** How many values there are, of all kinds. */
export function countValues(
  values: {
    readonly [kind in Kind]?: object | undefined;
  },
): number {
  const each = Object.keys(kinds) as Kind[];
  return each
    .map((kind) => Object.keys(values[kind] ?? {}).length)
    .reduce((sum, length) => sum + length, 0);
}

function count(value: unknown): number {
  if (typeof value === "number") return 1;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce(
    (sum: number, each) => sum + count(each),
    0,
  );
}
