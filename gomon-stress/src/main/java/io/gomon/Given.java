/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon;

import io.gomon.internal.DefaultRedactor;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What the tests of this package start from. */
final class Given {
  /** Never started, so that no thread of its own disturbs; a tracker needs one. */
  static final Gomon GOMON = new GomonBuilder("stress").inert();

  private Given() {}

  static RecordingTracker tracker() {
    return RecordingTracker.root(GOMON, "stress");
  }

  /** For one thread, as the dispatching one is. */
  static Redaction redaction() {
    return new Redaction(new DefaultRedactor(List.of()));
  }

  /** Attributes as a listener sees them, and whether there are as many as the event says. */
  static String shown(Event event) {
    StringJoiner all = new StringJoiner(" ");
    Reader reader = new Reader(all);
    int promised = event.size();
    event.forEach(reader);
    if (reader.count != promised) {
      all.add("of " + promised);
    }
    return all.length() == 0 ? "none" : all.toString();
  }

  /** Has no stack, so that it is quickly made. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure() {
      super("failure", null, false, false);
    }
  }

  private static final class Reader implements AttributeVisitor {
    private final StringJoiner all;
    private int count;

    Reader(StringJoiner all) {
      this.all = all;
    }

    private void add(String key, @Nullable Object value) {
      count++;
      all.add(key + '=' + value);
    }

    @Override
    public void text(String key, String value) {
      add(key, value);
    }

    @Override
    public void integer(String key, long value) {
      add(key, value);
    }

    @Override
    public void decimal(String key, double value) {
      add(key, value);
    }

    @Override
    public void bool(String key, boolean value) {
      add(key, value);
    }

    @Override
    public void bytes(String key, byte[] value) {
      add(key, value.length);
    }

    @Override
    public void list(String key, List<?> value) {
      add(key, value);
    }

    @Override
    public void map(String key, Map<String, ?> value) {
      add(key, value);
    }
  }
}
