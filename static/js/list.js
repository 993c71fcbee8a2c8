"use strict";

// Older browsers do not know ::details-content: where the filters stand beside the list, open them.
if (!CSS.supports("selector(::details-content)") && window.matchMedia("(min-width: 64rem)").matches) {
  document.querySelector(".filters").open = true;
}

// The choice for a dossier outlives paging and searching, as long as the tab is open.
const chosen = {
  read: () => new Set(JSON.parse(sessionStorage.getItem("auswahl") || "[]")),
  write: (keys) => sessionStorage.setItem("auswahl", JSON.stringify([...keys])),
  forWhom: () => sessionStorage.getItem("fuer") || "",
};

// What was checked before this script was there; no browser restores these boxes (autocomplete="off").
const early = [...document.querySelectorAll("input[name=antrag]:checked")].map((box) => box.value);
if (early.length) chosen.write(new Set([...chosen.read(), ...early]));

function showSelection() {
  const form = document.getElementById("auswahl");
  if (!form) return;
  const keys = chosen.read();
  for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
  const shown = new Set();
  for (const box of form.querySelectorAll("input[name=antrag]")) {
    box.checked = keys.has(box.value);
    shown.add(box.value);
  }
  const bar = form.querySelector("[data-selection]");
  for (const key of keys) {
    if (shown.has(key)) continue;
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: "antrag", value: key });
    bar.append(hidden);
  }
  const number = keys.size;
  bar.hidden = number === 0;
  bar.dataset.selection = number ? "some" : "none";
  bar.querySelector("[data-selection-clear]").hidden = false;
  bar.querySelector("[data-selection-text]").textContent = number === 1 ? "1 Anfrage ausgewählt" : `${number} Anfragen ausgewählt`;
  form.elements.fuer.value = chosen.forWhom();
  if (chosen.forWhom()) form.elements.fuer.closest("details").open = true;
}

document.addEventListener("change", (event) => {
  if (event.target.name !== "antrag") return;
  const keys = chosen.read();
  if (event.target.checked) keys.add(event.target.value);
  else keys.delete(event.target.value);
  chosen.write(keys);
  showSelection();
});
document.addEventListener("input", (event) => {
  if (event.target.id === "fuer") sessionStorage.setItem("fuer", event.target.value);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-selection-clear]")) return;
  chosen.write(new Set());
  sessionStorage.removeItem("fuer");
  showSelection();
  document.getElementById("treffer-titel").scrollIntoView({ block: "nearest" });
});
document.addEventListener("htmx:afterSettle", showSelection);
window.addEventListener("pageshow", showSelection);
