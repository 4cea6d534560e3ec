/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes, read as a program that fills an event: a fuzzer writes such programs. Where the bytes are
 * at an end, zeros follow; every sequence of bytes is a program.
 *
 * <p>A program is a byte, which says how much it may do, a text, the fingerprint, and then entries:
 * a byte, a text, and a value. When the three low bits of the byte are set, it is an error with
 * that text, and no value follows; else the text is a key.
 *
 * <pre>
 * text   one byte: its two low bits are the form, the other six are n
 *        form 0: one of TEXTS     form 1: n bytes of ISO 8859-1
 *        form 2: n times two bytes of UTF-16        form 3: a text, repeated up to n * 1,024 chars
 * value  one byte, modulo the number of forms; see {@link #value}
 * </pre>
 */
final class EventScript {
  /** What has gone wrong somewhere before, or is a limit. */
  private static final String[] TEXTS = {
    "",
    "id",
    "parent",
    "trace",
    "app-id",
    "error",
    "gomon:fp",
    "gomon:start",
    "gomon:lapsed",
    "gomon:truncated",
    "attr.id",
    "attr.attr.error",
    "attr.",
    "attr.x",
    "base64",
    "a",
    "b",
    "k",
    "\u0000",
    "\b\t\n\u000b\f\r",
    "\u001b[0m",
    "\"",
    "\\",
    "\\u0041",
    "/",
    "</script>",
    "'",
    "&amp;",
    "\u007f",
    "\u0085",
    "\u00df",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ufffd",
    "\ufffe",
    "\uffff",
    "\ud800",
    "\udbff",
    "\udc00",
    "\udfff",
    "\ud83d\ude00",
    "\ude00\ud83d",
    "\ud83d\ud83d\ude00",
    "NaN",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "…",
    "***",
    "a".repeat(199) + "\ud83d\ude00",
    "a".repeat(200),
    "a".repeat(201),
    "a".repeat(16_383) + "\ud83d\ude00",
    "a".repeat(16_384),
    "a".repeat(16_385),
  };

  private static final int FORMS = 16;
  private static final int COLLECTIONS = 3;
  private static final int MAX_DEPTH = 11;

  /**
   * So that no program takes long: characters and elements in all that it makes. Few programs get
   * enough to exceed every limit.
   */
  private static final int MAX_WORK = 300_000;

  private static final int USUAL_WORK = 20_000;

  private final byte[] program;
  private int at;
  private int work;

  EventScript(byte[] program) {
    this.program = program;
    this.work = (next() & 7) == 1 ? MAX_WORK : USUAL_WORK;
  }

  /** An object of the application that cannot say what it is. */
  static final class Mute {
    @Override
    public String toString() {
      throw new IllegalStateException("mute on purpose");
    }
  }

  boolean isOver() {
    return at >= program.length || work <= 0;
  }

  int next() {
    return at < program.length ? program[at++] & 0xFF : 0;
  }

  private long number(int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | next();
    }
    return number;
  }

  String text() {
    int head = next();
    int n = head >>> 2;
    String text =
        switch (head & 3) {
          case 0 -> TEXTS[n % TEXTS.length];
          case 1 -> characters(n, 1);
          case 2 -> characters(n, 2);
          default -> repeated(n * 1_024);
        };
    work -= text.length();
    return text;
  }

  private String characters(int count, int bytesEach) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) number(bytesEach));
    }
    return text.toString();
  }

  private String repeated(int maxChars) {
    String part = characters(next() & 3, 2);
    return part.isEmpty() || maxChars > work ? part : part.repeat(maxChars / part.length());
  }

  /** Anything that an application may put into an event, null included. */
  Object value() {
    return value(0);
  }

  private Object value(int depth) {
    work--;
    int forms = depth == MAX_DEPTH || work <= 0 ? FORMS - COLLECTIONS : FORMS;
    return switch (next() % forms) {
      case 0 -> text();
      case 1 -> number(8);
      case 2 -> number(1) - 128;
      case 3 -> Double.longBitsToDouble(number(8));
      case 4 -> new double[] {-0.0, Double.NaN, 1 / 0.0, -1 / 0.0, Double.MIN_VALUE}[next() % 5];
      case 5 -> (next() & 1) == 0;
      case 6 -> new byte[next()];
      case 7 -> characters(next(), 1).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      case 8 -> null;
      case 9 -> narrow();
      case 10 -> BigDecimal.valueOf(number(8), (int) number(1));
      case 11 -> BigInteger.valueOf(number(8)).pow(3);
      case 12 ->
          new Object[] {new Mute(), java.nio.CharBuffer.wrap(text()), 'c', Overflow.DROP}
              [next() & 3];
      case 13 -> list(next(), depth);
      case 14 -> copies(next() * 8, depth);
      default -> map(next(), depth);
    };
  }

  private Number narrow() {
    return switch (next() & 3) {
      case 0 -> (int) number(4);
      case 1 -> (short) number(2);
      case 2 -> (byte) number(1);
      default -> Float.intBitsToFloat((int) number(4));
    };
  }

  private List<Object> list(int size, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size && !isOver(); i++) {
      list.add(value(depth + 1));
    }
    return list;
  }

  /** As many copies of one value as there is room for. */
  private List<Object> copies(int size, int depth) {
    int before = work;
    Object value = value(depth + 1);
    int weight = Math.max(1, before - work);
    int copies = Math.max(0, Math.min(size, work / weight));
    work -= copies * weight;
    return Collections.nCopies(copies, value);
  }

  private Map<Object, Object> map(int size, int depth) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size && !isOver(); i++) {
      Object key = (next() & 7) == 0 ? value(MAX_DEPTH) : text();
      map.put(key, value(depth + 1));
    }
    return map;
  }
}
