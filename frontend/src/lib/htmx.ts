// A fault's whole page is no fragment: it is told in a toast and never swapped in.
import htmx from "htmx.org";
import "./loading.ts";

htmx.config.noSwap = [204, 304, 429, "5xx"] as unknown as number[];

export default htmx;
