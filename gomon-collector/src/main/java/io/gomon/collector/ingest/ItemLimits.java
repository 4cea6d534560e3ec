/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

/**
 * How much one item of a batch may hold: what is more is cut or left out, and counted. Used again
 * for the next item. One thread.
 */
public final class ItemLimits {
  /** Keys of an event, of a span, of one of its events. */
  public static final int MAX_KEYS = 1_024;

  public static final int MAX_TEXT_CHARS = 65_536;
  public static final int MAX_NAME_CHARS = 1_000;
  public static final int MAX_BYTES = 65_536;

  /** Lists and maps inside one another. */
  public static final int MAX_DEPTH = 32;

  /** Entries of all lists and maps together. */
  static final int MAX_ENTRIES = 10_000;

  /** Characters of all texts together. */
  static final int MAX_CHARS = 1 << 20;

  private int entries;
  private int chars;
  private int cut;

  public void reset() {
    entries = 0;
    chars = 0;
    cut = 0;
  }

  /** How many values were cut or left out. */
  public int cut() {
    return cut;
  }

  /** Counts a value that is left out. */
  public void leaveOut() {
    cut++;
  }

  /** Whether there may be another entry in any list or map; counts it as left out if not. */
  public boolean entry() {
    if (entries < MAX_ENTRIES) {
      entries++;
      return true;
    }
    cut++;
    return false;
  }

  /** Whether so many bytes of a value fit; counts it as cut if not. */
  public boolean bytes(int count) {
    boolean fits = count <= MAX_BYTES && count <= MAX_CHARS - chars;
    chars += fits ? count : 0;
    cut += fits ? 0 : 1;
    return fits;
  }

  /** The text, or as much of it as fits. */
  public String text(String text) {
    return cutTo(text, MAX_TEXT_CHARS);
  }

  /** A key, or a name, or as much of it as fits. */
  public String name(String name) {
    return cutTo(name, MAX_NAME_CHARS);
  }

  /** Whether there is room for a key, or for as much of it as a name may have; counts it if not. */
  public boolean hasRoomForKey(String key) {
    boolean fits = Math.min(key.length(), MAX_NAME_CHARS) <= MAX_CHARS - chars;
    cut += fits ? 0 : 1;
    return fits;
  }

  /**
   * The same of a name that is made of what is among the attributes, too: what is cut there is lost
   * nowhere. Charts count under such names, and hold them in memory.
   */
  public static String madeName(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : new ItemLimits().name(name);
  }

  private String cutTo(String text, int maxChars) {
    int room = Math.min(maxChars, MAX_CHARS - chars);
    if (text.length() <= room) {
      chars += text.length();
      return text;
    }
    cut++;
    int end = room > 0 && Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
    chars += end;
    return text.substring(0, end);
  }
}
