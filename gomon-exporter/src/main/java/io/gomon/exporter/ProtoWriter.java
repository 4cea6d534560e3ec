/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.exporter;

import java.util.UUID;

/**
 * Writes the protobuf wire format: tags, varints, fixed 64-bit numbers, text, nested messages.
 *
 * <p>The length of a nested message stands before it and is known after it: {@link #begin} leaves
 * the room that is usually right, and {@link #end} moves the message when it was not, so that every
 * length is written in its shortest form. For one thread at a time.
 */
final class ProtoWriter {
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private final Bytes out;

  ProtoWriter(Bytes out) {
    this.out = out;
  }

  /** Begins a nested message that is likely to have less than 128 bytes. */
  int begin(int field) {
    return begin(field, 1);
  }

  /**
   * Begins a nested message.
   *
   * @param lengthBytes how many bytes its length is likely to take
   * @return what {@link #end} needs
   */
  int begin(int field, int lengthBytes) {
    tag(field, LENGTH_DELIMITED);
    for (int i = 0; i < lengthBytes; i++) {
      out.write(0);
    }
    return out.size();
  }

  /** Ends a message for which one byte of length was left. */
  void end(int start) {
    end(start, 1);
  }

  void end(int start, int lengthBytes) {
    int length = out.size() - start;
    int needed = varintSize(length);
    if (needed != lengthBytes) {
      out.shift(start, needed - lengthBytes);
    }
    int position = start - lengthBytes;
    for (int rest = length; ; rest >>>= 7) {
      boolean last = rest < 0x80;
      out.set(position++, last ? rest : (rest & 0x7F) | 0x80);
      if (last) {
        return;
      }
    }
  }

  /** The head of a message whose content is written elsewhere. */
  void head(int field, long length) {
    tag(field, LENGTH_DELIMITED);
    varint(length);
  }

  void varintField(int field, long value) {
    tag(field, 0);
    varint(value);
  }

  void fixed64Field(int field, long value) {
    tag(field, FIXED64);
    for (int shift = 0; shift < 64; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }

  /** Eight bytes, the highest first, as W3C ids are written. */
  void idField(int field, long id) {
    head(field, 8);
    bigEndian(id);
  }

  void idField(int field, long high, long low) {
    head(field, 16);
    bigEndian(high);
    bigEndian(low);
  }

  void bytesField(int field, byte[] value) {
    head(field, value.length);
    out.write(value);
  }

  /** Text as UTF-8; half a surrogate pair becomes U+FFFD. */
  void textField(int field, String text) {
    head(field, utf8Size(text));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.write(c);
      } else if (isPair(text, i)) {
        utf8(text.codePointAt(i));
        i++;
      } else {
        utf8(Character.isSurrogate(c) ? 0xFFFD : c);
      }
    }
  }

  /** Text of a field that, when it is empty, is left out: one that proto3 gives no presence. */
  void textFieldIfAny(int field, String text) {
    if (!text.isEmpty()) {
      textField(field, text);
    }
  }

  /** The 36 characters of a UUID, without making a string. */
  void uuidField(int field, long high, long low) {
    head(field, 36);
    hex(high, 60, 8);
    out.write('-');
    hex(high, 28, 4);
    out.write('-');
    hex(high, 12, 4);
    out.write('-');
    hex(low, 60, 4);
    out.write('-');
    hex(low, 44, 12);
  }

  /** As {@link #uuidField(int, long, long)}. */
  void uuidField(int field, UUID id) {
    uuidField(field, id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private void hex(long value, int firstShift, int digits) {
    for (int i = 0; i < digits; i++) {
      out.write(Character.forDigit((int) (value >>> (firstShift - 4 * i)) & 0xF, 16));
    }
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write(((int) rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void bigEndian(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  private void utf8(int c) {
    if (c < 0x80) {
      out.write(c);
    } else if (c < 0x800) {
      out.write(0xC0 | (c >>> 6));
      out.write(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      out.write(0xE0 | (c >>> 12));
      out.write(0x80 | (c >>> 6 & 0x3F));
      out.write(0x80 | (c & 0x3F));
    } else {
      out.write(0xF0 | (c >>> 18));
      out.write(0x80 | (c >>> 12 & 0x3F));
      out.write(0x80 | (c >>> 6 & 0x3F));
      out.write(0x80 | (c & 0x3F));
    }
  }

  private static int utf8Size(String text) {
    int size = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x800) {
        size += 2; // of a pair: 4 bytes for 2 characters, so 1 each
        if (isPair(text, i)) {
          i++;
        }
      } else if (c >= 0x80) {
        size++;
      }
    }
    return size;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static int varintSize(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }
}
