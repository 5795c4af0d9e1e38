// The group BELENIOS-2048: integers modulo P whose Q-th power is 1, with generator G.

export const GROUP = "BELENIOS-2048";
export const P =
  20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719n;
export const Q =
  78571733251071885079927659812671450121821421258408794611510081919805623223441n;
export const G =
  2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627n;

const WINDOW = 6;
const DIGITS = Math.ceil(256 / WINDOW);
const MASK = (1 << WINDOW) - 1;

export const mod = (value: bigint): bigint => {
  const rest = value % Q;
  return rest < 0n ? rest + Q : rest;
};

export const times = (a: bigint, b: bigint): bigint => (a * b) % P;

/** Raise any element to an exponent of Z_q, four bits at a time. */
export function power(base: bigint, exponent: bigint): bigint {
  const small = [1n, base];
  for (let i = 2; i < 16; i++) small.push(times(small[i - 1] as bigint, base));
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    if (result !== 1n) {
      for (let i = 0; i < 4; i++) result = times(result, result);
    }
    const value = parseInt(digit, 16);
    if (value) result = times(result, small[value] as bigint);
  }
  return result;
}

/** Powers of a base that is used often: forty-three tables of sixty-four, made once. */
export class Table {
  readonly base: bigint;
  private readonly rows: bigint[][] = [];

  constructor(base: bigint) {
    this.base = base;
  }

  /** Make one more row; tells whether any is missing, so that a page can rest in between. */
  grow(): boolean {
    if (this.rows.length < DIGITS) {
      const last = this.rows.at(-1);
      const step = last ? times(last[MASK] as bigint, last[1] as bigint) : this.base;
      const row = [1n, step];
      for (let i = 2; i <= MASK; i++) row.push(times(row[i - 1] as bigint, step));
      this.rows.push(row);
    }
    return this.rows.length < DIGITS;
  }

  power(exponent: bigint): bigint {
    while (this.grow());
    let result = 1n;
    let left = mod(exponent);
    for (let i = 0; left > 0n; i++) {
      const digit = Number(left & BigInt(MASK));
      if (digit) result = times(result, (this.rows[i] as bigint[])[digit] as bigint);
      left >>= BigInt(WINDOW);
    }
    return result;
  }
}

export const g = new Table(G);

export const isElement = (value: bigint): boolean =>
  value > 0n && value < P && power(value, Q) === 1n;

/** The inverse of an element: its power by q-1. */
export const inverse = (value: bigint): bigint => power(value, Q - 1n);

/** The inverse in Z_q, for Lagrange's coefficients. */
export function inverseOfExponent(value: bigint): bigint {
  let [a, b, x, y] = [mod(value), Q, 1n, 0n];
  while (b > 0n) {
    const times_ = a / b;
    [a, b] = [b, a - times_ * b];
    [x, y] = [y, x - times_ * y];
  }
  return mod(x);
}

/** A number of Z_q that nobody can guess. */
export function random(): bigint {
  const bytes = crypto.getRandomValues(new Uint8Array(64));
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value % Q;
}

/** A decimal number as the protocol writes it: no sign, no leading zero, below a bound. */
export function number(text: unknown, below: bigint): bigint {
  if (typeof text !== "string" || !/^(0|[1-9][0-9]*)$/.test(text) || text.length > 620) {
    throw new Error("number");
  }
  const value = BigInt(text);
  if (value >= below) throw new Error("number");
  return value;
}
