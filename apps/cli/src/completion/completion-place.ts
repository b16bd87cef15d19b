/** Where completing happens. */
export interface CompletionPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
