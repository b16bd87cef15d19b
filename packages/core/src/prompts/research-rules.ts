import { NO_SECRETS, READ_ONLY } from "./reading-rules.js";

/** What every researcher keeps to, whatever it looks into. */
export const RESEARCH_RULES: readonly string[] = [
  READ_ONLY,
  "What you remember may be out of date. Look up versions, names and limits where they are kept: the package registry, the official documentation, the source. Run no code from the web and install nothing.",
  "Every claim has a confidence: HIGH for what you read in an official source or saw yourself, MEDIUM for what several others agree on, LOW for the rest. Sources are listed with their addresses.",
  "Recommend one thing, and say in a sentence why not the next best. Say what would make you change your mind.",
  NO_SECRETS,
];

/** What a researcher does that cannot research. */
export const RESEARCH_BLOCKED: readonly string[] = [
  "Without access to the web, go by the repository and by what is installed; what is from memory alone is LOW, and the part Metadata says that nothing could be looked up.",
  "A question that stays open goes to Open Questions, with who or what could answer it: it is no reason to refuse.",
];
