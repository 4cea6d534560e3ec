/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Event;
import io.gomon.Gomon;
import io.gomon.GomonBuilder;
import io.gomon.GomonStats;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test a GoMon of its own, as the process's, with a {@link RecordingListener}; and
 * checks after the test that nothing was lost, that no scope was left open on the test's thread or
 * closed out of order, and that every event is documented ({@link EventCatalog}).
 *
 * <pre>{@code
 * @RegisterExtension final GomonExtension gomon = GomonExtension.create();
 * }</pre>
 */
public final class GomonExtension implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<GomonBuilder> setUp;
  private @Nullable Gomon gomon;
  private @Nullable RecordingListener recorded;

  private GomonExtension(Consumer<GomonBuilder> setUp) {
    this.setUp = setUp;
  }

  public static GomonExtension create() {
    return new GomonExtension(builder -> {});
  }

  /** With a change to the set-up, such as a setting or a clock. */
  public static GomonExtension create(Consumer<GomonBuilder> setUp) {
    return new GomonExtension(setUp);
  }

  public Gomon gomon() {
    return required(gomon);
  }

  /** The listener, without waiting for what is under way: see {@link #events()}. */
  public RecordingListener recorded() {
    return required(recorded);
  }

  /** All events made until now, without the application's. */
  public List<Event> events() {
    assertThat(gomon().flush(PATIENCE)).as("all events delivered").isTrue();
    return recorded().events().stream().filter(event -> !event.isApplication()).toList();
  }

  /** All events of one kind made until now. */
  public List<Event> events(String fingerprint) {
    return events().stream().filter(e -> e.fingerprint().equals(fingerprint)).toList();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    RecordingListener listener = new RecordingListener();
    GomonBuilder builder =
        Gomon.builder("test").listener(listener).shutdownHook(false).discoverPlugins(false);
    setUp.accept(builder);
    recorded = listener;
    gomon = builder.startGlobal();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Gomon running = gomon();
    boolean scopeLeftOpen = running.current().isRecording();
    running.stop(PATIENCE);
    GomonStats stats = running.stats();
    assertThat(scopeLeftOpen).as("a scope was left open").isFalse();
    assertThat(stats.dropped()).as("events lost: %s", stats).isZero();
    assertThat(stats.dispatched() + stats.folded())
        .as("accounts: %s", stats)
        .isEqualTo(stats.made());
    assertThat(stats.scopeMisuses()).as("scopes closed out of order").isZero();
    assertThat(stats.scopeLeaks()).as("scopes that nobody closed").isZero();
    EventCatalog.verify(recorded().events());
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("Only inside a test; is the field annotated?");
    }
    return value;
  }
}
