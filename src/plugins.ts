import type { Root } from "mdast";
import type { VFile } from "vfile";
import type { Wording } from "./language.ts";

/** What unified calls a plugin: called once, it gives what changes a tree. */
type Attach = (...options: never[]) => unknown;

/** A course's remark plugin as `use` of unified takes it: alone, or with its options. */
export type RemarkPlugin = Attach | [plugin: Attach, ...options: unknown[]];

/** A rule of the course's own: what it tells `file` is a finding called `course/<name>`. */
export interface CourseRule {
  /** Small letters, digits and dashes. */
  readonly name: string;
  /** Default: warning. With an error nothing is written. */
  readonly severity?: "error" | "warning" | undefined;
  /** Looks at an article, bound to its run. */
  readonly article?: ((tree: Root, file: VFile) => void) | undefined;
  /** Looks at a deck as it is shown: its slides, with every item in its place. */
  readonly deck?: ((plan: never, file: VFile) => void) | undefined;
}

/** What a course adds to how its texts are read. */
export interface Plugins {
  /** In the order in which they see a text. */
  readonly remarkPlugins?: readonly RemarkPlugin[] | undefined;
  readonly rules?: readonly CourseRule[] | undefined;
  /** Fixed words in the place of ours. */
  readonly wording?: Wording | undefined;
}
