// j and k walk a list of `data-row`, Enter opens, x selects, Shift+x selects up to here.
// In a split view (`data-queue="split"`) walking also opens, when there is room for both.
import { enhance, isTyping, part } from "./page.ts";
import { word } from "./words.ts";
import { isInForm, wordsAtStake } from "./words_at_stake.ts";

const SETTLE = 120;
const WIDE = window.matchMedia("(min-width: 900px)");

class Queue {
  private readonly list: HTMLElement;
  private opening = 0;
  private lastTick = -1;

  constructor(list: HTMLElement) {
    this.list = list;
    document.addEventListener("keydown", (event) => this.onKey(event));
    list.addEventListener("click", (event) => this.onClick(event));
    list.addEventListener("change", () => this.count());
    for (const all of document.querySelectorAll<HTMLInputElement>("[data-tick-all]")) {
      all.addEventListener("change", () => this.tickAll(all.checked));
    }
    document.querySelector("[data-tick-none]")?.addEventListener("click", () => {
      this.tickAll(false);
    });
    this.count();
    this.rows()[this.here()]?.scrollIntoView({ block: "nearest" });
  }

  private rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-row]")];
  }

  private here(): number {
    return this.rows().findIndex((row) => row.getAttribute("aria-current") === "true");
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
      return;
    }
    if (isTyping(event.target) || isInForm(event.target) || wordsAtStake()) return;
    const acts: Record<string, () => void> = {
      j: () => this.walk(1),
      k: () => this.walk(-1),
      x: () => this.tick(),
      X: () => this.tickUpTo(),
      Enter: () => this.open(event),
      Escape: () => this.tickAll(false),
    };
    const act = acts[event.key];
    if (!act || (event.key === "Enter" && event.target !== document.body)) return;
    if (event.key !== "Enter") event.preventDefault();
    act();
  }

  private walk(step: number): void {
    const rows = this.rows();
    const at = Math.min(Math.max(this.here() + step, 0), rows.length - 1);
    const row = rows[at];
    if (!row) return;
    this.mark(row);
    row.scrollIntoView({ block: "nearest" });
    window.clearTimeout(this.opening);
    if (this.list.dataset["queue"] === "split" && WIDE.matches) {
      this.opening = window.setTimeout(() => row.querySelector<HTMLElement>("a")?.click(), SETTLE);
    } else {
      row.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
    }
  }

  private mark(row: HTMLElement): void {
    for (const other of this.rows()) other.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    this.list.dispatchEvent(new CustomEvent("linli:row", { bubbles: true, detail: { row } }));
  }

  private onClick(event: Event): void {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>("[data-row]");
    if (row && target.closest("a")) this.mark(row);
    if (target.matches(".l-tick") && row) this.lastTick = this.rows().indexOf(row);
  }

  private open(event: Event): void {
    const link = this.rows()[this.here()]?.querySelector<HTMLElement>("a");
    if (!link) return;
    event.preventDefault();
    link.click();
  }

  private box(row: HTMLElement | undefined): HTMLInputElement | null {
    return row?.querySelector<HTMLInputElement>(".l-tick") ?? null;
  }

  private tick(): void {
    const at = this.here();
    const box = this.box(this.rows()[at]);
    if (!box) return;
    box.checked = !box.checked;
    this.lastTick = at;
    this.count();
  }

  private tickUpTo(): void {
    const at = this.here();
    const [from, to] = [Math.min(at, this.lastTick), Math.max(at, this.lastTick)];
    this.rows().forEach((row, place) => {
      const box = this.box(row);
      if (box && place >= from && place <= to) box.checked = true;
    });
    this.count();
  }

  private tickAll(checked: boolean): void {
    for (const row of this.rows()) {
      const box = this.box(row);
      if (box) box.checked = checked;
    }
    this.count();
  }

  private count(): void {
    const boxes = this.rows().map((row) => this.box(row)).filter((box) => box !== null);
    const ticked = boxes.filter((box) => box.checked).length;
    for (const all of document.querySelectorAll<HTMLInputElement>("[data-tick-all]")) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    for (const bar of document.querySelectorAll<HTMLElement>("[data-bulk]")) {
      bar.hidden = ticked === 0;
      part(bar, "[data-bulk-count]").textContent = word("selected", String(ticked));
    }
  }
}

enhance("[data-queue]", (list) => {
  new Queue(list);
});
