import type { Provenance } from "../../record/record.ts";
import type { BuiltTopic } from "../read/topic.ts";

/** What differs in what the two sides were made of, in words: why anything may have changed. */
export function findReasons(before: BuiltTopic, after: BuiltTopic): string[] {
  const [old, now] = [before.record, after.record];
  const [from, to] = [old.provenance, now.provenance];
  return [
    ...changedFiles(from.imports, to.imports, ({ path, what }) =>
      path.endsWith("/experiment.ts")
        ? `experiment.ts ${what}`
        : `${path}, ${/\.[cm]?[jt]sx?$/.test(path) ? "imported" : "read"} by it, ${what}`,
    ),
    ...changedFiles(
      from.runner,
      to.runner,
      ({ path, what }) => `${path}, which runs it, ${what}`,
    ),
    ...moved("profile", old.profile, now.profile),
    ...moved("seed", old.seed, now.seed),
    ...digitReasons(from.data, to.data),
    ...moved("engine", engineOf(from), engineOf(to)),
    ...Object.keys({ ...from.versions, ...to.versions }).flatMap((name) =>
      moved(name, from.versions[name], to.versions[name]),
    ),
    ...Object.keys({ ...before.sources, ...after.sources })
      .filter((file) => before.sources[file] !== after.sources[file])
      .filter((file) => file in before.sources && file in after.sources)
      .map((file) => `${file} changed`),
  ];
}

function engineOf({ engine }: Provenance): string {
  return `${engine.name} ${engine.version}, ${engine.arithmetic}`;
}

function digitReasons(
  before: Provenance["data"],
  after: Provenance["data"],
): string[] {
  const classes = moved(
    "digits",
    before.classes.join(" and "),
    after.classes.join(" and "),
  );
  if (classes.length > 0 || before.sha256 === after.sha256) return classes;
  return before.name === after.name
    ? ["the digits changed"]
    : moved("digits", before.name, after.name);
}

function moved(
  what: string,
  before: string | number | undefined,
  after: string | number | undefined,
): string[] {
  if (before === after) return [];
  return [`${what} ${before ?? "none"} → ${after ?? "none"}`];
}

type Hashes = Provenance["imports"];

function changedFiles(
  before: Hashes,
  after: Hashes,
  say: (file: { readonly path: string; readonly what: string }) => string,
): string[] {
  const paths = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...paths].flatMap((path) => {
    const [old, now] = [before[path], after[path]];
    if (old === now) return [];
    const what =
      old === undefined ? "is new" : now === undefined ? "is gone" : "changed";
    return [say({ path, what })];
  });
}
