// Puts a button beside each piece of text that is meant to be taken elsewhere. Without scripts the text can be marked by hand.
function copyable(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = text.dataset.copy;
  // Announced where it stands: the button keeps the focus and its name changes.
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = text.dataset.copied;
    setTimeout(() => (button.textContent = text.dataset.copy), 2000);
  });
  text.before(button);
}

export function copying() {
  // Browsers lend the clipboard to pages from HTTPS or from this machine only.
  if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(copyable);
}
