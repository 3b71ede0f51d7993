import { cp, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeProject, type Project } from "../cli/project.ts";

const day = (date: string) => ({
  SOURCE_DATE_EPOCH: String(Date.parse(date) / 1000),
});

/** Some of everything that an article can hold beside what 01-ink has. */
const more = `
## What is *more*?

Let $\\eta \\le 1$ be the rate[^rate] of ${"`a_3`"}, see [above](#how-it-is-measured) and [nowhere](#nowhere):

$$
\\text{L1} = \\frac{1}{784}\\sum_{i=1}^{784} \\left|x_i - \\bar{x}_i\\right|
$$

|     | 3s  | 7s   |
| --- | --: | :--: |
| ink | **1** | 2 |

> A baseline & a promise.

[^rate]: Of learning, [here](https://example.org/a?b=1&c=2).
`;

/** What a talk is asked. */
const questions = `
---

# Questions

---

# Why is a 3 darker than a 7?

It has more strokes

<!--
A 3 has two bows & a 7 has none.
-->
`;

/**
 * A class of four: 01-ink is Ada's, finished and published; 02-paper is an example that nobody made
 * theirs; 03-pens has a prompt that waits; 04-ash is not built, and
 * nobody's. The first and the third are built.
 */
export async function openClass(): Promise<Project> {
  const project = await makeProject();
  const topics = join(project.root, "topics");
  const names = ["02-paper", "03-pens", "04-ash"];
  for (const name of names)
    await cp(join(topics, "01-ink"), join(topics, name), { recursive: true });
  await mkdir(join(topics, "02-paper/example"));
  for (const file of ["article.md", "deck.md"])
    await rename(
      join(topics, "02-paper", file),
      join(topics, "02-paper/example", file),
    );
  await project.edit("topics/01-ink/article.md", (text) => `${text}${more}`);
  await project.edit("topics/01-ink/deck.md", (text) => `${text}${questions}`);
  await project.edit("topics/03-pens/article.md", (text) =>
    text
      .replace("It prints this.", "<!-- in your words: say what it prints. -->")
      .replace("Nothing else happens", "A draft is hidden"),
  );
  await writeFile(
    join(project.root, "lectern.config.json"),
    JSON.stringify({
      course: "Pens & <Paper>",
      deadline: "2026-12-01",
      session: { date: "2026-12-03", time: "18:30", zone: "Europe/Berlin" },
    }),
  );
  const address = ["--article", "https://medium.com/@ada/ink?a=1&b=2"];
  const ada = ["--name", "Ada <b>", "--handle", "@ada", ...address];
  await project.run(["claim", "ink", ...ada], day("2026-11-20"));
  await project.run(["claim", "pens", "--name", "Bob"], day("2026-11-21"));
  const built = await project.run(["build", "ink", "pens", "--quick"]);
  if (built.code !== 0) throw new Error(built.stderr);
  return project;
}
