import { extname } from "node:path";
import type { Record } from "./record.ts";

/** What a crate says beside the record. */
export interface CrateSource {
  readonly record: Record;
  readonly title: string;
  readonly description: string;
  /** Who signs the article, where anybody does. */
  readonly author?: string | undefined;
  /** The day of publication: `2026-12-03`. Undefined where none is known. */
  readonly date?: string | undefined;
  /** SPDX identifier of the course's licence, where it states one: `CC-BY-4.0`. */
  readonly licence?: string | undefined;
  /** Version of the Lectern that gives these files. */
  readonly lectern: string;
  /** By path in the topic's output folder. */
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    /** Bytes. */
    readonly size: number;
  }[];
}

type Entity = { readonly "@id": string; readonly [property: string]: unknown };

const types: { readonly [ending: string]: string } = {
  ".json": "application/json",
  ".md": "text/markdown",
  ".html": "text/html",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".pptx":
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
};

const recordPath = "record.json";

/**
 * A topic's output with where it came from, as JSON-LD: the files, the run that made the record, and
 * what was written from that. Without a date it holds none, which the specification asks for.
 * Source: RO-Crate 1.1, https://w3id.org/ro/crate/1.1; `sha256`, which its context lacks, is schema.org's.
 */
export function describeCrate(source: CrateSource): {
  readonly [key: string]: unknown;
} {
  const { files } = source;
  return {
    "@context": [
      "https://w3id.org/ro/crate/1.1/context",
      { sha256: "http://schema.org/sha256" },
    ],
    "@graph": [
      {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        conformsTo: { "@id": "https://w3id.org/ro/crate/1.1" },
        about: { "@id": "./" },
      },
      describeRoot(source),
      ...files.map(({ path, sha256, size }) => ({
        "@id": idOf(path),
        "@type": "File",
        name: path,
        encodingFormat: types[extname(path)] ?? "application/octet-stream",
        contentSize: String(size),
        sha256,
      })),
      ...describeActions(source),
      ...describeInputs(source),
      ...describeContext(source),
    ],
  };
}

function describeRoot({
  title,
  description,
  author,
  date,
  licence,
  files,
}: CrateSource): Entity {
  return {
    "@id": "./",
    "@type": "Dataset",
    name: title,
    description,
    ...(date !== undefined && { datePublished: date }),
    license:
      licence === undefined
        ? "No licence is stated: ask the author before you use it."
        : { "@id": licenceUrl(licence) },
    ...(author !== undefined && { author: { "@id": "#author" } }),
    hasPart: files.map(({ path }) => ({ "@id": idOf(path) })),
    mentions: [{ "@id": "#run" }, { "@id": "#writing" }],
  };
}

/** The run, and what was written from its record. */
function describeActions({ record, author, files }: CrateSource): Entity[] {
  const { provenance, profile, seed, topic } = record;
  const agent = author === undefined ? {} : { agent: { "@id": "#author" } };
  const isOfRun = (path: string) =>
    path === recordPath || path.startsWith("figures/");
  const ids = (isWanted: (path: string) => boolean) =>
    files
      .filter(({ path }) => isWanted(path))
      .map(({ path }) => ({ "@id": idOf(path) }));
  const code = Object.keys(provenance.imports);
  return [
    {
      "@id": "#run",
      "@type": "CreateAction",
      name: `The run of ${topic}`,
      description: `A ${profile} run with seed ${seed}, ${provenance.engine.arithmetic} arithmetic on ${provenance.engine.name}.`,
      ...agent,
      instrument: [
        { "@id": "#lectern" },
        ...Object.keys(provenance.versions).map((name) => ({
          "@id": packageUrl(name),
        })),
      ],
      object: [
        { "@id": "#data" },
        ...code.map((path) => ({ "@id": `#${idOf(path)}` })),
      ],
      result: ids(isOfRun),
    },
    {
      "@id": "#writing",
      "@type": "CreateAction",
      name: "Article and talk, with the numbers of the record",
      ...agent,
      instrument: { "@id": "#lectern" },
      object: { "@id": recordPath },
      result: ids((path) => !isOfRun(path)),
    },
  ];
}

/** What the run read: its data, and the topic's own files. */
function describeInputs({ record }: CrateSource): Entity[] {
  const { data, imports } = record.provenance;
  const [first, second] = data.classes;
  const counts = `${data.counts[0]} and ${data.counts[1]} to learn from, ${data.counts[2]} and ${data.counts[3]} to check with`;
  return [
    {
      "@id": "#data",
      "@type": "Dataset",
      name: data.name,
      description:
        data.unused === true
          ? "No pictures are looked at."
          : `Pictures of the classes ${first} and ${second}: ${counts}.`,
      sha256: data.sha256,
    },
    ...Object.entries(imports).map(([path, sha256]) => ({
      "@id": `#${idOf(path)}`,
      "@type": /\.[cm]?[jt]sx?$/.test(path)
        ? "SoftwareSourceCode"
        : "CreativeWork",
      name: path,
      sha256,
    })),
  ];
}

/** Who, with which software, under which licence. */
function describeContext({
  record,
  author,
  licence,
  lectern,
}: CrateSource): Entity[] {
  const { versions } = record.provenance;
  return [
    {
      "@id": "#lectern",
      "@type": "SoftwareApplication",
      name: "Lectern",
      version: lectern,
    },
    ...Object.entries(versions).map(([name, version]) => ({
      "@id": packageUrl(name),
      "@type": "SoftwareApplication",
      name,
      url: packageUrl(name),
      version,
    })),
    ...(author === undefined
      ? []
      : [{ "@id": "#author", "@type": "Person", name: author }]),
    ...(licence === undefined
      ? []
      : [
          {
            "@id": licenceUrl(licence),
            "@type": "CreativeWork",
            name: licence,
            description: `The licence that SPDX calls ${licence}.`,
          },
        ]),
  ];
}

function licenceUrl(identifier: string): string {
  return `https://spdx.org/licenses/${encodeURIComponent(identifier)}`;
}

function packageUrl(name: string): string {
  return `https://www.npmjs.com/package/${name}`;
}

/** A path as a relative URI. */
function idOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
