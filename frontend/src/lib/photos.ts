// Photos are shown, made smaller on the phone and sent by the form's own file field.
import { enhance, part } from "./page.ts";
import { word } from "./words.ts";

const LONGEST_SIDE = 1920;
const QUALITY = 0.82;
const SMALL_ENOUGH = 400_000;

async function smaller(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= SMALL_ENOUGH) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, "image/jpeg", QUALITY);
  });
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
}

class Picker {
  private readonly box: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly status: HTMLElement | null;
  private readonly atMost: number;
  private files: File[] = [];

  constructor(box: HTMLElement) {
    this.box = box;
    this.input = part<HTMLInputElement>(box, "input[type=file]");
    this.status = box.parentElement?.querySelector("[data-photos-status]") ?? null;
    this.atMost = Number(box.dataset["atMost"] ?? 4);
    const add = document.createElement("label");
    add.className = "l-photo-add";
    add.append(part<HTMLTemplateElement>(box, "[data-photo-add]").content.cloneNode(true));
    this.input.replaceWith(add);
    add.append(this.input);
    this.input.addEventListener("change", () => void this.take());
  }

  private tell(text: string): void {
    if (this.status) this.status.textContent = text;
  }

  private async take(): Promise<void> {
    this.tell("");
    for (const file of [...(this.input.files ?? [])]) {
      if (this.files.length >= this.atMost) {
        this.tell(word("too_many", String(this.atMost)));
        break;
      }
      try {
        this.show(await smaller(file));
      } catch {
        this.tell(word("not_a_picture", file.name));
      }
    }
    this.hand();
  }

  private show(file: File): void {
    this.files.push(file);
    const copy = part<HTMLTemplateElement>(this.box, "[data-photo-card]").content.cloneNode(true);
    const card = (copy as DocumentFragment).firstElementChild as HTMLElement;
    const image = part<HTMLImageElement>(card, "img");
    image.src = URL.createObjectURL(file);
    image.alt = file.name;
    part(card, "button").addEventListener("click", () => {
      this.files = this.files.filter((other) => other !== file);
      URL.revokeObjectURL(image.src);
      card.remove();
      this.tell(word("removed"));
      this.hand();
    });
    this.box.insertBefore(card, this.box.querySelector(".l-photo-add"));
  }

  private hand(): void {
    const carrier = new DataTransfer();
    for (const file of this.files) carrier.items.add(file);
    this.input.files = carrier.files;
    const add = this.box.querySelector<HTMLElement>(".l-photo-add");
    if (add) add.hidden = this.files.length >= this.atMost;
  }
}

enhance("[data-photos]", (box) => {
  if ("createImageBitmap" in window && "DataTransfer" in window) new Picker(box);
});
