// The papers of a journey, drawn by the portal's own demo world and fetched from it once.
import { readFileSync } from "node:fs";

const here = new URL("../fixtures/papers/", import.meta.url).pathname;

export const PHOTO = { name: "foto-lembaga.jpg", mimeType: "image/jpeg", buffer: readFileSync(`${here}premises.jpg`) };
export const LETTER = { name: "surat.pdf", mimeType: "application/pdf", buffer: readFileSync(`${here}letter.pdf`) };
export const HTML = { name: "foto.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<!doctype html><script>alert(1)</script>") };
