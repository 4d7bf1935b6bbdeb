/** A ZIP file read entry by entry, and refused when it says or turns out to be a bomb. */
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { SheetFault } from './row.ts';

const ENTRIES_MAX = 1000;
/** What all entries may become. A million rows as XLSX are about a gigabyte of XML. */
const UNPACKED_MAX = 2_147_483_648;
/** Above the first megabytes an honest sheet does not shrink more than so many times. */
const RATIO_MAX = 200;
const RATIO_FROM = 20_000_000;

export interface Zip {
  names: string[];
  has(name: string): boolean;
  read(name: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

export async function openZip(path: string): Promise<Zip> {
  const broken = (error: unknown) => new SheetFault(`This ZIP or XLSX file is damaged (${(error as Error).message}).`);
  const zip = await open(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw broken(error);
  });
  const entries = new Map<string, Entry>();
  try {
    if (zip.entryCount > ENTRIES_MAX) throw new SheetFault(`This ZIP has ${zip.entryCount} entries; at most ${ENTRIES_MAX} are allowed.`);
    await listEntries(zip, entries).catch((error: unknown) => {
      throw broken(error);
    });
    let unpacked = 0;
    for (const entry of entries.values()) {
      unpacked += entry.uncompressedSize;
      if (entry.isEncrypted()) throw new SheetFault('This ZIP is encrypted.');
      if (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * RATIO_MAX)
        throw new SheetFault(`This ZIP would unpack ${entry.compressedSize} bytes to ${entry.uncompressedSize}; it is not read.`);
    }
    if (unpacked > UNPACKED_MAX) throw new SheetFault(`This ZIP would unpack to ${unpacked} bytes; at most ${UNPACKED_MAX} are allowed.`);
  } catch (error) {
    zip.close();
    throw error;
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    async *read(name) {
      try {
        const stream = await promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip))(entries.get(name)!);
        // more bytes than declared end in an error of the reader
        for await (const bytes of stream) yield bytes as unknown as Uint8Array;
      } catch (error) {
        throw error instanceof SheetFault ? error : broken(error);
      }
    },
    close: () => zip.close(),
  };
}

function listEntries(zip: ZipFile, entries: Map<string, Entry>): Promise<void> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve());
    zip.once('error', reject);
    zip.readEntry();
  });
}
