import type { Way } from "./way.js";

/** Rings the bell of a terminal. */
export function bell(write: (text: string) => void): Way {
  return {
    name: "bell",
    send: () => {
      write("\u0007");
      return Promise.resolve(undefined);
    },
  };
}
