// Run in the Medium draft: compares it with what was built, and changes nothing.
async function checkDraft(expected) {
  const hash = async (text) => {
    const bytes = new TextEncoder().encode(text);
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return [...new Uint8Array(digest)]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
  };
  const clean = (text) =>
    text
      .replaceAll("\u00a0", " ")
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n")
      .trim();
  const findings = [];
  const found = [];
  for (const block of document.querySelectorAll("pre")) {
    const content = block.querySelector(".pre--content") ?? block;
    found.push(await hash(clean(content.innerText)));
  }
  expected.code.forEach(({ sha256, first }, index) => {
    if (!found.includes(sha256)) {
      findings.push(`code block ${index + 1} differs: ${first}`);
    }
  });
  if (found.length !== expected.code.length) {
    findings.push(`${found.length} code blocks, not ${expected.code.length}`);
  }
  const images = [...document.querySelectorAll("figure img")].filter(
    ({ src }) => /^https:\/\/([\w-]+\.)*medium\.com\//.test(src),
  );
  if (images.length !== expected.pictures) {
    findings.push(
      `${images.length} pictures on Medium, not ${expected.pictures}`,
    );
  }
  const text = document.body.innerText;
  for (const left of text.match(/\[IMAGE \d+ of \d+:[^\]]*\]/g) ?? []) {
    findings.push(`still a marker: ${left}`);
  }
  if (text.includes("](http"))
    findings.push("a link did not become one: ](http");
  if (/\bTK\b/.test(text)) findings.push("the word TK: Medium asks about it");
  const report =
    findings.length === 0
      ? `The draft is whole: ${found.length} code blocks, ${images.length} pictures.`
      : `${findings.length} to mend:\n- ${findings.join("\n- ")}`;
  console.log(report);
  return report;
}
checkDraft(EXPECTED);
