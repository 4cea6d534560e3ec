/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import io.gomon.collector.store.CollectedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * How the ids of an event become few bytes
 *
 * An event of our own has an id whose high half follows from its start, and whose low half is a small number more
 * than that of the event by which its trace entered the process; for the trace's first process that one is the
 * trace's id itself. Its parent is as near. So of eight longs two remain, the trace's; the others are told by
 *
 *   id_form            4    3    2 1 0
 *                      |    |    parent: 0 none, 1 the application, 2 base + parent_offset,
 *                      |    |            3 trace_low + parent_offset, 4 parent_given_low
 *                      |    the id's high half follows from the start, else it is id_given_high
 *                      the parent's high half is that of the event of the trace with that low half, which lies
 *                      at most NEAR_ROWS rows away; else it is parent_given_high
 *   id_base, id_offset the id's low half is their sum; for base 0 it is trace_low + id_offset
 *   app                both halves of the application's id, as decimal text: the files keep each text once a block
 *
 * A row is understood by itself, but for the high half of a parent that is found beside it (EventRows). Any ids at
 * all can be told so, those of foreign tracers with their base given and the offset 0.
 */
/**
 * The ids of one event as the table {@code events} keeps them. Immutable; made by {@link #of}, read
 * again by {@link EventRows#addPacked} and by the SQL of {@link EventColumns}.
 */
record PackedIds(
    int form,
    long givenHigh,
    long base,
    int offset,
    long parentGivenHigh,
    long parentGivenLow,
    int parentOffset) {
  static final int PARENT = 7;
  static final int NONE = 0;
  static final int APPLICATION = 1;
  static final int BASE = 2;
  static final int TRACE = 3;
  static final int GIVEN = 4;
  static final int HIGH_FOLLOWS = 8;
  static final int PARENT_NEAR = 16;

  /** How far the event may be, in rows, whose high half is that of a parent. */
  static final int NEAR_ROWS = 4_096;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long VERSION_7 = 0x7000;

  /** The ids of rows that are stored one after the other, in this order. */
  static List<PackedIds> of(List<CollectedEvent> rows) {
    List<PackedIds> packed = new ArrayList<>(rows.size());
    for (int from = 0; from < rows.size(); ) {
      int to = from + 1;
      while (to < rows.size() && isSameTrace(rows.get(from), rows.get(to))) {
        to++;
      }
      new Neighbours(rows.subList(from, to)).pack(packed);
      from = to;
    }
    return packed;
  }

  private static boolean isSameTrace(CollectedEvent one, CollectedEvent other) {
    return one.traceLow() == other.traceLow() && one.traceHigh() == other.traceHigh();
  }

  /** The high half that our own ids have; the same in SQL: {@link EventColumns}. */
  static long highOf(long startNanos) {
    long millis = startNanos / NANOS_PER_MILLI;
    return (millis << 16 | VERSION_7)
        + ((startNanos - millis * NANOS_PER_MILLI) << 12) / NANOS_PER_MILLI;
  }

  long idHigh(long startNanos) {
    return (form & HIGH_FOLLOWS) == 0 ? givenHigh : highOf(startNanos);
  }

  long idLow(long traceLow) {
    return actualBase(traceLow) + offset;
  }

  private long actualBase(long traceLow) {
    return base == 0 ? traceLow : base;
  }

  /** Whether the parent's high half is left to the parent. */
  boolean lacksParentHigh() {
    return (form & PARENT) != APPLICATION && (form & PARENT_NEAR) != 0;
  }

  /** 0 if it is left to the parent. */
  long parentHigh(long appHigh) {
    if ((form & PARENT) == APPLICATION) {
      return appHigh;
    }
    return lacksParentHigh() ? 0 : parentGivenHigh;
  }

  long parentLow(long traceLow, long appLow) {
    return switch (form & PARENT) {
      case APPLICATION -> appLow;
      case BASE -> actualBase(traceLow) + parentOffset;
      case TRACE -> traceLow + parentOffset;
      default -> parentGivenLow;
    };
  }

  /** How much more a value is than a base; -1 if that is no small number. */
  private static int offset(long base, long value) {
    long offset = value - base;
    return base <= value && offset >= 0 && offset <= Short.MAX_VALUE ? (int) offset : -1;
  }

  /** Events of one trace that lie beside each other. */
  private static final class Neighbours {
    private final List<CollectedEvent> events;

    /** Low half to high half; null where two events share the low one. */
    private final Map<Long, @Nullable Long> highs = new HashMap<>();

    private final TreeMap<Long, Long> bases = new TreeMap<>();

    Neighbours(List<CollectedEvent> events) {
      this.events = events;
      if (events.size() <= NEAR_ROWS) {
        for (CollectedEvent event : events) {
          if (highs.containsKey(event.idLow())) {
            highs.put(event.idLow(), null);
          } else {
            highs.put(event.idLow(), event.idHigh());
          }
        }
      }
    }

    void pack(List<PackedIds> packed) {
      for (CollectedEvent event : events) {
        long base = base(event);
        boolean follows = event.startNanos() >= 0 && event.idHigh() == highOf(event.startNanos());
        long actualBase = base == 0 ? event.traceLow() : base;
        int parent = parentForm(event, actualBase);
        int form = parent | (follows ? HIGH_FOLLOWS : 0);
        boolean hasHigh = (parent & PARENT) >= BASE && (parent & PARENT_NEAR) == 0;
        packed.add(
            new PackedIds(
                form,
                follows ? 0 : event.idHigh(),
                base,
                offset(actualBase, event.idLow()),
                hasHigh ? event.parentHigh() : 0,
                (parent & PARENT) == GIVEN ? event.parentLow() : 0,
                parentOffset(event, parent & PARENT, actualBase)));
      }
    }

    /** 0: the trace's own low half. */
    private long base(CollectedEvent event) {
      long low = event.idLow();
      if (offset(event.traceLow(), low) >= 0) {
        return 0;
      }
      Map.Entry<Long, Long> known = bases.floorEntry(low);
      if (known != null && offset(known.getKey(), low) >= 0) {
        return known.getKey();
      }
      long base = low == 0 ? -1 : low;
      bases.put(base, base);
      return base;
    }

    private int parentForm(CollectedEvent event, long base) {
      if (event.parentHigh() == 0 && event.parentLow() == 0) {
        return NONE;
      }
      if (event.parentHigh() == event.appIdHigh() && event.parentLow() == event.appIdLow()) {
        return APPLICATION;
      }
      Long high = highs.get(event.parentLow());
      int near = high != null && high == event.parentHigh() ? PARENT_NEAR : 0;
      if (offset(base, event.parentLow()) >= 0) {
        return BASE | near;
      }
      return (offset(event.traceLow(), event.parentLow()) >= 0 ? TRACE : GIVEN) | near;
    }

    private static int parentOffset(CollectedEvent event, int kind, long base) {
      return switch (kind) {
        case BASE -> offset(base, event.parentLow());
        case TRACE -> offset(event.traceLow(), event.parentLow());
        default -> 0;
      };
    }
  }
}
