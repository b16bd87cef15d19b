import type { ProgramAdapter } from "../program/adapter.js";
import { createGeminiReader } from "./events.js";
import { launchGemini } from "./launch.js";

/** Gemini CLI, from 0.60 on. */
export const gemini: ProgramAdapter = {
  name: "gemini",
  program: "gemini",
  models: { opus: "gemini-2.5-pro", sonnet: "gemini-2.5-pro", haiku: "gemini-2.5-flash" },
  variables: ["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL", "GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION", "GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_APPLICATION_CREDENTIALS"],
  alwaysObeyed: ["GEMINI.md"],
  tried: "0.61.0",
  signIn: {
    variables: ["GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_GENAI_USE_VERTEXAI"],
    files: [{ home: ".gemini", name: "oauth_creds.json" }],
    hints: [{ home: ".gemini", name: ".env", words: /_KEY|VERTEX/ }, { home: ".gemini", name: "settings.json", words: /selectedType/ }],
  },
  launch: launchGemini,
  createReader: createGeminiReader,
};
