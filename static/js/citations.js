"use strict";

// Words marked in the text above the form are its words; without this script they are typed.
document.addEventListener("DOMContentLoaded", () => {
  const text = document.getElementById("citing-text");
  const words = document.getElementById("id_worte");
  const start = document.getElementById("id_anfang");
  if (!text || !words || !start) return;

  // In a field that can be edited the keyboard moves a cursor, and so can mark; nothing is let in all the same.
  text.readOnly = false;
  text.setAttribute("aria-readonly", "true");
  text.addEventListener("beforeinput", (event) => event.preventDefault());

  function take() {
    const marked = text.value.slice(text.selectionStart, text.selectionEnd);
    if (!marked.trim()) return;
    const before = text.value.slice(0, text.selectionStart) + marked.slice(0, marked.length - marked.trimStart().length);
    words.value = marked.trim();
    start.value = Array.from(before).length; // characters, not the halves of which the browser makes some
    words.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const event of ["select", "keyup", "mouseup"]) text.addEventListener(event, take);
  words.addEventListener("input", (event) => { if (event.isTrusted) start.value = ""; });
});
