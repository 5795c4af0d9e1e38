// Does on the command line what the booth does in a browser, so that tests can hold both against
// the library: one JSON request on the input, one JSON answer on the output.
import { readFileSync } from "node:fs";
import { Election, isSound, makeBallot, tracker } from "../../frontend/src/booth/ballot.ts";
import { faultOf, newCode, publicOf, secretOf } from "../../frontend/src/booth/credential.ts";
import { makeSignedBallot, open } from "../../frontend/src/booth/sealed.ts";
import {
  makeCert, makePolynomial, makeVerification, newKey, partialDecryption, shareOf,
} from "../../frontend/src/booth/trustee.ts";
import { verify } from "../../frontend/src/booth/verify.ts";

const asked = JSON.parse(readFileSync(0, "utf8"));
const electionOf = (text) => Election.read(new TextEncoder().encode(text));
const keyOf = ({ election, index, size, threshold, seed }) => ({
  ...newKey(election, index, size, threshold),
  ...(seed ? { seed } : {}),
});

const doing = {
  async ballot({ election: text, code, picked, blank }) {
    const election = await electionOf(text);
    const secret = await secretOf(election.uuid, code);
    const made = await makeBallot(election, secret, [{ picked, blank: Boolean(blank) }]);
    return { text: made, tracker: await tracker(made), fingerprint: election.fingerprint };
  },
  async sound({ election, text, credentials }) {
    return isSound(await electionOf(election), text, new Set(credentials));
  },
  async signed({ election: text, code, numbers }) {
    const election = await electionOf(text);
    return makeSignedBallot(election, await secretOf(election.uuid, code), numbers);
  },
  async open({ secret, sealed }) {
    return open(BigInt(secret), sealed);
  },
  async codes({ uuid, count }) {
    const codes = Array.from({ length: count }, newCode);
    return Promise.all(codes.map(async (code) => [code, String(await publicOf(uuid, code))]));
  },
  async fault({ codes }) {
    return codes.map(faultOf);
  },
  async cert(of) {
    const key = keyOf(of);
    return { seed: key.seed, text: await makeCert(key) };
  },
  async polynomial({ certs, ...of }) {
    return makePolynomial(keyOf(of), certs);
  },
  async verification({ certs, polynomials, ...of }) {
    return makeVerification(keyOf(of), certs, polynomials);
  },
  async decryption({ certs, polynomials, fingerprint, tally, ...of }) {
    const share = await shareOf(keyOf(of), certs, polynomials);
    return { share: String(share), text: await partialDecryption(share, fingerprint, tally) };
  },
  async verify({ path, sample }) {
    const quiet = { check() {}, progress() {} };
    return verify(new Uint8Array(readFileSync(path)), sample ?? 0, quiet);
  },
};

console.log(JSON.stringify((await doing[asked.do](asked)) ?? null));
