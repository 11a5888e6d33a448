/** Gives the person the log of a call as a file. */
export function saveCallLog(json: string): void {
  saveFile("zvonilka-call.json", json, "application/json");
}

export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
