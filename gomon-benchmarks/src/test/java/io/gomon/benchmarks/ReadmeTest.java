/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.EventTracker;
import io.gomon.Gomon;
import io.gomon.Scope;
import io.gomon.jdbc.MonitoredDataSource;
import io.gomon.testkit.Conditions;
import io.gomon.testkit.RecordingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
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
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path SNIPPETS =
      ROOT.resolve("gomon-benchmarks/src/test/java/io/gomon/benchmarks/ReadmeSnippets.java");
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("`([a-z][\\w./-]*(?:/|\\.md|-[a-z]+))`");

  @AfterEach
  void stop() {
    Gomon.global().stop(Duration.ofMillis(100));
  }

  @Test
  void javaBlocks_standInASourceThatCompiles() throws IOException {
    String source = folded(Files.readString(SNIPPETS));
    Matcher block = JAVA_BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    int blocks = 0;
    while (block.find()) {
      assertThat(source).contains(folded(block.group(1)));
      blocks++;
    }
    assertThat(blocks).isPositive();
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
  void slowLines_explainWhatIsSlow() throws Exception {
    RecordingListener recorded = new RecordingListener();
    Gomon gomon = Gomon.builder("slow").listener(recorded).shutdownHook(false).startGlobal();
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1");
    ReadmeSnippets.slow(gomon, h2);
    gomon.settings().set("jdbc.slow-after", Duration.ofNanos(1));
    try (Connection connection = MonitoredDataSource.wrap(h2).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1 as a").close();
    }
    assertThat(recorded.await("sql-explain").get("plan")).asString().contains("SELECT");
  }

  @Test
  void foldersOfTheMap_exist() throws IOException {
    Matcher link = LINK.matcher(Files.readString(ROOT.resolve("README.md")));
    int links = 0;
    while (link.find()) {
      assertThat(ROOT.resolve(link.group(1))).exists();
      links++;
    }
    assertThat(links).isGreaterThan(10);
  }

  private static String folded(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
