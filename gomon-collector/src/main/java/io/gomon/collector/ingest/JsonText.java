/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.ingest;

import java.util.Base64;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes one JSON value after the other as text. Structure is the caller's; commas and the quoting
 * of text are done here. Lone surrogates, which no store can hold as UTF-8, become U+FFFD. One
 * thread; meant to be used again and again.
 */
public final class JsonText {
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out = new StringBuilder(512);
  private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();

  /** Forgets what was written. */
  public JsonText reset() {
    out.setLength(0);
    return this;
  }

  public JsonText beginObject() {
    separate();
    out.append('{');
    return this;
  }

  public JsonText endObject() {
    out.append('}');
    return this;
  }

  public JsonText beginList() {
    separate();
    out.append('[');
    return this;
  }

  public JsonText endList() {
    out.append(']');
    return this;
  }

  public JsonText key(String key) {
    separate();
    quote(key);
    out.append(':');
    return this;
  }

  public JsonText text(String value) {
    separate();
    quote(value);
    return this;
  }

  public JsonText integer(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** A decimal has a point or an exponent; what JSON has no number for is text. */
  public JsonText decimal(double value) {
    separate();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      quote(Double.toString(value));
    } else {
      out.append(value);
    }
    return this;
  }

  public JsonText bool(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  /** Bytes are an object with one key, as in docs/EVENTS.md section 1. */
  public JsonText bytes(byte[] value) {
    return beginObject().key("base64").text(Base64.getEncoder().encodeToString(value)).endObject();
  }

  /** A value that is JSON text already. */
  public JsonText raw(CharSequence json) {
    separate();
    out.append(json);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** A text in which every surrogate has its other half: the same object, nearly always. */
  public static String wellFormed(String text) {
    boolean openPair = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (openPair != Character.isLowSurrogate(c)) {
        return repaired(text);
      }
      openPair = Character.isHighSurrogate(c);
    }
    return openPair ? repaired(text) : text;
  }

  private static String repaired(String text) {
    StringBuilder repaired = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(repaired::appendCodePoint);
    return repaired.toString();
  }

  private void quote(String text) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text); // a copy of its bytes, and most texts are such
    } else {
      encoder.quoteAsString(wellFormed(text), out);
    }
    out.append('"');
  }

  /** Whether nothing in it is to be escaped or repaired. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private void separate() {
    if (out.length() == 0) {
      return;
    }
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[' && last != ':') {
      out.append(',');
    }
  }
}
