/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a record and of a segment file, big endian.
 *
 * <pre>
 * segment    0        8                16
 *            | magic  | base position  | record | record | …
 *
 * record     0        4        8        12                20     21      22       24
 *            | marker | length | crc32c | received millis | kind | id n  | note n | id | note | body |
 *                              '- length counts from 12 on, to the end of the body -'
 * </pre>
 *
 * The checksum covers, in this order: the log position of the record's first byte (8 bytes that are
 * not stored), the length, and everything from 12 on. The position in it is what tells a record
 * from the copy of one: neither a stale block of another file nor a record that somebody sent us as
 * the body of a batch can pass for one when a damaged place is searched for the next marker.
 */
final class RecordFormat {
  static final long SEGMENT_MAGIC = 0x474F4D4F4E4C4F31L; // GOMONLO1
  static final int SEGMENT_HEADER_BYTES = 16;

  static final int MARKER = 0x474D5231; // GMR1
  static final int LENGTH_OFFSET = 4;
  static final int CRC_OFFSET = 8;
  static final int CONTENT_OFFSET = 12;
  static final int KIND_OFFSET = 20;
  static final int ID_LENGTH_OFFSET = 21;
  static final int NOTE_LENGTH_OFFSET = 22;
  static final int HEADER_BYTES = 24;

  static final int MAX_ID_BYTES = 0xFF;
  static final int MAX_NOTE_BYTES = 0xFFFF;

  private RecordFormat() {}

  /** An entry with its texts as bytes: what is needed to know its size, and to write it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Encoded(WalEntry entry, byte[] id, byte[] note, int sizeBytes) {

    static Encoded of(WalEntry entry) {
      byte[] id = entry.batchId().getBytes(StandardCharsets.UTF_8);
      byte[] note = entry.note().getBytes(StandardCharsets.UTF_8);
      int size =
          Math.addExact(HEADER_BYTES + id.length + note.length, entry.body().length); // overflow
      return new Encoded(entry, id, note, size);
    }

    /** Everything in front of the body, for a record that begins at {@code position}. */
    ByteBuffer head(long position) {
      ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES + id.length + note.length);
      head.putInt(MARKER).putInt(sizeBytes - CONTENT_OFFSET).putInt(0);
      head.putLong(entry.receivedMillis()).put(entry.kind());
      head.put((byte) id.length).putShort((short) note.length).put(id).put(note).flip();
      CRC32C crc = begin(position, sizeBytes - CONTENT_OFFSET);
      crc.update(head.array(), CONTENT_OFFSET, head.limit() - CONTENT_OFFSET);
      crc.update(entry.body());
      return head.putInt(CRC_OFFSET, (int) crc.getValue());
    }
  }

  /**
   * Reads a whole record, or nothing when its checksum or its inner lengths are wrong.
   *
   * @param position log position of the record's first byte
   */
  static @Nullable WalEntry decode(ByteBuffer record, long position) {
    int length = record.getInt(LENGTH_OFFSET);
    CRC32C crc = begin(position, length);
    crc.update(record.duplicate().position(CONTENT_OFFSET));
    if (record.getInt(CRC_OFFSET) != (int) crc.getValue()) {
      return null;
    }
    int idBytes = record.get(ID_LENGTH_OFFSET) & 0xFF;
    int noteBytes = record.getShort(NOTE_LENGTH_OFFSET) & 0xFFFF;
    int bodyBytes = record.limit() - HEADER_BYTES - idBytes - noteBytes;
    if (bodyBytes < 0) {
      return null;
    }
    record.position(HEADER_BYTES);
    String id = text(record, idBytes);
    String note = text(record, noteBytes);
    byte[] body = new byte[bodyBytes];
    record.get(body);
    return new WalEntry(record.getLong(CONTENT_OFFSET), record.get(KIND_OFFSET), id, note, body);
  }

  private static String text(ByteBuffer from, int bytes) {
    byte[] text = new byte[bytes];
    from.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static CRC32C begin(long position, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(position).putInt(length).flip());
    return crc;
  }
}
