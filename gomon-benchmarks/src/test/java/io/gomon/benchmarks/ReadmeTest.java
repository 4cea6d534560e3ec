/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.RecordingListener;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Pattern LINK = Pattern.compile("`([a-z][\\w./-]*(?:/|\\.md|-[a-z]+))`");

  @AfterEach
  void stop() {
    Gomon.global().stop(Duration.ofMillis(100));
  }

  @Test
  void javaBlocks_standInASourceThatCompiles() {
    assertThat(Snippets.blocks("README.md"))
        .isNotEmpty()
        .allSatisfy(block -> assertThat(Snippets.source("ReadmeSnippets")).contains(block));
  }

  @Test
  void tenLines_run() {
    List<Object> made = ReadmeSnippets.tenLines(new JdbcDataSource(), new ServletContextHandler());
    assertThat(made.get(0)).isSameAs(Gomon.global());
    // The application event and the one of the snippet, to the log and to the exporter.
    Conditions.await(
        "two events at each listener",
        () ->
            Gomon.global().stats().listeners().stream()
                .allMatch(listener -> listener.delivered() >= 2));
    assertThat(Gomon.global().stats().listeners()).hasSize(2);
  }

  @Test
  void furtherLines_run() throws Exception {
    RecordingListener recorded = new RecordingListener();
    Gomon.builder("further").listener(recorded).shutdownHook(false).startGlobal();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    AtomicInteger runs = new AtomicInteger();
    ExecutorService wrapped =
        ReadmeSnippets.further(pool, Collections.nCopies(5, runs::incrementAndGet));
    try (EventTracker order = Gomon.global().start("my-order");
        Scope scope = order.makeCurrent()) {
      assertThat(wrapped.submit(() -> Gomon.global().current()).get()).isSameAs(order);
    }
    pool.shutdown();
    assertThat(runs).hasValue(5);
    assertThat(recorded.await("segment").get("childs").toString()).contains("count=5");
  }

  @Test
  void foldersOfTheMap_exist() {
    Matcher link = LINK.matcher(Snippets.read("README.md"));
    int links = 0;
    while (link.find()) {
      assertThat(Snippets.ROOT.resolve(link.group(1))).exists();
      links++;
    }
    assertThat(links).isGreaterThan(10);
  }
}
