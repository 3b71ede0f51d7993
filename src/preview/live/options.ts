import type { Chosen, Request, Surroundings } from "../../build/request.ts";
import type { Finding } from "../../errors.ts";
import type { Topic } from "../../topic/topic.ts";

/** Who hears of a preview beside its pages: the terminal. */
export interface Terminal {
  /** One line. */
  say(text: string): void;
  /** Findings that are new. */
  find(findings: readonly Finding[]): void;
  /** What went wrong, with what to do. */
  fail(error: unknown): void;
}

/** What a preview is opened with. */
export interface PreviewOptions {
  /** Of a build: its topics are those to choose from. */
  readonly request: Request;
  readonly around: Surroundings;
  /** 0: a free one. */
  readonly port: number;
  /** The digits that a run of `topic` would read, as a build finds them. */
  locate(topic: Topic, request: Request): Promise<Chosen>;
  readonly terminal: Terminal;
}
