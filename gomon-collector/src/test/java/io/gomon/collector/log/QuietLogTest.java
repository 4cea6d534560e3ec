/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class QuietLogTest {
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final QuietLog log = new QuietLog(new Recorder(), nanos::get);

  @Test
  void warn_repeated_isToldOnceAndCountedIntoTheNext() {
    log.warn("a", "first", null);
    for (int i = 0; i < 10; i++) {
      log.warn("a", "again", null);
    }
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    log.warn("a", "again", null);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    log.warn("a", "later", null);
    assertThat(lines)
        .containsExactly("first", "later (11 more of this kind since it was last told)");
  }

  @Test
  void warn_otherKind_isToldAtOnce() {
    log.warn("a", "first", null);
    log.warn("b", "second", new IllegalStateException("why"));
    assertThat(lines).containsExactly("first", "second java.lang.IllegalStateException: why");
  }

  @Test
  void warn_beforeAnybodyHears_isHeardLater() {
    List<String> heard = new ArrayList<>();
    log.warn("a", "first", null);
    log.warn("a", "not told", null);
    log.onTold((kind, message, cause) -> heard.add(kind + ": " + message));
    log.warn("b", "second", null);
    assertThat(heard).containsExactly("a: first", "b: second");
  }

  /** Takes down what is logged. */
  private final class Recorder implements System.Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      lines.add(thrown == null ? message : message + " " + thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
      lines.add(format);
    }
  }
}
