import { test } from "vitest";
import { rounds } from "../../campaigns/fault.ts";
import { checkWords } from "./words.ts";

test("whatever a person does to words of a built article, the template gives just that", () => {
  checkWords(rounds(12, 1000));
});
