import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { didYouMean, UserError } from "../errors.ts";
import { primary } from "../language.ts";
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

/** What the course says in words, in one language. */
const title = z.string().trim().min(1).max(100);
const ask = z.string().trim().min(1).max(120);
/** What helps to begin; never the answer. */
const prompt = z.string().trim().min(1).max(300);

const OutlineSchema = z.strictObject({
  /** What the topic is about, without a result in it. */
  title,
  /** What the course asks, in the order in which an article answers it. */
  questions: z
    .array(z.strictObject({ ask, evidence: z.array(Pointer).min(1), prompt }))
    .min(1),
  /** The two classes that its run tells apart: `chooseClasses` reads them. */
  digits: z.unknown().optional(),
  /** Its own pictures, and what their labels are called: `chooseData` reads them. */
  data: z.unknown().optional(),
  labels: z.unknown().optional(),
  /** Whether a reader may run it: `readTopicSettings` reads it. */
  reader: z.unknown().optional(),
});

/** The same words in another language: the evidence needs none. */
const TranslationSchema = z.strictObject({
  title,
  questions: z.array(z.strictObject({ ask, prompt })).min(1),
});

/** What a topic is asked, and what of its run answers it: `topic.yaml`. */
export type Outline = z.infer<typeof OutlineSchema>;

/**
 * Reads the topic's `topic.yaml`, with the words of `topic.de.yaml` where `language`, a BCP 47
 * tag, is German and there is such a file. Throws UserError that names the file and the key,
 * where there is no `topic.yaml`, and where the two do not have equally many questions.
 */
export async function readOutline(
  topic: Topic,
  language: string,
): Promise<Outline> {
  const file = `topics/${topic.name}/topic.yaml`;
  const text = await readText(join(topic.folder, "topic.yaml"), file);
  if (text === undefined) {
    throw new UserError(
      `topic says nowhere what it is asked: ${file} is missing`,
      "list its questions there, as other topics do, or write article.md and deck.md from templates/topic",
    );
  }
  const outline = parseOutline(text, file, OutlineSchema, [
    "title",
    "questions",
    "digits",
    "reader",
    "ask",
    "evidence",
    "prompt",
  ]);
  return translate(outline, topic, language);
}

/** The outline in the words of its translation; as it is, where there is none. */
async function translate(
  outline: Outline,
  topic: Topic,
  language: string,
): Promise<Outline> {
  const name = `topic.${primary(language)}.yaml`;
  const file = `topics/${topic.name}/${name}`;
  const text = await readText(join(topic.folder, name), file);
  if (text === undefined) return outline;
  const { title, questions } = parseOutline(text, file, TranslationSchema, [
    "title",
    "questions",
    "ask",
    "prompt",
  ]);
  const [count, due] = [questions.length, outline.questions.length];
  if (count !== due) {
    throw new UserError(
      `${file}: questions: ${count}, and topic.yaml has ${due}`,
      "translate each question of topic.yaml, in the same order",
    );
  }
  return {
    ...outline,
    title,
    questions: outline.questions.map((each, index) => ({
      ...each,
      ...questions[index],
    })),
  };
}

/** What `text` says by the schema; `keys` are those that a hint may name. */
function parseOutline<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
  keys: readonly string[],
): z.infer<Schema> {
  const read = schema.safeParse(parseYaml(text, file));
  if (read.success) return read.data;
  const { issues } = read.error;
  // A key with a typing mistake is missing, too: the mistake is what to say.
  const issue =
    issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
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
