import { expect, test } from "vitest";
import { readDeck } from "../../src/deck/read/read.ts";
import { questionSheet, talkSheet } from "../../src/deck/sheets.ts";
import { timeDeck } from "../../src/deck/timing.ts";
import { torturePath, tortureRecord, tortureSources } from "./torture.ts";

const deck = readDeck(
  `---
title: A talk
---

# It gets :percent[accuracy]{digits=1}

<!--
One two three four five six seven.

Eight nine ten :number[l1]{digits=4} twelve thirteen fourteen.
-->

---

# It moves

::figure{#shift}

<!-- One two three four five six seven. -->

---

# Questions

---

# Why is that?

::listing{#distance}

<!-- Because it is :number[l1]{digits=4}, and no more. -->
`,
  torturePath,
  tortureRecord,
  tortureSources,
);
const timing = timeDeck(deck);

test("talk.md has every slide with its words and the time at its end", () => {
  expect(talkSheet(deck, timing, "MNIST")).toBe(`# A talk: what to say

0:13 at 140 words a minute (21 words). MNIST.

## 1. It gets 95.1%

*until 0:06 · 14 words*

One two three four five six seven.

Eight nine ten 0.1114 twelve thirteen fourteen.

## 2. It moves

*until 0:13 · 7 words · figure \`shift\`*

One two three four five six seven.
`);
});

test("questions.md has every question, its answer with bound numbers, and the evidence", () => {
  expect(
    questionSheet(deck, timing, "MNIST"),
  ).toBe(`# A talk: questions to expect

The numbers are those of the run. MNIST.

## 1. Why is that?

Because it is 0.1114, and no more.

*3 s · slide 4 · \`experiment.ts\`, region \`distance\`*
`);
});
