import type { Finding } from "../../errors.ts";
import type { MediumInput } from "../input.ts";
import { type BuiltKit, buildKit, type MediumFiles } from "../pages/kit.ts";
import { codeRules } from "./code.ts";
import { freshRule } from "./fresh.ts";
import { numberRules } from "./numbers/numbers.ts";
import { outputRules } from "./output.ts";
import { pictureRules } from "./pictures.ts";
import { type Rule, runRules } from "./rule.ts";
import { settingsRules } from "./settings.ts";
import { structureRules } from "./structure.ts";
import { textRules } from "./text.ts";

const rules: readonly Rule[] = [
  ...settingsRules,
  ...structureRules,
  ...textRules,
  ...codeRules,
  ...pictureRules,
  ...outputRules,
  ...numberRules,
];

/**
 * What Medium's rules say of a kit: errors and warnings, those in the template first, in the
 * order of its lines. With `found`, the files that lie on the disk are looked at in place of
 * those just built, and must be the same.
 */
export function checkKit(
  input: MediumInput,
  kit: BuiltKit,
  found?: ReadonlyMap<string, Buffer | string>,
): Finding[] {
  const { settings, lowered } = kit;
  const files = found ?? kit.files;
  return runRules([...rules, freshRule(kit)], {
    ...input,
    settings,
    lowered,
    files,
  });
}

/** One article's kit and what the rules say of it. Nothing is written. */
export function mediumKit(input: MediumInput): {
  readonly files: MediumFiles;
  readonly findings: readonly Finding[];
} {
  const kit = buildKit(input);
  return { files: kit.files, findings: checkKit(input, kit) };
}

/** What the rules say of the files `found` in the `medium` folder, by path inside it. */
export function checkMedium(
  input: MediumInput,
  found: ReadonlyMap<string, Buffer | string>,
): Finding[] {
  return checkKit(input, buildKit(input), found);
}
