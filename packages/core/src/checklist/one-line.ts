/** What was said in one line: control characters and line ends become blanks, at most 400 characters. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not get into the file
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\s]+/g, " ").trim();
  const cut = plain.length > 400 ? `${Array.from(plain.slice(0, 400)).slice(0, -1).join("").trimEnd()}…` : plain;
  return cut === "" ? "(nothing was said)" : cut;
}
