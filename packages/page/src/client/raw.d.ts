/** The text of a file, as vitest and the build of the program import it. */
declare module "*?raw" {
  const text: string;
  // eslint-disable-next-line no-restricted-syntax -- what an import of a text gives
  export default text;
}
