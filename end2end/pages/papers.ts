// The papers of a journey, drawn by the portal's own demo world and fetched from it once.
import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

const here = new URL("../fixtures/papers/", import.meta.url).pathname;

export const PHOTO = { name: "foto-lembaga.jpg", mimeType: "image/jpeg", buffer: readFileSync(`${here}premises.jpg`) };
export const LETTER = { name: "surat.pdf", mimeType: "application/pdf", buffer: readFileSync(`${here}letter.pdf`) };
/** The letter after a correction: other bytes, since the very file that was returned is refused. */
export const LETTER_AGAIN = { ...LETTER, buffer: Buffer.concat([LETTER.buffer, Buffer.from("\n")]) };
export const HTML = { name: "foto.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<!doctype html><script>alert(1)</script>") };

/** Files that cannot be used, each with the beginning of the sentence that says why. */
export const BAD_PHOTOS = [
  { why: "kosong", name: "kosong.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
  { why: "HEIC", name: "IMG_1.HEIC", mimeType: "image/heic", buffer: Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic") },
  {
    why: "Format gambar ini tidak diterima",
    name: "logo.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  },
  { why: "Ini PDF, bukan foto", ...LETTER, name: "foto.jpg" },
  { why: "terpotong", ...PHOTO, name: "terpotong.jpg", buffer: PHOTO.buffer.subarray(0, PHOTO.buffer.length / 2) },
  { why: "Resolusi foto terlalu besar", name: "raksasa.png", mimeType: "image/png", buffer: giantPng(30_000) },
  {
    why: "berkas lain yang tersembunyi",
    ...PHOTO,
    name: "ganda.jpg",
    buffer: Buffer.concat([PHOTO.buffer, HTML.buffer]),
  },
];

export const BAD_LETTERS = [
  { why: "Ini gambar, bukan PDF", ...PHOTO, name: "surat.pdf" },
  { why: "terpotong", ...LETTER, name: "terpotong.pdf", buffer: LETTER.buffer.subarray(0, LETTER.buffer.length / 2) },
  { why: "terkunci dengan kata sandi", name: "terkunci.pdf", mimeType: "application/pdf", buffer: lockedPdf() },
];

/** A picture of `side` x `side` white points in some kilobytes. */
function giantPng(side: number): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.writeUInt8(1, 8);
  const line = Buffer.alloc(1 + Math.ceil(side / 8), 0xff);
  line.writeUInt8(0, 0);
  const points = deflateSync(Buffer.concat(Array.from({ length: 200 }, () => line)), { level: 9 });
  const mark = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([mark, chunk("IHDR", head), chunk("IDAT", points), chunk("IEND", Buffer.alloc(0))]);
}

/** The smallest PDF that asks for a password. */
function lockedPdf(): Buffer {
  const key = "<" + "00".repeat(32) + ">";
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    `<</Filter/Standard/V 2/R 3/Length 128/P -44/O ${key}/U ${key}>>`,
  ];
  const id = "<" + "11".repeat(16) + ">";
  return pdf(objects, `/Encrypt 4 0 R/ID[${id}${id}]`);
}

/** A letter of three pages. */
export function longLetter() {
  const page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>";
  const content = "BT /F1 24 Tf 56 724 Td (Surat dengan lampiran) Tj ET";
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[5 0 R 6 0 R 7 0 R]/Count 3>>",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    page,
    page,
    page,
  ];
  return { name: "surat.pdf", mimeType: "application/pdf", buffer: pdf(objects) };
}

/** A PDF of these objects; the first is its catalogue. */
function pdf(objects: string[], trailer = ""): Buffer {
  let text = "%PDF-1.4\n";
  const places = objects.map((object, number) => {
    const at = text.length;
    text += `${number + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = text.length;
  const size = objects.length + 1;
  const lines = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${size}\n0000000000 65535 f \n${lines}`;
  return Buffer.from(`${text}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${table}\n%%EOF\n`);
}
