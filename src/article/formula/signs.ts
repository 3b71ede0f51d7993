const functions = "log ln exp sin cos tanh min max arg argmax argmin".split(
  " ",
);

/** LaTeX command → sign. */
export const symbols = new Map([
  ...pairs(`
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ
    mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ
    Theta Θ Lambda Λ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω times × cdot · div ÷ pm ± mp ∓ odot ⊙
    otimes ⊗ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ equiv ≡ propto ∝ ll ≪ gg ≫ in ∈
    notin ∉ to → rightarrow → leftarrow ← mapsto ↦ Rightarrow ⇒ infty ∞ partial ∂ nabla ∇ sum ∑
    prod ∏ int ∫ ldots … dots … cdots ⋯ ell ℓ prime ′ circ ∘ forall ∀ exists ∃ cup ∪ cap ∩
    subset ⊂ emptyset ∅ mid | lvert | rvert | lVert ‖ rVert ‖ langle ⟨ rangle ⟩
  `),
  // Names of functions stand as they are.
  ...zip(functions, functions),
  ["quad", " "],
  ["qquad", " "],
  ["left", ""],
  ["right", ""],
  ["displaystyle", ""],
]);

/** Sign → its superscript. */
export const raised = new Map(
  zip(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzTN′*",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴺ′*",
  ),
);
/** Sign → its subscript. */
export const sunken = new Map(
  zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"),
);
/** Accent → combining mark, for one letter. */
export const accents = new Map([
  ["bar", "\u0304"],
  ["overline", "\u0304"],
  ["hat", "\u0302"],
  ["tilde", "\u0303"],
  ["dot", "\u0307"],
  ["vec", "\u20d7"],
]);
/** Commands that set a text as it is. */
export const plain = new Set(
  "text mathrm mathit mathbf operatorname boldsymbol".split(" "),
);
/** Letters of \\mathbb. */
export const doubled = new Map(zip("RNZQCE", "ℝℕℤℚℂ𝔼"));

/** Key and value by turns. */
function pairs(text: string): [string, string][] {
  const words = text.trim().split(/\s+/);
  return words.flatMap((key, at) =>
    at % 2 === 0 ? [[key, words[at + 1] ?? ""]] : [],
  );
}

function zip(from: Iterable<string>, to: Iterable<string>): [string, string][] {
  const targets = [...to];
  return [...from].map((key, at) => [key, targets[at] ?? key]);
}
