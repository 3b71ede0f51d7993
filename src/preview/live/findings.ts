import { resolve } from "node:path";
import { pathOf, type TopicTexts } from "../../build/texts.ts";
import {
  type Finding,
  FindingsError,
  saidOnce,
  stopsBuild,
  UserError,
} from "../../errors.ts";
import { asUserError } from "../../files.ts";
import type { Topic } from "../../topic/topic.ts";
import { lineIn } from "../render/shift.ts";
import type { Terminal } from "./options.ts";

/** A finding as the page shows it. */
export interface Told extends Finding {
  /** Nothing can be built until it is mended. */
  readonly stops: boolean;
  /** The part of the page that it belongs to, and the line there. */
  readonly part?: "article" | "deck";
  readonly at?: number;
  /** Opens it in an editor. */
  readonly link: string;
}

/** The texts of the parts as the page shows them: of an earlier view, where the last has mistakes. */
export interface ShownTexts {
  readonly article?: string;
  readonly deck?: string;
}

/** Where findings come from: each source says all of its own anew. */
export type Source = "texts" | "article" | "rules" | "deck";

/** What is to be mended, from all sources, and who has been told. */
export class Findings {
  readonly #bySource = new Map<Source, readonly Finding[]>();
  #printed = new Set<string>();

  /** What a source finds now. */
  set(source: Source, findings: readonly Finding[]): void {
    this.#bySource.set(source, findings);
  }

  get all(): Finding[] {
    return saidOnce([...this.#bySource.values()].flat());
  }

  /** Prints what was not there at the last time: what is mended may come again, and is new then. */
  print(terminal: Terminal): void {
    const found = this.all.map((each) => [nameOf(each), each] as const);
    const fresh = found.filter(([name]) => !this.#printed.has(name));
    this.#printed = new Set(found.map(([name]) => name));
    if (fresh.length > 0) terminal.find(fresh.map(([, each]) => each));
  }

  /** For the page: errors that stop a build first. */
  tell(
    topic: Topic,
    root: string,
    now: TopicTexts | undefined,
    shown: ShownTexts,
  ): Told[] {
    return this.all
      .map((each): Told => {
        const path = resolve(root, each.file);
        const link = `${linkTo(path)}:${each.line}:${each.column}`;
        const part = (["article", "deck"] as const).find(
          (name) => now && each.file === pathOf(topic, now.files[name]),
        );
        const told = { ...each, stops: stopsBuild(each), link };
        if (part === undefined || now === undefined) return told;
        const before = shown[part] ?? now[part];
        return { ...told, part, at: lineIn(before, now[part], each.line) };
      })
      .sort((a, b) => rank(a) - rank(b));
  }
}

/** Lines move while one writes: the same mistake is not new for it. */
function nameOf({ file, rule, message }: Finding): string {
  return JSON.stringify([file, rule, message]);
}

function rank({ stops, severity }: Told): number {
  return stops ? 0 : severity === "error" ? 1 : 2;
}

/** An address that opens the file, absolute, in VS Code; a line may follow behind a colon. */
export function linkTo(path: string): string {
  const place = path.split(/[/\\]/).map(encodeURIComponent).join("/");
  return `vscode://file${place.startsWith("/") ? "" : "/"}${place}`;
}

/** What cannot be read, as findings; one without a place of its own has no file. */
export function asFindings(thrown: unknown): readonly Finding[] {
  if (thrown instanceof FindingsError) return thrown.findings;
  const error = asUserError(thrown);
  if (!(error instanceof UserError)) throw error;
  const { message, hint } = error;
  const place = { file: "", line: 1, column: 1 };
  const said = { ...place, severity: "error", message, rule: "" } as const;
  return [hint === undefined ? said : { ...said, hint }];
}
