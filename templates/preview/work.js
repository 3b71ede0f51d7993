// The run behind the numbers: whether it is old, and how far the next one is.
import { make, post } from "./say.js";

const bar = document.getElementById("bar");
const words = bar.querySelector("p");
const progress = bar.querySelector("progress");
const lines = bar.querySelector("pre");
const buttons = {
  run: document.getElementById("run"),
  quick: document.getElementById("quick"),
  build: document.getElementById("build"),
  stop: document.getElementById("stop"),
};
let state = { stale: [] };
let work;

buttons.run.addEventListener("click", () => post("/run", { quick: false }));
buttons.quick.addEventListener("click", () => post("/run", { quick: true }));
buttons.build.addEventListener("click", () => post("/build", {}));
buttons.stop.addEventListener("click", () => post("/stop", {}));

/** `{ run, stale }`: which run is shown, and why it is older than its experiment. */
export function tellState(now) {
  state = now;
  document.body.classList.toggle("stale", now.stale.length > 0);
  draw();
}

/** `{ task, label, share, lines, error, done }`: how far a run or a build is. */
export function tellWork(now) {
  work = now;
  draw();
}

function draw() {
  const isBusy = work !== undefined && !work.done;
  buttons.stop.hidden = !isBusy;
  buttons.build.disabled = isBusy;
  buttons.run.hidden = isBusy || (state.run && state.stale.length === 0);
  buttons.quick.hidden = isBusy || state.run !== undefined;
  buttons.run.textContent = state.run ? "Run again" : "Run the experiment";
  progress.hidden = !isBusy;
  if (isBusy && work.share !== null) progress.value = work.share;
  else progress.removeAttribute("value");
  lines.textContent = work?.lines.join("\n") ?? "";
  lines.hidden = !isBusy && !work?.error;
  // Without a run nobody has looked for mistakes.
  document.getElementById("found").hidden = state.run === undefined;
  const said = describe(isBusy);
  bar.hidden = said.length === 0;
  bar.classList.toggle("bad", !isBusy && work?.error !== undefined);
  words.replaceChildren(...said);
}

function describe(isBusy) {
  if (isBusy) {
    const label = work.label || (work.task === "run" ? "running" : "building");
    const share =
      work.share === null ? "" : ` ${Math.floor(100 * work.share)} %`;
    return [make("strong", {}, label), share];
  }
  if (work?.error) {
    const { message, hint } = work.error;
    return [make("strong", {}, message), hint ? `: ${hint}` : ""];
  }
  if (state.run === undefined && "topic" in state)
    return [
      make("strong", {}, "The experiment has not run yet. "),
      "Its numbers and figures are missing, so there is nothing to show.",
    ];
  if (state.stale.length > 0)
    return [
      make("strong", {}, "These numbers are older than their experiment: "),
      `${state.stale.slice(0, 3).join("; ")}.`,
    ];
  if (state.run?.profile === "quick")
    return [make("strong", {}, "A quick run: "), "its numbers are no result."];
  return [];
}
