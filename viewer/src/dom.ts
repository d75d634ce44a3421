/** Elements of the page. Texts become text nodes and nothing else, so that no text can become markup. */

import { direction, plain } from "./text";

type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** A text of an article, in its own direction and unable to turn that of the texts beside it. */
export function isolated(text: string, kind = ""): HTMLElement {
  return make("bdi", { dir: direction(text), class: kind || null }, plain(text));
}

/** A drawing surface as large as its box, sharp on any screen; `draw` is called again when the box changes. */
export class Surface {
  readonly context: CanvasRenderingContext2D;
  width = 0;
  height = 0;

  constructor(readonly canvas: HTMLCanvasElement, draw: () => void) {
    this.context = canvas.getContext("2d")!;
    new ResizeObserver(() => {
      if (this.fit()) draw();
    }).observe(canvas.parentElement ?? canvas);
  }

  /** Take on the size of the box; false where it is the same as before. */
  fit(): boolean {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = window.devicePixelRatio || 1;
    const same = this.canvas.width === Math.round(width * scale) && this.canvas.height === Math.round(height * scale);
    if (same && width === this.width && height === this.height) return false;
    [this.width, this.height] = [width, height];
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    return true;
  }

  /** The context with an empty surface, in pixels of the page. */
  clear(): CanvasRenderingContext2D {
    const scale = window.devicePixelRatio || 1;
    this.context.setTransform(scale, 0, 0, scale, 0, 0);
    this.context.clearRect(0, 0, this.width, this.height);
    return this.context;
  }
}

/** Call once at the next frame, however often it is asked for. */
export function framed(act: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  };
}

/** The colours that the style sheet gives for the present theme. */
export interface Palette {
  readonly quads: readonly string[];
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly ground: string;
  readonly land: string;
  readonly border: string;
  readonly accent: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    quads: ["quad-0", "quad-1", "quad-2", "quad-3"].map(colour),
    ink: colour("ink"), faint: colour("faint"), line: colour("line"), ground: colour("ground"), land: colour("land"),
    border: colour("border"), accent: colour("accent"),
  };
}

/**
 * How far a turn of the wheel zooms, as a power of two. A pinch on a touchpad comes as small turns with Ctrl, which
 * count more than those of a wheel with the key held down.
 */
export function wheeled(event: WheelEvent): number {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 0.05 : event.deltaMode ? 1 : 0.002;
  return -event.deltaY * unit * (event.ctrlKey && Math.abs(event.deltaY) < 40 ? 10 : 1);
}
