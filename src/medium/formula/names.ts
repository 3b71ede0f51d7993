import { symbols } from "../../article/formula/signs.ts";

/** Letters by their command: α is alpha. */
const letters = [...symbols].flatMap(([command, sign]) =>
  /^[Α-Ωα-ω]$/u.test(sign) && !command.startsWith("var")
    ? [[sign, command] as const]
    : [],
);

/** Sign of a formula → how it is read. What is not here is read as it stands. */
export const names = new Map([
  ...letters,
  ...`
    ϵ epsilon; ϕ phi; ϑ theta; = equals; + plus; − minus; - minus; ± plus or minus; × times;
    · times; ⋅ times; ∗ times; * times; ⊙ times, element by element,; / over; ÷ divided by;
    < is less than; > is more than; ≤ is at most; ≥ is at least; ≠ is not; ≈ is about;
    ≡ is always; ∝ is proportional to; ∼ is distributed as; ≪ is much less than;
    ≫ is much more than; → goes to; ← becomes; ↦ becomes; ⇒ so; ∈ in; ∉ not in; ∑ the sum of;
    ∏ the product of; ∫ the integral of; ∂ partial; ∇ the gradient; ∞ infinity; ∘ after;
    ∀ for all; ∃ there is; ∪ or; ∩ and; … and so on; ⋯ and so on; ⟨ (; ⟩ ); [ (; ] ); ⏟ called;
    ⏞ called
  `
    .trim()
    .split(/;\s+/)
    .map((each) => [each.slice(0, 1), each.slice(2)] as const),
  // Brackets of sets, and signs that MathJax puts in for what is not written.
  ...[..."{}\u2061\u2062\u2063"].map((sign) => [sign, ""] as const),
]);

/** An exponent as it is read → the power's name. */
export const powers = new Map([
  ["2", "squared"],
  ["3", "cubed"],
  ["′", "prime"],
  ["T", "transposed"],
  ["⊤", "transposed"],
  ["minus 1", "inverse"],
  ["times", "star"],
]);
