import { attributeOf, bindEach, lookUp } from "../directive.ts";

/** `::output{#name}`: what a listing printed, as a code block without a language. */
export const remarkOutput = bindEach(
  "leafDirective",
  "output",
  (node, file, binding) => {
    const name = attributeOf(node, "id") ?? "";
    const value = lookUp(binding, file, node, "outputs", name)?.trimEnd();
    if (value === undefined) return [];
    const data = { bound: { kind: "output", name } } as const;
    return [{ type: "code", lang: null, value, data, position: node.position }];
  },
);
