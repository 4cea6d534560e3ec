/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Gomon;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One scenario over one scripted driver, raw and wrapped: the application sees the same, and the
 * driver gets the same calls. Without faults, and with each fault at each call; with GoMon in each
 * state.
 */
class TransparencyTest {
  private static final int CALLS_AT_LEAST = 150;

  private record Run(List<String> seen, List<String> calls, List<String> questions) {}

  private static Run run(ScriptedDriver driver, Throwable fault, DataSource dataSource) {
    driver.calls.clear();
    driver.questions.clear();
    Scenario scenario = new Scenario(fault);
    scenario.run(dataSource);
    return new Run(scenario.seen, List.copyOf(driver.calls), List.copyOf(driver.questions));
  }

  private static Run raw(ScriptedDriver driver, Throwable fault) {
    return run(driver, fault, driver.dataSource());
  }

  private static Run wrapped(ScriptedDriver driver, Throwable fault, Gomon gomon) {
    return run(driver, fault, MonitoredDataSource.wrap(driver.dataSource(), gomon));
  }

  @Test
  void calls_withoutFault_areTheSame_butForOneQuestion() {
    Run raw = raw(new ScriptedDriver(), null);
    try (Gomon gomon = on()) {
      Run wrapped = wrapped(new ScriptedDriver(), null, gomon);
      assertThat(wrapped.seen()).isEqualTo(raw.seen());
      assertThat(wrapped.calls()).isEqualTo(raw.calls());
      assertThat(raw.calls()).hasSizeGreaterThan(CALLS_AT_LEAST);
      assertThat(raw.seen()).noneMatch(text -> text.endsWith("same: false"));
      assertThat(wrapped.questions())
          .containsExactly("Connection#1.isWrapperFor[interface io.gomon.jdbc.Monitored]");
      assertThat(raw.questions()).isEmpty();
      gomon.flush(Duration.ofSeconds(10));
      assertThat(gomon.stats().made()).isGreaterThan(50);
    }
  }

  @TestFactory
  Stream<DynamicTest> calls_gomonInAnyState_areTheSame() {
    return states().entrySet().stream()
        .map(state -> DynamicTest.dynamicTest(state.getKey(), () -> check(state.getValue().get())));
  }

  private static void check(Gomon gomon) {
    try {
      Run raw = raw(new ScriptedDriver(), null);
      for (int i = 0; i < 3; i++) {
        Run wrapped = wrapped(new ScriptedDriver(), null, gomon);
        assertThat(wrapped.seen()).isEqualTo(raw.seen());
        assertThat(wrapped.calls()).isEqualTo(raw.calls());
      }
    } finally {
      BLOCKED.countDown();
      gomon.stop(Duration.ofSeconds(10));
    }
  }

  private static final CountDownLatch BLOCKED = new CountDownLatch(1);

  private static Map<String, Supplier<Gomon>> states() {
    Map<String, Supplier<Gomon>> states = new LinkedHashMap<>();
    states.put("on", TransparencyTest::on);
    states.put(
        "off",
        () -> {
          Gomon gomon = on();
          gomon.disable();
          return gomon;
        });
    states.put(
        "stopped",
        () -> {
          Gomon gomon = on();
          gomon.stop(Duration.ofSeconds(10));
          return gomon;
        });
    states.put(
        "listener throws",
        () ->
            builder()
                .listener(
                    event -> {
                      throw new IllegalStateException("on purpose");
                    })
                .start());
    states.put(
        "queue full", () -> builder().maxQueuedEvents(16).listener(event -> await()).start());
    return states;
  }

  private static void await() {
    try {
      BLOCKED.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static io.gomon.GomonBuilder builder() {
    return Gomon.builder("transparency").shutdownHook(false).discoverPlugins(false);
  }

  private static Gomon on() {
    return builder().listener(event -> {}).start();
  }

  @TestFactory
  Stream<DynamicTest> fault_atEachCall_isSeenAsIfWeWereNotThere() {
    Map<String, Supplier<Throwable>> kinds = new LinkedHashMap<>();
    kinds.put("SQLException", () -> new SQLException("refused", "08006", 17));
    kinds.put("RuntimeException", () -> new IllegalStateException("driver"));
    kinds.put("Error", () -> new LinkageError("driver"));
    List<DynamicTest> tests = new ArrayList<>();
    kinds.forEach(
        (name, kind) -> {
          Throwable once = kind.get();
          tests.add(
              faults(
                  name + " once",
                  once,
                  (method, callsAgo, usual) -> {
                    if (callsAgo == 0) {
                      throw once;
                    }
                    return usual;
                  }));
        });
    SQLException dead = new SQLException("connection lost", "08003");
    tests.add(
        faults(
            "dead from then on",
            dead,
            (method, callsAgo, usual) -> {
              throw dead;
            }));
    tests.add(
        faults(
            "null once",
            null,
            (method, callsAgo, usual) ->
                callsAgo == 0 && !method.getReturnType().isPrimitive() ? null : usual));
    tests.add(
        faults(
            "null from then on",
            null,
            (method, callsAgo, usual) -> method.getReturnType().isPrimitive() ? usual : null));
    return tests.stream();
  }

  private static DynamicTest faults(String name, Throwable thrown, ScriptedDriver.Fault fault) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try (Gomon gomon = on()) {
            int calls = raw(new ScriptedDriver(), null).calls().size();
            for (int i = 0; i < calls; i++) {
              Run raw = raw(new ScriptedDriver(i, fault), thrown);
              Run wrapped = wrapped(new ScriptedDriver(i, fault), thrown, gomon);
              assertThat(wrapped.seen()).as("fault at call %d", i).isEqualTo(raw.seen());
              assertThat(wrapped.calls()).as("fault at call %d", i).isEqualTo(raw.calls());
            }
          }
        });
  }
}
