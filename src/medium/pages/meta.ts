import { toString as toText } from "mdast-util-to-string";
import { sha256 } from "../../files.ts";
import { isDisclosure } from "../disclosure.ts";
import type { MediumInput } from "../input.ts";
import { hashCode } from "../lower/code.ts";
import type { Lowered } from "../lower/lower.ts";
import type { NumberedPicture } from "../lower/pictures.ts";
import { cellsOf } from "../lower/tables.ts";
import type { Settings } from "../settings.ts";
import type { Reading } from "./reading.ts";

/** One code block of the article, as the after-paste check knows it. */
export interface CodeBlock {
  readonly sha256: string;
  /** Its first line, to be named by. */
  readonly first: string;
  readonly lines: number;
  readonly language: string | null;
  /** The listing's region or the output's name; null for a block typed by hand. */
  readonly name: string | null;
  /** The source file of a listing. */
  readonly file: string | null;
}

/** What `meta.json` holds: everything that the publish dialog asks, and what was built. */
export interface Meta {
  readonly title: string;
  readonly subtitle: string;
  readonly kicker: string | null;
  readonly author: string | null;
  readonly publication: string | null;
  readonly tags: readonly string[];
  readonly canonical: string | null;
  readonly reading: Reading;
  readonly assistance: Settings["assistance"];
  /** The paragraph that discloses it, as it stands in the article. */
  readonly disclosure: string | null;
  readonly paywall: "no";
  readonly run: {
    readonly profile: string;
    readonly seed: number;
    readonly data: string;
    readonly engine: string;
  };
  readonly pictures: readonly {
    readonly number: number;
    readonly made: string;
    readonly file: string | null;
    readonly url: string | null;
    readonly alt: string;
    readonly caption: string;
  }[];
  /** What became of each table. */
  readonly tables: readonly {
    readonly columns: string;
    readonly form: string;
  }[];
  readonly code: readonly CodeBlock[];
  /** SHA-256 by path, of every other file of the folder. */
  readonly files: { readonly [path: string]: string };
}

/** The code blocks of the article, in its order. */
export function listCode(
  { tree }: Lowered,
  languageOf: (name: string | null | undefined) => string | undefined,
): CodeBlock[] {
  return tree.children
    .filter((node) => node.type === "code")
    .map((node) => ({
      sha256: hashCode(node.value),
      first: node.value.split("\n")[0]?.trim() ?? "",
      lines: node.value.split("\n").length,
      language: languageOf(node.lang) ?? null,
      name: node.data?.bound?.name ?? null,
      file: node.data?.bound?.file ?? null,
    }));
}

/** The meta data as the JSON text that is written. */
export function renderMeta(
  { record }: MediumInput,
  settings: Settings,
  lowered: Lowered,
  pictures: readonly NumberedPicture[],
  reading: Reading,
  code: readonly CodeBlock[],
  files: ReadonlyMap<string, Buffer | string>,
): string {
  const { data, engine } = record.provenance;
  const meta: Meta = {
    title: settings.title,
    subtitle: settings.subtitle,
    kicker: settings.kicker ?? null,
    author: settings.author ?? null,
    publication: settings.publication ?? null,
    tags: settings.tags,
    canonical: settings.canonical ?? null,
    reading,
    assistance: settings.assistance,
    disclosure: findDisclosure(lowered),
    paywall: "no",
    run: {
      profile: record.profile,
      seed: record.seed,
      data: data.name,
      engine: engine.name,
    },
    pictures: pictures.map(({ number, picture, file, url, alt, caption }) => ({
      number,
      made: picture.made,
      file: file ?? null,
      url: url ?? null,
      alt,
      caption,
    })),
    tables: lowered.tables.map(({ table, form }) => ({
      columns: (cellsOf(table)[0] ?? []).join(", "),
      form,
    })),
    code,
    files: Object.fromEntries(
      [...files].map(([path, bytes]) => [path, sha256(bytes)]),
    ),
  };
  return `${JSON.stringify(meta, null, 2)}\n`;
}

function findDisclosure({ tree }: Lowered): string | null {
  const paragraphs = tree.children.filter((node) => node.type === "paragraph");
  const early = paragraphs.slice(0, 2).map((node) => toText(node));
  return early.find(isDisclosure) ?? null;
}
