// The pages of the booth that only tell: the list, the files, the paper. They reckon nothing.

import { largeType } from "./page.ts";

largeType();
