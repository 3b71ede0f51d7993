import { hashCode, languageOf } from "../lower/code.ts";
import type { Lowered } from "../lower/lower.ts";

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

/** The code blocks of the article, in its order. */
export function listCode({ tree }: Lowered): CodeBlock[] {
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
