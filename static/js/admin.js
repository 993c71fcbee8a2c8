"use strict";

// The clerks' desk works without this script; with it, rows are added in place and nothing typed is lost by accident.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-add-row]")) {
    const prefix = button.dataset.addRow;
    const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
    const template = document.getElementById(`${prefix}-empty`);
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = document.createElement("div");
      row.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
      total.value = Number(total.value) + 1;
      const added = row.firstElementChild;
      button.parentElement.before(added);
      added.querySelector("input:not([type=hidden])").focus();
    });
  }

  const form = document.querySelector("body.change-form #content-main > form");
  if (!form) return;
  let unsaved = form.querySelector(".errornote") !== null;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
});

// The search boxes of the autocomplete script have no name of their own: give them the label of their field.
function nameSearchBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector("[role=combobox]");
    const shown = box?.querySelector("[role=textbox]");
    if (!label || !shown) continue;
    label.id ||= `${select.id}-label`;
    box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
  }
}
// After that script's own start, which waits for the page in the same way.
document.addEventListener("DOMContentLoaded", () => window.django?.jQuery?.(nameSearchBoxes));
document.addEventListener("formset:added", () => setTimeout(nameSearchBoxes));
