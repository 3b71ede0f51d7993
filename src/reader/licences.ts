import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isObject, parseJson } from "../json.ts";

/**
 * The licences of the packages that files of these paths, relative to the root, are from: by name, each
 * with its version and, where it brings one along, the text.
 */
export function licencesOf(paths: readonly string[], root: string): string {
  const folders = new Map(
    paths.flatMap((path) => {
      const [folder, name] =
        /^(?!\(disabled\)).*node_modules\/((?:@[^/]+\/)?[^/]+)(?=\/)/.exec(
          path,
        ) ?? [];
      return folder === undefined ? [] : [[name, resolve(root, folder)]];
    }),
  );
  return [...folders]
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))
    .map(([name, folder = ""]) => `${name} ${licenceIn(folder)}\n`)
    .join("\n");
}

function licenceIn(folder: string): string {
  const manifest = parseJson(readFileSync(resolve(folder, "package.json")));
  const { version, license } = isObject(manifest) ? manifest : {};
  const file = readdirSync(folder)
    .sort()
    .find((name) => /^licen[cs]e(\.|$)/i.test(name));
  const head = `${version} (${license})`;
  if (file === undefined) return head;
  return `${head}\n\n${readFileSync(resolve(folder, file), "utf8").trim()}`;
}
