import { type Article, readArticle } from "../../../src/article/article.ts";
import { articleMarkdown } from "../../../src/article/markdown.ts";
import {
  type Refreshed,
  refreshArticle,
} from "../../../src/article/refresh/refresh.ts";
import {
  type Trace,
  traceArticle,
} from "../../../src/article/refresh/trace.ts";
import { stopsBuild } from "../../../src/errors.ts";
import { path, record as sample, sources } from "../sample.ts";

/** A template with one of everything, each word outside of a directive a word of its own. */
export const template = `---
title: Apples measured at :number[accuracy]{digits=2} today
subtitle: "Which :claim[pears were riper]{#mean-wins otherwise='plums were sour'} before noon"
tags: [a, b, c]
lang: en
---

Bakers give :number[accuracy]{digits=3} of their bread, and :percent[accuracy]{digits=1} of _warm_ cakes.
They add :number[count]{thousands} grains, with :text[markup] beside.

:claim[Surely cherries are nearer by :number[distance-to-3]{digits=2} than olives.]{#nearer-to-3 otherwise="No cherries today."} :claim[Dates win.]{#mean-wins otherwise="Figs lose by :number[distance-to-7]{digits=2} every evening."} Lemons follow.

<!-- a note of the author's -->

:::figure{#ideal-digits}
Melons *grow* at :number[distance-to-3]{digits=4} beneath clouds.
:::

## Grapes after :number[zero] winters

* Onions take :number[distance-to-3]{digits=2} salt
* Carrots take :number[distance-to-7]{digits=2} pepper

::listing{#distances}

It prints peppers.

::output{#ideal-shape}

> Radishes sleep under :spread[runs]{digits=2} stones[^1].

:::claim{#mean-wins}
Never printed :number[count].
:::

:::otherwise
Beans stand behind :number[distance-to-3]{digits=2} rows.

Peas stand further.
:::

::table{#results}

| Fruit | Weight |
| --- | --: |
| quince | :number[distance-to-7]{digits=3} |

Leeks meet [garlic][1] where $x^2$ grows, and \\*stars\\* shine at 10:30.

[^1]: Stones weigh :number[distance-to-7]{digits=1} kilos.

[1]: https://example.org/garlic
`;

type RecordOf = typeof sample;

function read(text: string, record: RecordOf = sample): Article {
  return readArticle(text, path, record, sources);
}

/** What a template is built as. Throws where it could not be. */
export function build(text: string, record?: RecordOf): string {
  const article = read(text, record);
  const wrong = article.findings.filter(stopsBuild);
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
  return articleMarkdown(article);
}

export function trace(text: string, record: RecordOf = sample): Trace {
  const article = read(text, record);
  const found = traceArticle(
    ...([article, articleMarkdown(article), record, sources] as const),
    "0".repeat(64),
  );
  if (found === undefined) throw new Error("no trace");
  return found;
}

/** What becomes of `hers`, a version of what `text` was built as, in `now`. */
export function refresh(
  hers: string,
  now = template,
  before: Trace = trace(template),
  record?: RecordOf,
): Refreshed {
  return refreshArticle(before, hers, now, (each) =>
    read(each, record)
      .findings.filter(stopsBuild)
      .map(({ message }) => message),
  );
}
