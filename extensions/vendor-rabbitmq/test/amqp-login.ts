/** Just enough of AMQP 0-9-1 to log in and open a virtual host, as a customer's client does. */
import { connect, type Socket } from 'node:net';

export interface Login {
  /** Resolves when the broker closes the connection, with its reason. */
  closed: Promise<string>;
  end(): void;
}

const [CONNECTION, START_OK, TUNE_OK, OPEN, CLOSE, CLOSE_OK] = [10, 11, 31, 40, 50, 51];
const START = 10;
const TUNE = 30;
const OPEN_OK = 41;
const HEARTBEAT = Buffer.from([8, 0, 0, 0, 0, 0, 0, 0xce]);

/** Rejects with the broker's words where it refuses. */
export function amqpLogin(port: number, vhost: string, user: string, password: string): Promise<Login> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from('AMQP\0\0\x09\x01', 'latin1')));
    let said = '';
    let buffer: Buffer = Buffer.alloc(0);
    let close: (reason: string) => void;
    const closed = new Promise<string>((done) => (close = done));
    socket.on('error', (error) => (said ||= error.message)); // the broker's own words, where it had any
    socket.on('close', () => {
      close(said);
      reject(new Error(said || 'the broker hung up'));
    });
    socket.on('data', (data) => {
      buffer = Buffer.concat([buffer, data as Buffer]);
      while (buffer.length >= 7 && buffer.length >= buffer.readUInt32BE(3) + 8) {
        const size = buffer.readUInt32BE(3);
        const [type, payload] = [buffer[0], buffer.subarray(7, 7 + size)];
        buffer = buffer.subarray(size + 8);
        if (type === 8) socket.write(HEARTBEAT);
        else answer(payload);
      }
    });

    function answer(payload: Buffer): void {
      const method = payload.readUInt16BE(2);
      if (method === START) return send(socket, START_OK!, [PROPERTIES, short('PLAIN'), longText(`\0${user}\0${password}`), short('en_US')]);
      if (method === TUNE) {
        send(socket, TUNE_OK!, [payload.subarray(4, 12)]);
        return send(socket, OPEN!, [short(vhost), short(''), Buffer.from([0])]);
      }
      if (method === OPEN_OK) return resolve({ closed, end: () => socket.destroy() });
      if (method === CLOSE) {
        said = `${payload.readUInt16BE(4)} ${payload.subarray(7, 7 + payload[6]!).toString('utf8')}`;
        send(socket, CLOSE_OK!, []);
        socket.end();
      }
    }
  });
}

function send(socket: Socket, method: number, parts: Buffer[]): void {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(CONNECTION!, 0);
  head.writeUInt16BE(method, 2);
  const payload = Buffer.concat([head, ...parts]);
  const frame = Buffer.alloc(7);
  frame[0] = 1;
  frame.writeUInt32BE(payload.length, 3);
  socket.write(Buffer.concat([frame, payload, Buffer.from([0xce])]));
}

const short = (text: string) => Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]);
const longText = (text: string) => Buffer.concat([long(Buffer.byteLength(text)), Buffer.from(text)]);
const table = (name: string, type: string, value: Buffer) => sized(Buffer.concat([short(name), Buffer.from(type), value]));
const sized = (bytes: Buffer) => Buffer.concat([long(bytes.length), bytes]);

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Asks for a reason instead of a broken line when the login is refused. */
const PROPERTIES = table('capabilities', 'F', table('authentication_failure_close', 't', Buffer.from([1])));
