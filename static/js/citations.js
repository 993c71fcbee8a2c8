"use strict";

// Words marked in the text above the form are its words; without this script they are typed.
document.addEventListener("DOMContentLoaded", () => {
  const text = document.getElementById("citing-text");
  const words = document.getElementById("id_worte");
  const start = document.getElementById("id_start");
  if (!text || !words || !start) return;

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
