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
 * record     0        4        8        12        16                24     25      26       28
 *            | marker | length | crc32c | head    | received millis | kind | id n  | note n | id | note | body |
 *                                                 '- length counts from 16 on, to the end of the body -'
 *
 * void       0        4        8        12
 *            | marker | length | crc32c | anything: bytes that were never acknowledged |
 *
 * begin      0        4                8        12
 *            | marker | end position   | crc32c |
 * </pre>
 *
 * Both checksums cover, first, the log position of the record's first byte (8 bytes that are not
 * stored): that is what tells a record from the copy of one. The one called head covers bytes 4 to
 * 12 then, so that a false marker costs 16 bytes and not a body; the other the length and
 * everything from 16 on. Segments of the first version (magic GOMONLO1, marker GMR1) have no head
 * checksum: what stands from 16 on here begins at 12 there.
 *
 * <p>A void covers a place that no reader has to tell of. A begin stands first in a segment whose
 * predecessor could not be written any more, and says where that one ends: what it holds behind
 * that was refused.
 */
final class RecordFormat {
  static final long SEGMENT_MAGIC = 0x474F4D4F4E4C4F32L; // GOMONLO2
  static final long SEGMENT_MAGIC_1 = 0x474F4D4F4E4C4F31L; // GOMONLO1
  static final int SEGMENT_HEADER_BYTES = 16;

  static final int MARKER = 0x474D5232; // GMR2
  static final int MARKER_1 = 0x474D5231; // GMR1
  static final int VOID_MARKER = 0x474D5632; // GMV2
  static final int BEGIN_MARKER = 0x474D4232; // GMB2
  static final int LENGTH_OFFSET = 4;
  static final int CRC_OFFSET = 8;
  static final int HEAD_CRC_OFFSET = 12;
  static final int CONTENT_OFFSET = 16;
  static final int HEADER_BYTES = 28;

  /** The smallest thing between two records, and what is read to tell which one it is. */
  static final int VOID_BYTES = 12;

  static final int BEGIN_BYTES = 16;

  private static final int CONTENT_OFFSET_1 = 12;

  /** Of what stands between the beginning of the content and the texts. */
  private static final int CONTENT_HEAD_BYTES = 12;

  private static final int KIND_AT = 8;
  private static final int ID_LENGTH_AT = 9;
  private static final int NOTE_LENGTH_AT = 10;

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
      head.putInt(MARKER).putInt(sizeBytes - CONTENT_OFFSET).putInt(0).putInt(0);
      head.putLong(entry.receivedMillis()).put(entry.kind());
      head.put((byte) id.length).putShort((short) note.length).put(id).put(note).flip();
      CRC32C crc = begin(position, sizeBytes - CONTENT_OFFSET);
      crc.update(head.array(), CONTENT_OFFSET, head.limit() - CONTENT_OFFSET);
      crc.update(entry.body());
      head.putInt(CRC_OFFSET, (int) crc.getValue());
      return head.putInt(HEAD_CRC_OFFSET, headCrc(head, position));
    }
  }

  /** Where the content begins in a record with this marker; 0 if it is not one of a record. */
  static int contentOffset(int marker) {
    return switch (marker) {
      case MARKER -> CONTENT_OFFSET;
      case MARKER_1 -> CONTENT_OFFSET_1;
      default -> 0;
    };
  }

  /** Whether a head, {@link #CONTENT_OFFSET} bytes of it, can be that of a record. */
  static boolean isHead(ByteBuffer head, long position) {
    boolean proven =
        head.getInt(0) == MARKER_1 || head.getInt(HEAD_CRC_OFFSET) == headCrc(head, position);
    return proven && head.getInt(LENGTH_OFFSET) >= CONTENT_HEAD_BYTES;
  }

  /**
   * Reads a whole record, or nothing when its checksum or its inner lengths are wrong.
   *
   * @param position log position of the record's first byte
   */
  static @Nullable WalEntry decode(ByteBuffer record, long position) {
    int content = contentOffset(record.getInt(0));
    int length = record.getInt(LENGTH_OFFSET);
    CRC32C crc = begin(position, length);
    crc.update(record.duplicate().position(content));
    if (record.getInt(CRC_OFFSET) != (int) crc.getValue()) {
      return null;
    }
    int idBytes = record.get(content + ID_LENGTH_AT) & 0xFF;
    int noteBytes = record.getShort(content + NOTE_LENGTH_AT) & 0xFFFF;
    int bodyBytes = length - CONTENT_HEAD_BYTES - idBytes - noteBytes;
    if (bodyBytes < 0) {
      return null;
    }
    record.position(content + CONTENT_HEAD_BYTES);
    String id = text(record, idBytes);
    String note = text(record, noteBytes);
    byte[] body = new byte[bodyBytes];
    record.get(body);
    return new WalEntry(record.getLong(content), record.get(content + KIND_AT), id, note, body);
  }

  /** What covers {@code bytes} bytes from a position on; at least {@link #VOID_BYTES}. */
  static ByteBuffer voidHead(long position, int bytes) {
    ByteBuffer head = ByteBuffer.allocate(VOID_BYTES).putInt(VOID_MARKER);
    return head.putInt(bytes).putInt((int) begin(position, bytes).getValue()).flip();
  }

  /** How many bytes a void covers that begins here; 0 if none does. */
  static int voidBytes(ByteBuffer head, long position) {
    int bytes = head.getInt(LENGTH_OFFSET);
    boolean isVoid =
        head.getInt(0) == VOID_MARKER
            && bytes >= VOID_BYTES
            && head.getInt(CRC_OFFSET) == (int) begin(position, bytes).getValue();
    return isVoid ? bytes : 0;
  }

  /** What stands first in a segment whose predecessor ends at another position than this begins. */
  static ByteBuffer beginRecord(long position, long previousEnd) {
    ByteBuffer record = ByteBuffer.allocate(BEGIN_BYTES).putInt(BEGIN_MARKER).putLong(previousEnd);
    return record.putInt(beginCrc(position, previousEnd)).flip();
  }

  /** The position in a begin that stands here; -1 if none does. */
  static long previousEnd(ByteBuffer record, long position) {
    long previousEnd = record.getLong(4);
    boolean isBegin =
        record.getInt(0) == BEGIN_MARKER && record.getInt(12) == beginCrc(position, previousEnd);
    return isBegin ? previousEnd : -1;
  }

  private static int beginCrc(long position, long previousEnd) {
    CRC32C crc = new CRC32C();
    ByteBuffer covered = ByteBuffer.allocate(20).putLong(position).putLong(previousEnd);
    crc.update(covered.putInt(BEGIN_MARKER).flip()); // or a record's head of one wrong bit is one
    return (int) crc.getValue();
  }

  private static int headCrc(ByteBuffer head, long position) {
    CRC32C crc = begin(position, head.getInt(LENGTH_OFFSET));
    crc.update(head.duplicate().position(CRC_OFFSET).limit(HEAD_CRC_OFFSET));
    return (int) crc.getValue();
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
