import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { openProject, type Project } from "./project.ts";

const session = {
  ...{ date: "2026-12-03", time: "18:30", zone: "Europe/Berlin" },
  ...{ minutes: 40, breaks: [{ after: 1, minutes: 15 }] },
};

/** A project of three topics; Bob has the second, Ada the first. */
async function openClass(more = {}): Promise<Project> {
  const project = await openProject();
  for (const name of ["02-paper", "03-pens"])
    await mkdir(join(project.root, "topics", name));
  await writeFile(
    join(project.root, "lectern.config.json"),
    JSON.stringify({ course: "Pens & *Paper*", session, ...more }),
  );
  const day = (date: string) => ({
    SOURCE_DATE_EPOCH: String(Date.parse(date) / 1000),
  });
  const bob = ["claim", "paper", "--name", "Bob <b> | *B*"];
  await project.run(bob, day("2026-11-19"));
  const ada = ["claim", "ink", "--name", "Ada", "--handle", "@ada"];
  await project.run(ada, day("2026-11-20"));
  return project;
}

test("an agenda says who speaks when, and who is not in it", async () => {
  const project = await openClass();
  expect(await project.run(["agenda"])).toEqual({
    code: 0,
    stdout: `# Pens & \\*Paper\\*

Thursday 3 December 2026, 18:30 to 19:05 (Europe/Berlin)

| Time  | Talk                          | Who               |
| ----- | ----------------------------- | ----------------- |
| 18:30 | 1. How much ink a digit takes | Ada (@ada)        |
| 18:40 | *Break, 15 min*               |                   |
| 18:55 | 2. paper                      | Bob \\<b> \\| \\*B\\* |

2 talks of 5 min, each with 5 min of questions: 35 min in all, and 5 min to spare.

<!-- made by lectern agenda -->
`,
    stderr: "not in it, for nobody has them: 03-pens\n",
  });
  const byClaim = await project.run(["agenda", "--order", "claim"]);
  expect(byClaim.stdout).toMatch(/18:30 \| 2\. paper[\s\S]*18:55 \| 1\. How/);
  const drawn = ["agenda", "--order", "drawn", "--seed", "7"];
  expect(await project.run(drawn)).toEqual(await project.run(drawn));
});

test("as a page it is valid, whatever people are called", async () => {
  const project = await openClass();
  const { stdout } = await project.run(["agenda", "--format", "html"]);
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:document"],
  });
  const { results } = await validator.validateString(stdout);
  expect(results.flatMap(({ messages }) => messages)).toEqual([]);
  expect(stdout).toContain("<td>Bob &lt;b&gt; | *B*</td>");
  expect(stdout).toContain('<time datetime="2026-12-03T18:55">18:55</time>');
  expect(stdout).not.toMatch(/<script|(?:src|href)=/);
});

test("a German course has its agenda in German: Markdown, page and calendar", async () => {
  const project = await openClass({ language: "de-AT" });
  const { stdout } = await project.run(["agenda"]);
  expect(stdout).toContain(
    "\nDonnerstag, 3. Dezember 2026, 18:30 bis 19:05 Uhr (Europe/Berlin)\n",
  );
  expect(stdout).toMatch(/\| Zeit +\| Vortrag +\| Wer +\|/);
  expect(stdout).toMatch(/\| 18:40 \| \*Pause, 15 Min\.\* +\|/);
  expect(stdout).toContain(
    "\n2 Vorträge zu je 5 Min., mit je 5 Min. für Fragen: zusammen 35 Min., und 5 Min. bleiben übrig.\n",
  );
  const page = await project.run(["agenda", "--format", "html"]);
  expect(page.stdout).toContain('<html lang="de">');
  expect(page.stdout).toContain("<caption>Wer wann spricht</caption>");
  const calendar = await project.run(["agenda", "--format", "ics"]);
  expect(calendar.stdout).toContain("SUMMARY:Pause\r\n");
  expect(calendar.stdout.replaceAll("\r\n ", "")).toContain(
    "DESCRIPTION:Thema 1 von Pens & *Paper*\\nAda (@ada)\\n5 Minuten\\, danach 5 Minuten für Fragen\r\n",
  );
  const english = /\b(Break|Talk|Who|Session|minutes|talks|Topic|Thursday)\b/;
  for (const each of [stdout, page.stdout, calendar.stdout])
    expect(each).not.toMatch(english);
});

test("where the session is too short it says by how much, and writes nothing", async () => {
  const project = await openClass({ session: { ...session, minutes: 30 } });
  const args = ["agenda", "--out", "agenda.md"];
  expect(await project.run(args)).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "error: agenda does not fit: 2 talks take 35 min with breaks, the session has 30 min: 5 min too long\nhint: give session.minutes more in lectern.config, or talk.questions and session.breaks less\n",
  });
  expect([...(await project.files("")).keys()]).not.toContain("agenda.md");
});

test("an agenda is written over, and no other file", async () => {
  const project = await openClass();
  const read = () => readFile(join(project.root, "agenda.ics"), "utf8");
  const args = ["agenda", "--format", "ics", "--out", "agenda.ics"];
  expect((await project.run(args)).code).toBe(0);
  const first = await read();
  expect(first).toContain("SUMMARY:Ada: How much ink a digit takes\r\n");
  expect((await project.run(args)).code).toBe(0);
  expect(await read()).toBe(first);
  await writeFile(join(project.root, "agenda.ics"), "mine\n");
  const refused = await project.run(args);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    "--out is a file that is no agenda: agenda.ics",
  );
  expect(await read()).toBe("mine\n");
});

test("what cannot be kept is said: a break behind the last talk, a calendar without a zone", async () => {
  const project = await openClass({
    session: {
      ...session,
      zone: undefined,
      breaks: [{ after: 2, minutes: 5 }],
    },
  });
  const { stderr } = await project.run(["agenda", "--format", "ics"]);
  expect(stderr).toContain(
    "warning: break after talk 2 left out: there are 2 talks",
  );
  expect(stderr).toContain("warning: no zone in session");
  const json = await project.run(["agenda", "--format", "json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({ minutes: 20, leftOut: [2] });
  const seed = await project.run(["agenda", "--seed", "1"]);
  expect(seed.code).toBe(2);
  expect(seed.stderr).toContain(
    "--seed draws nothing where the order is topic",
  );
});
