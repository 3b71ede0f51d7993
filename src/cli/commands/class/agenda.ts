import { resolve } from "node:path";
import type { Agenda, Talk } from "../../../course/agenda.ts";
import { orders } from "../../../course/order.ts";
import type { Roster } from "../../../course/roster.ts";
import { readCourse } from "../../../course/settings.ts";
import { UserError } from "../../../errors.ts";
import { readIfThere, writeWhole } from "../../../files.ts";
import type { Language } from "../../../language.ts";
import { findRoot, findTopics, type Topic } from "../../../topic/topic.ts";
import type { Command, Input, Streams } from "../../command.ts";
import { parseSeed } from "../../request.ts";

const formats = ["md", "html", "ics", "json"] as const;

type Format = (typeof formats)[number];

/** `lectern agenda`: the session, talk by talk, with its breaks. */
export const agenda: Command = {
  name: "agenda",
  summary: "the session: who speaks when; exit 1 where the time is too short",
  options: [
    {
      flags: "--order <order>",
      summary: "by number, by the day of the claim, or drawn",
      choices: orders,
      default: "topic",
    },
    { flags: "--seed <n>", summary: "what is drawn (default: 42)" },
    {
      flags: "--format <format>",
      summary: "Markdown, a page, a calendar, or data",
      choices: formats,
      default: "md",
    },
    { flags: "--out <file>", summary: "where it goes (default: stdout)" },
  ],
  run: runAgenda,
};

async function runAgenda(
  { options }: Input,
  streams: Streams,
): Promise<number> {
  const order = options.order as (typeof orders)[number];
  const seed = parseSeed(options.seed);
  if (seed !== undefined && order !== "drawn")
    throw new UserError(
      `--seed draws nothing where the order is ${order}`,
      "add --order drawn, or leave out --seed",
      2,
    );
  const root = findRoot(streams.cwd);
  const topics = findTopics(root);
  const course = await readCourse(root);
  const { readRoster } = await import("../../../course/roster.ts");
  const roster = await readRoster(root, topics);
  const talks: Talk[] = [];
  for (const topic of await chooseOrder(topics, roster, order, seed ?? 42))
    talks.push(await describeTalk(topic, roster, course.language));
  const { planAgenda } = await import("../../../course/agenda.ts");
  const planned = planAgenda(course, talks);
  const format = options.format as Format;
  const text = await write(
    planned,
    format,
    roster,
    (await import("../../../language.ts")).languageOf(
      course.language,
      course.wording,
    ),
  );
  if (typeof options.out !== "string") streams.stdout.write(text);
  else await save(resolve(streams.cwd, options.out), options.out, text);
  tell(planned, roster, format, streams);
  return 0;
}

async function chooseOrder(
  topics: readonly Topic[],
  roster: Roster,
  order: (typeof orders)[number],
  seed: number,
): Promise<readonly Topic[]> {
  const { orderTopics } = await import("../../../course/order.ts");
  const { Stream } = await import("../../../learning/random/stream.ts");
  return orderTopics(topics, roster, order, (count) =>
    new Stream(seed).named("agenda").permutation(count),
  );
}

async function describeTalk(
  topic: Topic,
  { claims }: Roster,
  language = "en",
): Promise<Talk> {
  return {
    ...{ topic: topic.name, number: topic.number },
    title: await (
      await import("../../../build/class/talk-title.ts")
    ).readTalkTitle(topic, language),
    speaker: claims.get(topic.name),
  };
}

async function write(
  planned: Agenda,
  format: Format,
  { claims }: Roster,
  language: Language,
): Promise<string> {
  const { agendaMark, writeAgendaMarkdown } = await import(
    "../../../build/class/agenda-markdown.ts"
  );
  if (format === "md") return writeAgendaMarkdown(planned, language);
  if (format === "json")
    return `${JSON.stringify({ made: agendaMark, ...planned }, null, 2)}\n`;
  if (format === "html") {
    const { writeAgendaPage } = await import(
      "../../../build/class/agenda-page.ts"
    );
    return writeAgendaPage(planned, language);
  }
  const { writeCalendar } = await import("../../../course/ics.ts");
  const days = [...claims.values()].map(({ since }) => since).sort();
  return writeCalendar(planned, days.at(-1) ?? planned.start.date, language);
}

/** Writes over an agenda only: any other file is somebody's. */
async function save(path: string, shown: string, text: string): Promise<void> {
  const { agendaMark } = await import(
    "../../../build/class/agenda-markdown.ts"
  );
  const there = await readIfThere(path);
  if (there !== undefined && !there.includes(agendaMark))
    throw new UserError(
      `--out is a file that is no agenda: ${shown}`,
      "name another, such as --out agenda.html",
      2,
    );
  await writeWhole(path, text);
}

/** What an agenda does not say by itself. */
function tell(
  { entries, leftOut, zone }: Agenda,
  { claims, free }: Roster,
  format: Format,
  { stderr }: Streams,
): void {
  if (claims.size === 0)
    stderr.write("nobody has a topic yet: all are in it\n");
  else if (free.length > 0)
    stderr.write(
      `not in it, for nobody has them: ${free.map(({ name }) => name).join(", ")}\n`,
    );
  const talks = entries.filter(({ kind }) => kind === "talk").length;
  for (const after of leftOut)
    stderr.write(
      `warning: break after talk ${after} left out: there are ${talks} talks\n`,
    );
  if (format === "ics" && zone === undefined)
    stderr.write(
      'warning: no zone in session: each calendar takes the times for its own\nhint: add "zone": "Europe/Berlin" to session in lectern.config\n',
    );
}
