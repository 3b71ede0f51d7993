import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { didYouMean, UserError } from "../errors.ts";
import { readText } from "../text.ts";
import type { Topic } from "./topic.ts";

/** Kinds of evidence, as `figure:shifted` begins in an outline. */
const evidenceKinds = [
  "listing",
  "output",
  "figure",
  "table",
  "number",
  "percent",
  "text",
  "claim",
] as const;

/** One thing of a run that helps to answer a question. */
export interface Evidence {
  readonly kind: (typeof evidenceKinds)[number];
  /** Name in the record; for a listing the region. */
  readonly name: string;
  /** Of a listing: its source, where that is not `experiment.ts`. */
  readonly from?: string;
}

const Pointer = z
  .string()
  .regex(
    new RegExp(
      `^(?:${evidenceKinds.join("|")}):(?:[\\w-]+\\.(?:ts|py)#)?[a-z][a-z0-9-]*$`,
    ),
    `must look like figure:shifted; the kinds are ${evidenceKinds.join(", ")}`,
  )
  .transform(parseEvidence);

const OutlineSchema = z.strictObject({
  /** What the topic is about, without a result in it. */
  title: z.string().trim().min(1).max(100),
  /** What the course asks, in the order in which an article answers it. */
  questions: z
    .array(
      z.strictObject({
        ask: z.string().trim().min(1).max(120),
        evidence: z.array(Pointer).min(1),
        /** What helps to begin; never the answer. */
        prompt: z.string().trim().min(1).max(300),
      }),
    )
    .min(1),
  /** The two classes that its run tells apart: `readTopicClasses` reads them. */
  digits: z.unknown().optional(),
});

/** What a topic is asked, and what of its run answers it: `topic.yaml`. */
export type Outline = z.infer<typeof OutlineSchema>;

/**
 * Reads the topic's `topic.yaml`. Throws UserError that names the key, and where there is no
 * such file.
 */
export async function readOutline(topic: Topic): Promise<Outline> {
  const file = `topics/${topic.name}/topic.yaml`;
  const text = await readText(join(topic.folder, "topic.yaml"), file);
  if (text === undefined) {
    throw new UserError(
      `topic says nowhere what it is asked: ${file} is missing`,
      "list its questions there, as other topics do, or write article.md and deck.md from templates/topic",
    );
  }
  const read = OutlineSchema.safeParse(parseYaml(text, file));
  if (read.success) return read.data;
  const { issues } = read.error;
  // A key with a typing mistake is missing, too: the mistake is what to say.
  const issue =
    issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  const keys = ["title", "questions", "digits", "ask", "evidence", "prompt"];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : "";
  const key = [...(issue?.path ?? []), unknown]
    .filter((part) => part !== "")
    .join(".");
  throw new UserError(
    `${file}: ${key}: ${issue?.message}`,
    didYouMean(unknown ?? "", keys) ?? `the keys are ${keys.join(", ")}`,
  );
}

function parseEvidence(pointer: string): Evidence {
  const [, kind = "", from, name = ""] =
    /^(\w+):(?:(.+)#)?(.+)$/.exec(pointer) ?? [];
  return {
    kind: kind as Evidence["kind"],
    name,
    ...(from !== undefined && from !== "experiment.ts" && { from }),
  };
}

/** What a topic's YAML holds. Throws UserError that names `file`. */
export function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : error;
    throw new UserError(`${file} is not YAML: ${why}`, "mend it at that line");
  }
}
