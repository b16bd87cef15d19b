// `npm run pictures`: takes the pictures of the documents anew, from the demo as it is now.
import { fileURLToPath } from "node:url";
import { takeLiveViewPicture } from "./pictures/live-view.mjs";
import { takeReportPicture } from "./pictures/report.mjs";

/** Each picture with what takes it. */
const pictures = [["report.png", takeReportPicture], ["live-view.svg", takeLiveViewPicture]];

for (const [name, take] of pictures) process.exitCode ||= await take(fileURLToPath(new URL(`../docs/pictures/${name}`, import.meta.url)));
