/** In place of the page when it came without its texts: in both languages, since neither is known. */
export function showUnfinished(root: HTMLElement): void {
  const words = document.createElement("p");
  words.textContent = "Страница загрузилась не полностью. The page did not load completely.";
  const again = document.createElement("a");
  again.href = window.location.href;
  again.textContent = "Загрузить снова · Load again";
  const notice = document.createElement("div");
  notice.className = "boot";
  notice.role = "alert";
  notice.append(words, again);
  root.replaceChildren(notice);
}
