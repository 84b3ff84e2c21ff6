// Everything here only makes easier what works without it.
import { checkAll } from "./js/select.js";
import { confirmFirst } from "./js/confirm.js";
import { keepDrafts } from "./js/drafts.js";
import { goBack } from "./js/back.js";
import { keys } from "./js/keys.js";
import { nameFields } from "./js/labels.js";
import { liveParts } from "./js/live.js";
import { login } from "./js/login.js";
import { menus } from "./js/menus.js";
import { pictures } from "./js/pictures.js";
import { sendOnce } from "./js/once.js";
import { uploads } from "./js/upload.js";

checkAll(document);
confirmFirst(document);
sendOnce(document);
keepDrafts(document);
keys(document);
menus(document);
uploads(document);
liveParts(document);
goBack(document);
nameFields(document);
login(document);
pictures(document);
