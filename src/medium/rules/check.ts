import type { Finding } from "../../errors.ts";
import type { MediumInput } from "../input.ts";
import type { BuiltKit, MediumFiles } from "../pages/kit.ts";
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
  found: MediumFiles = kit.files,
): Finding[] {
  const subject = { ...input, ...kit, files: found };
  return runRules([...rules, freshRule(kit)], subject);
}
