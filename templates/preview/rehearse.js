// The talk with a clock: start, speak, go on. The times of the slides are kept, the voice is not.
import { show } from "./panes.js";
import {
  closeMicrophone,
  endRecording,
  holdOn,
  openMicrophone,
  record,
} from "./recorder.js";
import { clock, make, post, say } from "./say.js";

const talk = document.getElementById("talk");
const tools = document.getElementById("rehearsal");
const now = document.getElementById("clock");
const button = (id) => document.getElementById(id);
const voice = button("voice");

let plan = { seconds: 0, minutes: 5 };
let past = [];
/** What goes on: `{ at, times, since, held }`; times in seconds, one a slide. */
let going;
const sounds = new Map();

/** What the talk may take. */
export function tellPlan(given) {
  plan = given;
  draw();
}

/** `{ rehearsals, pace }`: the last ones, each with its times, and her own words a minute. */
export function tellRehearsals({ rehearsals, pace }) {
  past = rehearsals;
  const line = button("pace");
  line.hidden = pace === null;
  if (pace !== null)
    line.replaceChildren(
      `Your pace: ${pace} words a minute. `,
      make("code", {}, `talk: { pace: ${pace} }`),
      " in lectern.config plans with it.",
    );
  dress();
}

const cards = () => [...talk.children];
const spoken = () =>
  going.since ? (performance.now() - going.since) / 1000 : 0;
const timeOf = (index) =>
  (going.times[index] ?? 0) + (index === going.at ? spoken() : 0);

/** Adds to each slide's card what earlier rehearsals took, and what was recorded. */
export function dress() {
  for (const card of cards()) {
    card.querySelector(".past")?.remove();
    const bars = barsOf(card);
    if (bars) card.querySelector("h3").nextElementSibling.after(bars);
    const sound = sounds.get(card.dataset.slide);
    if (sound && !card.querySelector("audio"))
      card.append(make("audio", { controls: true, src: sound }));
  }
  draw();
}

/** One bar a rehearsal: as long as the time taken, with a line where the plan ends. */
function barsOf({ dataset }) {
  const planned = Number(dataset.seconds);
  const taken = past.flatMap(({ slides }) =>
    slides.filter(({ number }) => String(number) === dataset.slide),
  );
  if (taken.length === 0) return undefined;
  const most = Math.max(planned * 1.25, ...taken.map(({ seconds }) => seconds));
  const list = taken.map(({ seconds }) => {
    const meter = make("span", { className: "taken" });
    meter.style.inlineSize = `${(100 * seconds) / most}%`;
    meter.classList.toggle("over", seconds > planned * 1.15);
    const track = make("span", { className: "track" }, meter);
    track.style.setProperty("--plan", `${(100 * planned) / most}%`);
    return make("li", {}, track, clock(seconds));
  });
  const bars = make("ol", { className: "past" }, ...list);
  bars.setAttribute("aria-label", `Your last times; planned ${clock(planned)}`);
  return bars;
}

async function start() {
  if (voice.checked && !(await openMicrophone())) {
    voice.checked = false;
    say("No microphone: the times are kept all the same");
  }
  for (const address of sounds.values()) URL.revokeObjectURL(address);
  sounds.clear();
  for (const each of talk.querySelectorAll("audio")) each.remove();
  going = { at: 0, times: [], since: performance.now() };
  show("talk", true);
  say("Started");
  enter();
}

/** The slide at hand: its notes in view, its picture in the other part, and a recording begun. */
function enter() {
  const card = cards()[going.at];
  const { slide } = card.dataset;
  if (voice.checked)
    record((address) => {
      sounds.set(slide, address);
      dress();
    });
  card.scrollIntoView({ block: "nearest" });
  goToSlide(slide);
  document.dispatchEvent(
    new CustomEvent("lectern:slide", { detail: { number: Number(slide) } }),
  );
  draw();
}

/** Brings a slide into view, where slides are shown. */
export function goToSlide(number) {
  const slides = document.getElementById("slides");
  for (const each of slides.children)
    each.classList.toggle("current", each.id === `slide-${number}`);
  slides.querySelector(".current")?.scrollIntoView({ block: "nearest" });
}

function leave() {
  going.times[going.at] = timeOf(going.at);
  endRecording();
}

function next() {
  if (going === undefined) return;
  leave();
  if (going.at + 1 >= cards().length) {
    finish(true);
    return;
  }
  going.at += 1;
  if (going.since) going.since = performance.now();
  enter();
}

function pause() {
  if (going === undefined) return;
  const isHeld = going.since !== undefined;
  going.times[going.at] = timeOf(going.at);
  going.since = isHeld ? undefined : performance.now();
  holdOn(isHeld);
  say(isHeld ? "Paused" : "Goes on");
  draw();
}

/** Ends it; what was spoken up to here is kept where it is worth it. */
async function finish(isWhole) {
  if (going === undefined) return;
  if (!isWhole) leave();
  closeMicrophone();
  const slides = going.times.map((seconds, index) => ({
    number: Number(cards()[index].dataset.slide),
    seconds: Math.round(seconds * 1000) / 1000,
  }));
  const total = slides.reduce((sum, { seconds }) => sum + seconds, 0);
  going = undefined;
  draw();
  if (total >= 3 && (await post("/rehearsals", { slides })))
    say(`Kept: ${clock(total)}`);
}

function draw() {
  const isOn = going !== undefined;
  const isHeld = isOn && going.since === undefined;
  button("start").hidden = isOn;
  voice.closest("label").hidden = isOn;
  for (const id of ["next", "pause", "finish"]) button(id).hidden = !isOn;
  button("pause").textContent = isHeld ? "Go on" : "Pause";
  tools.classList.toggle("on", isOn);
  cards().forEach((card, index) => {
    card.classList.toggle("current", isOn && index === going.at);
  });
  if (!isOn) {
    now.textContent = `${clock(plan.seconds)} planned of ${clock(plan.minutes * 60)}`;
    now.classList.remove("over");
    return;
  }
  const planned = cards().map(({ dataset }) => Number(dataset.seconds));
  const here = timeOf(going.at);
  const total = planned.reduce((sum, _, index) => sum + timeOf(index), 0);
  const isLast = going.at + 1 >= planned.length;
  button("next").textContent = isLast ? "Done" : "Next slide";
  now.textContent = `${clock(total)} of ${clock(plan.seconds)} · slide ${going.at + 1}: ${clock(here)} of ${clock(planned[going.at])}`;
  now.classList.toggle("over", here > planned[going.at]);
}

button("start").addEventListener("click", start);
button("next").addEventListener("click", next);
button("pause").addEventListener("click", pause);
button("finish").addEventListener("click", () => finish(false));
setInterval(() => going?.since && draw(), 250);

const keys = { " ": next, ArrowRight: next, PageDown: next, p: pause };

addEventListener("keydown", (event) => {
  const isTyping = event.target.closest(
    "button, select, input, summary, audio",
  );
  if (going === undefined || isTyping || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});
