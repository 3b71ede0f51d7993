import { sha256 } from "../../files.ts";
import { findDisclosure } from "../disclosure.ts";
import { listPieces } from "../lower/pieces.ts";
import { cellsOf } from "../lower/tables.ts";
import type { Handoff } from "./steps.ts";

/**
 * `meta.json`: everything that the publish dialog asks, and what was built, with the SHA-256 of
 * every other file of the folder.
 */
export function renderMeta(
  handoff: Handoff,
  files: ReadonlyMap<string, Buffer | string>,
): string {
  const { input, settings, lowered, pictures, reading, code } = handoff;
  const { profile, seed, provenance } = input.record;
  const meta = {
    title: settings.title,
    subtitle: settings.subtitle,
    kicker: settings.kicker ?? null,
    author: settings.author ?? null,
    ...(settings.handle !== undefined && { handle: settings.handle }),
    publication: settings.publication ?? null,
    tags: settings.tags,
    canonical: settings.canonical ?? null,
    reading,
    assistance: settings.assistance,
    // The paragraph that discloses it, as it stands in the article.
    disclosure: findDisclosure(lowered.tree.children) ?? null,
    paywall: "no",
    run: {
      profile,
      seed,
      data: provenance.data.name,
      engine: provenance.engine.name,
    },
    pictures: pictures.map(({ number, picture, file, url, alt, caption }) => ({
      number,
      made: picture.made,
      file: file ?? null,
      url: url ?? null,
      alt,
      caption,
    })),
    // What became of each.
    tables: lowered.tables.map(({ table, form }) => ({
      columns: (cellsOf(table)[0] ?? []).join(", "),
      form,
    })),
    code,
    // What is read, piece by piece: once it is published, what differs from it is told.
    pieces: listPieces(lowered),
    files: Object.fromEntries(
      [...files].map(([path, bytes]) => [path, sha256(bytes)]),
    ),
  };
  return `${JSON.stringify(meta, null, 2)}\n`;
}
