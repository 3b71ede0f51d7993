// The questions to expect, one after another in an order of chance, with the clock running.

import { show } from "./panes.js";
import { goToSlide } from "./rehearse.js";
import { clock, say } from "./say.js";

const list = document.getElementById("questions");
const now = document.getElementById("drill-clock");
const button = (id) => document.getElementById(id);

let minutes = 5;
/** `{ order, at, since }`: slide numbers of the questions, in the order in which they are asked. */
let going;

/** How long the questions may take. */
export function tellPlan(plan) {
  minutes = plan.questions;
  draw();
}

const cardOf = (number) =>
  list.querySelector(`[data-slide="${CSS.escape(number)}"]`);

function start() {
  const numbers = [...list.children].map(({ dataset }) => dataset.slide);
  if (numbers.length === 0) {
    say("No question is prepared: add slides below # Questions");
    return;
  }
  for (let last = numbers.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [numbers[last], numbers[other]] = [numbers[other], numbers[last]];
  }
  going = { order: numbers, at: 0, since: performance.now() };
  ask();
}

function ask() {
  for (const each of list.querySelectorAll("details")) each.open = false;
  draw();
  const card = cardOf(going.order[going.at]);
  card?.focus();
  say(card?.querySelector("h3").textContent ?? "");
}

/** The answer, and the slide that shows it. */
function answer() {
  const number = going?.order[going.at];
  const card = number && cardOf(number);
  if (!card) return;
  card.querySelector("details").open = true;
  show("slides", true);
  goToSlide(number);
}

function next() {
  if (going === undefined) return;
  going.at += 1;
  if (going.at < going.order.length) {
    ask();
    return;
  }
  const left = minutes * 60 - (performance.now() - going.since) / 1000;
  stop();
  say(`All asked, ${clock(left)} left`);
}

function stop() {
  going = undefined;
  draw();
}

function draw() {
  const isOn = going !== undefined;
  list.classList.toggle("drilled", isOn);
  button("drill").hidden = isOn;
  for (const id of ["answer", "next-question", "stop-drill"])
    button(id).hidden = !isOn;
  for (const card of list.children)
    card.classList.toggle(
      "current",
      isOn && card.dataset.slide === going.order[going.at],
    );
  if (!isOn) {
    now.textContent = `${minutes} min for questions`;
    now.classList.remove("over");
    return;
  }
  const left = minutes * 60 - (performance.now() - going.since) / 1000;
  now.textContent = `${clock(left)} left · question ${going.at + 1} of ${going.order.length}`;
  now.classList.toggle("over", left < 0);
}

button("drill").addEventListener("click", start);
button("answer").addEventListener("click", answer);
button("next-question").addEventListener("click", next);
button("stop-drill").addEventListener("click", stop);
setInterval(() => going && draw(), 500);

const keys = { a: answer, n: next };

addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("select, input, audio");
  if (going === undefined || isTyping || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});
