import fc from "fast-check";

/** How the bytes of a file are. */
export interface FileForm {
  readonly bom: boolean;
  readonly ending: string;
  readonly finalNewline: boolean;
}

/** The bytes of files as people and older tools leave them. */
export function messyForm(): { readonly [K in keyof FileForm]: fc.Arbitrary<FileForm[K]> } {
  return { bom: fc.boolean(), ending: fc.constantFrom("\n", "\r\n"), finalNewline: fc.boolean() };
}

/** The section of steps: what stands before it, its heading, and how a list is written. */
export function messySection(between: string[]): { readonly between: fc.Arbitrary<string[]>; readonly heading: fc.Arbitrary<string>; readonly style: fc.Arbitrary<string> } {
  return { between: fc.subarray(between), heading: fc.constantFrom("## Steps", "### Steps ##", "# steps", ""), style: fc.constantFrom("- ", "* ", "+ ", "", "1. ") };
}

/** Steps as they are written: marks and details begin anew where there are more steps than they are. */
export function listSteps(texts: readonly string[], { style, marks, details }: { readonly style: string; readonly marks: readonly string[]; readonly details: readonly (readonly string[])[] }): string {
  const pad = " ".repeat(Math.max(2, style.length));
  return texts.map((text, index) => `${style}[${marks[index % marks.length] ?? " "}] ${text.replaceAll("\n", `\n${pad}`)}\n${(details[index % details.length] ?? []).map((detail) => `${pad}${detail}\n`).join("")}`).join("");
}

/** A text in a form. */
export function inForm(text: string, { bom, ending, finalNewline }: FileForm): string {
  return (bom ? "\ufeff" : "") + (finalNewline ? text : text.replace(/\n+$/, "")).replaceAll("\n", ending);
}
