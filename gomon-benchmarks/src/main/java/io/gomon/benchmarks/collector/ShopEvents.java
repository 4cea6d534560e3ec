/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the example shop and its inventory recorded of three seconds at 135 requests a second, in
 * the order in which the events ended; again and again, each time later and with fresh ids. Ids are
 * made as the trackers make them: those that followed on a thread do so again, behind a number that
 * is drawn. They are changed wherever they are written: in attributes and headers, too. One thread.
 */
final class ShopEvents {
  static final int BATCH = 3_000;

  private static final String SAMPLE = "shop.ndjson.gz";
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /** A thread counts in blocks of so many: two ids that are farther apart do not follow. */
  private static final long BLOCK = 1 << 15;

  /** A UUID; a trace or an id without dashes; a span's id; a start. */
  private static final Pattern CHANGED =
      Pattern.compile(
          "([0-9a-f]{8})-([0-9a-f]{4})-(7[0-9a-f]{3})-([89ab][0-9a-f]{3})-([0-9a-f]{12})"
              + "|([0-9a-f]{12}7[0-9a-f]{3})([89ab][0-9a-f]{15})"
              + "|(?<![0-9a-f])([89ab][0-9a-f]{15})(?![0-9a-f])"
              + "|(?<=\"gomon:start\":)([0-9]+)");

  private static final Pattern ID = Pattern.compile("\"id\":\"[^\"]*-([0-9a-f]{4})-([0-9a-f]{12})");

  /** What stands behind a text: an id by its halves, or a start. */
  private record Mark(String before, char kind, long high, long low) {}

  private final List<List<Mark>> lines = new ArrayList<>();

  /** The low halves of the events' ids: other numbers stay as they are. */
  private final Set<Long> lows = new TreeSet<>();

  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos;

  private ShopEvents() {}

  static ShopEvents read() throws IOException {
    ShopEvents events = new ShopEvents();
    List<String> texts;
    try (InputStream in = ShopEvents.class.getResourceAsStream(SAMPLE);
        GZIPInputStream plain = new GZIPInputStream(in)) {
      texts = new String(plain.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    for (String text : texts) {
      Matcher id = ID.matcher(text);
      if (id.find()) {
        events.lows.add(hex(id.group(1) + id.group(2)));
      }
    }
    texts.forEach(text -> events.lines.add(events.marks(text)));
    return events;
  }

  int size() {
    return lines.size();
  }

  private List<Mark> marks(String line) {
    List<Mark> marks = new ArrayList<>();
    int end = 0;
    for (MatchResult found : (Iterable<MatchResult>) CHANGED.matcher(line).results()::iterator) {
      Mark mark = mark(line.substring(end, found.start()), found);
      if (mark.kind == 't' || lows.contains(mark.low)) {
        marks.add(mark);
        end = found.end();
      }
    }
    marks.add(new Mark(line.substring(end) + "\n", ' ', 0, 0));
    return marks;
  }

  private Mark mark(String before, MatchResult found) {
    if (found.group(9) != null) {
      long startNanos = Long.parseLong(found.group(9));
      firstNanos = Math.min(firstNanos, startNanos);
      lastNanos = Math.max(lastNanos, startNanos);
      return new Mark(before, 't', startNanos, 0);
    }
    if (found.group(8) != null) {
      return new Mark(before, 's', 0, hex(found.group(8)));
    }
    if (found.group(6) != null) {
      return new Mark(before, 'i', hex(found.group(6)), hex(found.group(7)));
    }
    return new Mark(
        before,
        'u',
        hex(found.group(1) + found.group(2) + found.group(3)),
        hex(found.group(4) + found.group(5)));
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }

  interface Batches {
    /** Packed lines. */
    void send(byte[] batch) throws IOException, InterruptedException;
  }

  /** So many times the sample; the last event starts when it is {@code endMillis}. */
  void send(int times, long endMillis, Batches batches) throws IOException, InterruptedException {
    long stepMillis = (lastNanos - firstNanos) / 1_000_000 + 1;
    SplittableRandom random = new SplittableRandom(times);
    for (int time = 0; time < times; time++) {
      Map<Long, Long> fresh = freshLows(random);
      long laterMillis = endMillis - lastNanos / 1_000_000 - (times - 1 - time) * stepMillis;
      for (int from = 0; from < lines.size(); from += BATCH) {
        StringBuilder text = new StringBuilder(2 << 20);
        for (List<Mark> line : lines.subList(from, Math.min(lines.size(), from + BATCH))) {
          line.forEach(mark -> append(text, mark, laterMillis, fresh));
        }
        batches.send(gzip(text.toString()));
      }
    }
  }

  private Map<Long, Long> freshLows(SplittableRandom random) {
    Map<Long, Long> fresh = new HashMap<>();
    long former = Long.MIN_VALUE;
    long shift = 0;
    for (long low : lows) {
      if (low - former > BLOCK) {
        shift = ((VARIANT | random.nextLong() >>> 2) & -BLOCK) - (low & -BLOCK);
      }
      fresh.put(low, low + shift);
      former = low;
    }
    return fresh;
  }

  private static void append(
      StringBuilder text, Mark mark, long laterMillis, Map<Long, Long> fresh) {
    text.append(mark.before);
    if (mark.kind == ' ') {
      return;
    }
    if (mark.kind == 't') {
      text.append(mark.high + laterMillis * 1_000_000);
      return;
    }
    String low = digits(Objects.requireNonNull(fresh.get(mark.low)));
    if (mark.kind == 's') {
      text.append(low);
      return;
    }
    String high = digits(mark.high + (laterMillis << 16));
    if (mark.kind == 'i') {
      text.append(high).append(low);
      return;
    }
    text.append(high, 0, 8).append('-').append(high, 8, 12).append('-').append(high, 12, 16);
    text.append('-').append(low, 0, 4).append('-').append(low, 4, 16);
  }

  private static String digits(long half) {
    return String.format(Locale.ROOT, "%016x", half);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
