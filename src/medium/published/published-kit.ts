import type { Finding } from "../../errors.ts";
import type { MediumInput } from "../input.ts";
import { numberPictures } from "../lower/pictures.ts";
import type { BuiltKit } from "../pages/kit.ts";
import { listChanges, sumUpChanges } from "./behind.ts";
import { renderChanges } from "./changes-page.ts";
import { type Published, parseEdition } from "./published.ts";

/** The rule on an article that its readers see in an older form. */
const rule = "published-behind";

/**
 * The kit of an article that is read on Medium already: with `changes.html` where something of it is
 * another now, and a warning that says so. `file` is where `published` was read.
 */
export function addChanges(
  kit: BuiltKit,
  { options }: MediumInput,
  published: Published,
  file: string,
): { readonly kit: BuiltKit; readonly findings: readonly Finding[] } {
  const { lowered, files } = kit;
  const now = parseEdition(files.get("meta.json") ?? "");
  if (now === undefined) throw new Error("a kit without pieces");
  const changes = listChanges(published, now);
  const behind = sumUpChanges(changes);
  if (behind === undefined) return { kit, findings: [] };
  const { topic, baseUrl } = options;
  const pictures = numberPictures(lowered, baseUrl);
  const page = renderChanges({ topic, published, changes, lowered, pictures });
  const slug = topic.replace(/^\d+-/, "");
  const finding: Finding = {
    ...{ file, line: 1, column: 1, rule, severity: "warning" },
    message: `published text is behind: ${behind}`,
    hint: `medium/changes.html has them one by one; then lectern published ${slug}`,
  };
  return {
    kit: { ...kit, files: new Map([...files, ["changes.html", page]]) },
    findings: [finding],
  };
}
