// What was said, slide by slide. It stays in this page: nothing is sent, nothing is kept.

let stream;
let recorder;

/** Asks for the microphone; false where there is none, or it may not be used. */
export async function openMicrophone() {
  stream = await navigator.mediaDevices
    ?.getUserMedia({ audio: true })
    .catch(() => undefined);
  return stream !== undefined;
}

/** Begins a new recording; `onDone` is given the address of it, when it ends. */
export function record(onDone) {
  if (stream === undefined) return;
  const parts = [];
  const own = new MediaRecorder(stream);
  own.addEventListener("dataavailable", ({ data }) => parts.push(data));
  own.addEventListener("stop", () => {
    const sound = new Blob(parts, { type: own.mimeType });
    if (sound.size > 0) onDone(URL.createObjectURL(sound));
  });
  own.start();
  recorder = own;
}

/** Holds on, or goes on. */
export function holdOn(isHeld) {
  if (isHeld && recorder?.state === "recording") recorder.pause();
  else if (!isHeld && recorder?.state === "paused") recorder.resume();
}

/** Ends the recording that goes on. */
export function endRecording() {
  if (recorder !== undefined && recorder.state !== "inactive") recorder.stop();
  recorder = undefined;
}

/** Gives the microphone back. */
export function closeMicrophone() {
  endRecording();
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = undefined;
}
