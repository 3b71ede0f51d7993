import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { csvParseRows } from "d3-dsv";
import { sha256 } from "../files.ts";
import { limits } from "../limits.ts";
import { LabError } from "./figure-size.ts";
import type { Row } from "./lab.ts";

/** The files that an experiment reads through its lab. */
export interface TopicFiles {
  file(path: string): Uint8Array;
  csv(path: string): readonly Row[];
  /** SHA-256 of each file that was read, by path relative to the project root, with `/`. */
  readonly reads: { readonly [path: string]: string };
}

/**
 * Reads files beside the experiment at `experiment` (absolute), and keeps what they held: a
 * build then knows when one of them changed. Nothing outside `root` is read, links included.
 */
export function openTopicFiles(experiment: string, root: string): TopicFiles {
  const reads: { [path: string]: string } = {};
  const file = (path: string) => {
    const found = locate(path, dirname(experiment), root);
    const bytes = readFileSync(found);
    const name = relative(realpathSync(root), found).split(sep).join("/");
    reads[name] = sha256(bytes);
    return new Uint8Array(bytes);
  };
  return {
    file,
    csv: (path) => parseRows(decode(file(path), path), path),
    reads,
  };
}

/** The real path of a file that may be read. Throws LabError that says what to do. */
function locate(path: string, folder: string, root: string): string {
  const asked = resolve(folder, path);
  const stats = statSync(asked, { throwIfNoEntry: false });
  if (stats === undefined)
    throw new LabError(`no such file: ${path} (put it beside experiment.ts)`);
  if (!stats.isFile()) throw new LabError(`not a file: ${path}`);
  if (stats.size > limits.dataFile) {
    throw new LabError(
      `file too large: ${path} has ${stats.size} bytes, at most ${limits.dataFile}`,
    );
  }
  const found = realpathSync(asked);
  if (!`${found}${sep}`.startsWith(`${realpathSync(root)}${sep}`)) {
    throw new LabError(
      `file outside the project: ${path} (copy it beside experiment.ts)`,
    );
  }
  return found;
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LabError(`file is not UTF-8: ${path} (save it as UTF-8)`);
  }
}

/** How a number is written in a cell: with a point, and with an exponent where it has one. */
const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Rows by column: what looks like a number is one. Throws LabError for a row with a gap. */
function parseRows(text: string, path: string): readonly Row[] {
  const [columns = [], ...rows] = csvParseRows(text.trimEnd());
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (columns.includes("")) throw new LabError(`${path}: a column has no name`);
  if (twice !== undefined)
    throw new LabError(`${path}: two columns are called ${twice}`);
  return rows.map((cells, index) => {
    if (cells.length !== columns.length) {
      throw new LabError(
        `${path}: row ${index + 1} has ${cells.length} cells for ${columns.length} columns`,
      );
    }
    return Object.fromEntries(
      columns.map((name, at) => [name, readCell(cells[at] ?? "")]),
    );
  });
}

function readCell(cell: string): number | string {
  return numeric.test(cell) ? Number(cell) : cell;
}
