import { expect, it } from "vitest";
import { createPause } from "./create-pause.js";

const pause = createPause();

it("sleeps, and gives chances from 0 to 1", async () => {
  const began = performance.now();
  await pause.sleep(30, new AbortController().signal);
  expect(performance.now() - began).toBeGreaterThan(25);
  for (let times = 0; times < 100; times++) expect(pause.random() >= 0 && pause.random() < 1).toBe(true);
});

it("comes back when it is cancelled, before and meanwhile", async () => {
  const stop = new AbortController();
  const sleeping = pause.sleep(3_600_000, stop.signal);
  stop.abort();
  await sleeping;
  await pause.sleep(3_600_000, stop.signal);
});
