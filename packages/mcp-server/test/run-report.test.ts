import { createFilePorts } from "@dgs/host";
import { isRefusal, locateRoot, tryLock } from "@dgs/runtime";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runLock } from "../src/runs/run-record.js";
import { reportRun } from "../src/runs/watch-run.js";
import { makeProductFolder, type ProductFolder } from "./product-folder.js";

let product: ProductFolder;
beforeEach(() => { product = makeProductFolder(); });
afterEach(() => { product.remove(); });

it("tells a run that ends between two looks as one that still runs, and the next time as one that has ended", () => {
  const place = locateRoot({ cwd: product.base });
  if (isRefusal(place)) throw new Error(place.message);
  const id = "execute-phase-0123abcd";
  product.write(`jobs/.runs/${id}/run.json`, JSON.stringify({ id, operation: "execute-phase", input: { phase: "2" }, started: "2026-01-01T00:00:00.000Z", attempts: 1 }));
  const { liveness } = createFilePorts(place);
  expect(tryLock({ ...runLock(place, id), now: "2026-01-01T00:00:00.000Z", liveness }).type).toBe("held");
  const ends = { ended: "2026-01-01T00:00:09.000Z", exit: "ok", text: "Done." };
  const read = (meanwhile: () => void) => reportRun(place, id, () => {
    meanwhile();
    return { lines: [], last: 0 };
  });
  const first = read(() => { product.write(`jobs/.runs/${id}/end.json`, JSON.stringify(ends)); });
  expect(first).toMatchObject({ status: "running" });
  expect([first?.ended, first?.exit]).toEqual([undefined, undefined]);
  expect(read(() => undefined)).toMatchObject({ status: "ended", exit: "ok", ended: ends.ended });
});
