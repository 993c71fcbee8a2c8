"use strict";

// Menus made of <details data-menu> close on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A request of htmx that fails leaves the page as it is; say so.
function announceFailure(text) {
  const place = document.getElementById("meldungen");
  const notice = document.createElement("p");
  notice.id = "fehlschlag";
  notice.className = "notice notice--danger";
  notice.textContent = text;
  place.replaceChildren(notice);
}
document.addEventListener("htmx:sendError", () => {
  announceFailure("Der Server ist nicht erreichbar. Bitte prüfen Sie die Verbindung und versuchen Sie es noch einmal.");
});
document.addEventListener("htmx:responseError", () => {
  announceFailure("Das hat nicht geklappt. Bitte laden Sie die Seite neu; wenn es wieder geschieht, melden Sie es uns.");
});
document.addEventListener("htmx:beforeSwap", () => {
  document.getElementById("fehlschlag")?.remove();
});
