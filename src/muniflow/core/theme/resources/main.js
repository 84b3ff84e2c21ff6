// Everything here only makes easier what works without it.
import { confirmFirst } from "./js/confirm.js";
import { keepDrafts } from "./js/drafts.js";
import { keys } from "./js/keys.js";
import { liveParts } from "./js/live.js";
import { menus } from "./js/menus.js";
import { sendOnce } from "./js/once.js";
import { uploads } from "./js/upload.js";

confirmFirst(document);
sendOnce(document);
keepDrafts(document);
keys(document);
menus(document);
uploads(document);
liveParts(document);
