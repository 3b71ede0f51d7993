import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { languages } from "../../src/language.ts";
import { readOutline } from "../../src/topic/outline.ts";
import { findTopics, home } from "../../src/topic/topic.ts";

const others = [...languages.keys()].filter((tag) => tag !== "en");

describe.each(findTopics(home))("the questions of $name", (topic) => {
  test.each(others)("are all asked in the language %s, too", async (tag) => {
    const english = await readOutline(topic, "en");
    const translated = await readOutline(topic, tag);
    expect(translated.title).not.toBe(english.title);
    translated.questions.forEach(({ ask, prompt, evidence }, index) => {
      const original = english.questions[index];
      expect(ask).not.toBe(original?.ask);
      expect(prompt).not.toBe(original?.prompt);
      expect(evidence).toEqual(original?.evidence);
    });
  });
});

test.each(findTopics(join(home, "templates/course")))(
  "the questions of the example $name are read beside what it says of its data",
  async (topic) => {
    const { questions } = await readOutline(topic, "en");
    expect(questions.length).toBeGreaterThan(0);
  },
);
