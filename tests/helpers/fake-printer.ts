import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { readPaper } from './paper.ts';
import type { PaperLine } from './paper.ts';

/** How a printer of the network behaves. Changed while it runs, as somebody at the counter would. */
export type PrinterHabits = {
  /** Answers DLE EOT. */
  speaks: boolean;
  /** Answers GS r when a paper is out. */
  confirms: boolean;
  hasPaper: boolean;
  coverIsOpen: boolean;
  /** Out of paper once it has read so many bytes of a connection. */
  paperEndsAt: number | null;
  /** Takes connections and never reads. */
  hangs: boolean;
  /** Cuts the connection after so many bytes. */
  cutsAt: number | null;
  /** Says this to whatever it is asked. */
  rubbish: string | null;
  /** Needs so long until a paper is out. */
  printMs: number;
};

const HABITS: PrinterHabits = {
  speaks: true,
  confirms: true,
  hasPaper: true,
  coverIsOpen: false,
  paperEndsAt: null,
  hangs: false,
  cutsAt: null,
  rubbish: null,
  printMs: 0,
};

type Visit = {
  readonly socket: Socket;
  bytes: Buffer;
  /** Bytes that are on paper: what came while there was none waits in the printer. */
  printed: number;
  statusesAnswered: number;
  papersConfirmed: number;
};

export type FakePrinter = {
  readonly port: number;
  readonly habits: PrinterHabits;
  /** Papers that were cut off, oldest first. */
  readonly sheets: () => readonly (readonly PaperLine[])[];
  readonly kicks: () => readonly string[];
  readonly visits: () => number;
  readonly bytesTaken: () => number;
  /** Puts a new roll in: what waits in the printer comes out. */
  readonly putPaper: () => void;
  readonly turnOff: () => Promise<void>;
  readonly turnOn: () => Promise<void>;
};

/** A receipt printer on a real socket of this machine. */
export async function startFakePrinter(
  habits: Partial<PrinterHabits> = {},
  onVisit: () => void = () => {},
): Promise<FakePrinter> {
  const current: PrinterHabits = { ...HABITS, ...habits };
  const visits: Visit[] = [];
  let port = 0;
  let server: Server | null = null;

  const serve = (socket: Socket): void => {
    const visit: Visit = {
      socket,
      bytes: Buffer.alloc(0),
      printed: 0,
      statusesAnswered: 0,
      papersConfirmed: 0,
    };
    visits.push(visit);
    onVisit();
    socket.on('error', () => {});
    if (current.hangs) return void socket.pause();
    socket.on('data', (data) => take(visit, data));
  };
  const take = (visit: Visit, data: Buffer): void => {
    visit.bytes = Buffer.concat([visit.bytes, data]);
    const { cutsAt, paperEndsAt, rubbish } = current;
    if (cutsAt !== null && visit.bytes.length >= cutsAt) {
      visit.printed = cutsAt;
      return void visit.socket.resetAndDestroy();
    }
    if (paperEndsAt !== null && visit.bytes.length >= paperEndsAt) {
      current.hasPaper = false;
      visit.printed = Math.max(visit.printed, paperEndsAt);
    }
    if (current.hasPaper) visit.printed = visit.bytes.length;
    if (rubbish !== null) return void visit.socket.write(rubbish);
    answer(visit);
  };
  const answer = (visit: Visit): void => {
    const { questions } = readPaper(visit.bytes);
    const asked = (name: string): readonly string[] =>
      questions.filter((question) => question.startsWith(name));
    // At once, whatever else it is doing.
    for (const question of asked('status').slice(visit.statusesAnswered)) {
      visit.statusesAnswered += 1;
      if (current.speaks) visit.socket.write(Buffer.of(statusOf(question, current)));
    }
    // In turn: when what came before is on paper.
    const papers = current.hasPaper ? asked('printed').length : visit.papersConfirmed;
    for (; visit.papersConfirmed < papers; visit.papersConfirmed += 1) {
      if (!current.confirms) continue;
      setTimeout(() => visit.socket.write(Buffer.of(0x00)), current.printMs);
    }
  };

  const printer: FakePrinter = {
    get port() {
      return port;
    },
    habits: current,
    sheets: () =>
      visits.flatMap((visit) => readPaper(visit.bytes.subarray(0, visit.printed)).sheets),
    kicks: () => visits.flatMap((visit) => readPaper(visit.bytes).kicks),
    visits: () => visits.length,
    bytesTaken: () => visits.reduce((sum, visit) => sum + visit.bytes.length, 0),
    putPaper: () => {
      current.hasPaper = true;
      current.paperEndsAt = null;
      for (const visit of visits.filter(({ socket }) => !socket.destroyed)) {
        visit.printed = visit.bytes.length;
        answer(visit);
      }
    },
    turnOff: async () => {
      const off = server;
      server = null;
      for (const { socket } of visits) socket.destroy();
      if (off !== null) await new Promise((resolve) => off.close(resolve));
    },
    turnOn: async () => {
      const on = createServer(serve);
      server = on;
      await new Promise<void>((resolve) => on.listen(port, '127.0.0.1', resolve));
      port = (on.address() as AddressInfo).port;
    },
  };
  await printer.turnOn();
  return printer;
}

function statusOf(question: string, habits: PrinterHabits): number {
  const fixed = 0b0001_0010;
  if (question === 'status 4') return habits.hasPaper ? fixed : fixed | 0b0110_0000;
  const cover = habits.coverIsOpen ? 0b0000_0100 : 0;
  return fixed | cover | (habits.hasPaper ? 0 : 0b0010_0000);
}
