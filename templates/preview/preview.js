// Hears from the preview what is another than before, and shows it. Nothing leaves this machine.
import { tellPlan as tellDrill } from "./drill.js";
import { mark, tellFindings } from "./findings.js";
import { takeUp } from "./panes.js";
import { patch } from "./patch.js";
import { knowFile, knowNumbers } from "./places.js";
import { dress, tellPlan, tellRehearsals } from "./rehearse.js";
import { tellState, tellWork } from "./work.js";

const { topic } = document.body.dataset;
const stream = new EventSource(`/events?topic=${encodeURIComponent(topic)}`);
const lost = document.getElementById("lost");

/** Does `act` with what is told of `kind`. */
function hear(kind, act) {
  stream.addEventListener(kind, ({ data }) => act(JSON.parse(data)));
}

for (const name of ["article", "slides", "talk", "questions"]) {
  const container = document.getElementById(name);
  hear(name, (part) => {
    knowFile(name, part);
    container.lang = part.lang;
    patch(container, part.blocks);
    if (name === "talk") dress();
    mark();
    takeUp(name);
  });
}
const ownFonts = new Set();
hear("look", ({ properties, fonts }) => {
  for (const { family, weight, address } of fonts) {
    if (ownFonts.has(address)) continue;
    ownFonts.add(address);
    const font = new FontFace(family, `url(${address})`, { weight });
    document.fonts.add(font);
  }
  const slides = document.getElementById("slides");
  for (const [name, value] of Object.entries(properties))
    slides.style.setProperty(name, value);
});
hear("numbers", knowNumbers);
hear("findings", tellFindings);
hear("state", tellState);
hear("work", tellWork);
hear("plan", (plan) => {
  tellPlan(plan);
  tellDrill(plan);
});
hear("rehearsals", tellRehearsals);
hear("reload", () => location.reload());

stream.addEventListener("open", () => {
  lost.hidden = true;
});
stream.addEventListener("error", () => {
  lost.hidden = false;
});
document.getElementById("topic").addEventListener("change", ({ target }) => {
  location.search = `?topic=${encodeURIComponent(target.value)}`;
});
