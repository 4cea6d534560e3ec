/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context (Recommendation of 23 November 2021): {@code traceparent} and {@code
 * tracestate}.
 *
 * <p>GoMon's member of {@code tracestate} is {@code gomon=} and the 32 hex digits of the event's
 * id: it carries the half of the id that a span id has no room for. It counts only when its low
 * half is the span id of {@code traceparent}; otherwise some other tracer stood between, and is the
 * parent.
 */
public final class W3cTraceContext {
  private static final String MEMBER = "gomon=";
  private static final int MAX_STATE_CHARS = 512;
  private static final int MAX_STATE_MEMBERS = 32;
  private static final int LONG_MEMBER_CHARS = 128;
  private static final HexFormat HEX = HexFormat.of();

  private W3cTraceContext() {}

  /**
   * Reads the headers of a request; null when {@code traceparent} is absent or not valid, as the
   * specification asks. Never throws.
   *
   * @param tracestate all values of the header, joined by commas
   */
  public static @Nullable RemoteParent parse(
      @Nullable String traceparent, @Nullable String tracestate) {
    String text = traceparent == null ? "" : traceparent.strip();
    if (!isWellFormed(text)) {
      return null;
    }
    long traceHigh = HexFormat.fromHexDigitsToLong(text, 3, 19);
    long traceLow = HexFormat.fromHexDigitsToLong(text, 19, 35);
    long spanId = HexFormat.fromHexDigitsToLong(text, 36, 52);
    if ((traceHigh | traceLow) == 0 || spanId == 0) {
      return null;
    }
    int flags = HexFormat.fromHexDigits(text, 53, 55) & 1;
    return withState(traceHigh, traceLow, spanId, flags, tracestate == null ? "" : tracestate);
  }

  private static boolean isWellFormed(String text) {
    if (text.length() < 55 || text.startsWith("ff")) {
      return false;
    }
    boolean version0 = text.startsWith("00");
    if (text.length() > 55 && (version0 || text.charAt(55) != '-')) {
      return false;
    }
    for (int i = 0; i < 55; i++) {
      char c = text.charAt(i);
      boolean dash = i == 2 || i == 35 || i == 52;
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (dash ? c != '-' : !hex) {
        return false;
      }
    }
    return true;
  }

  private static RemoteParent withState(
      long traceHigh, long traceLow, long spanId, int flags, String tracestate) {
    long parentHigh = 0;
    int members = 1;
    boolean full = false;
    StringBuilder others = new StringBuilder();
    for (String part : tracestate.split(",", MAX_STATE_MEMBERS + 1)) {
      String member = part.strip();
      if (member.startsWith(MEMBER)) {
        parentHigh = highOf(member.substring(MEMBER.length()), spanId);
      } else if (!full && isMember(member)) {
        // Section 3.3.1.5: what is too much goes from the end, but first of all what is long.
        boolean fits = others.length() + member.length() + 1 <= MAX_STATE_CHARS;
        if (fits && ++members <= MAX_STATE_MEMBERS) {
          others.append(others.isEmpty() ? "" : ",").append(member);
        } else {
          full = member.length() <= LONG_MEMBER_CHARS;
        }
      }
    }
    return new RemoteParent(traceHigh, traceLow, parentHigh, spanId, flags, others.toString());
  }

  /** Anything else would make an HTTP client of the application refuse the header. */
  private static boolean isMember(String member) {
    int equals = member.indexOf('=');
    if (equals <= 0 || equals > 256 || member.length() - equals - 1 > 256) {
      return false;
    }
    for (int i = 0; i < member.length(); i++) {
      char c = member.charAt(i);
      boolean fits =
          i < equals
              ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "_-*/@".indexOf(c) >= 0
              : i == equals || (c >= ' ' && c <= '~' && c != ',' && c != '=');
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static long highOf(String id, long spanId) {
    if (id.length() != 32 || !id.chars().allMatch(HexFormat::isHexDigit)) {
      return 0;
    }
    long low = HexFormat.fromHexDigitsToLong(id, 16, 32);
    return low == spanId ? HexFormat.fromHexDigitsToLong(id, 0, 16) : 0;
  }

  static String traceparent(EventData event) {
    StringBuilder out = new StringBuilder(55).append("00-");
    out.append(HEX.toHexDigits(event.traceHigh())).append(HEX.toHexDigits(event.traceLow()));
    return out.append('-')
        .append(HEX.toHexDigits(event.idLow))
        .append(event.lineage.trace.flags == 0 ? "-00" : "-01")
        .toString();
  }

  static String tracestate(EventData event) {
    String mine = MEMBER + HEX.toHexDigits(event.idHigh()) + HEX.toHexDigits(event.idLow);
    String others = event.lineage.trace.otherState();
    return others.isEmpty() ? mine : mine + ',' + others;
  }
}
