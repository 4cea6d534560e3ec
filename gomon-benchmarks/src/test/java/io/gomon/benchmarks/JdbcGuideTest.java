/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Gomon;
import io.gomon.jdbc.MonitoredDriver;
import io.gomon.spi.Durations;
import io.gomon.spi.Setting;
import io.gomon.testkit.RecordingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/JDBC.md says what is true. */
class JdbcGuideTest {
  private static final String GUIDE = "docs/JDBC.md";

  @AfterEach
  void stop() {
    Gomon.global().stop(Duration.ofMillis(100));
    MonitoredDriver.autoDeregister();
  }

  @Test
  void javaBlocks_standInASourceThatCompiles() {
    assertThat(Snippets.blocks(GUIDE))
        .hasSizeGreaterThan(3)
        .allSatisfy(block -> assertThat(Snippets.source("JdbcGuideSnippets")).contains(block));
  }

  @Test
  void javaBlocks_run(@TempDir Path folder) throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:guide;DB_CLOSE_DELAY=-1");
    Gomon gomon = JdbcGuideSnippets.started();
    RecordingListener recorded = new RecordingListener();
    gomon.addListener(recorded);
    JdbcGuideSnippets.registered();
    JdbcGuideSnippets.explained(gomon, h2);
    gomon.settings().set("jdbc.slow-after", Duration.ofNanos(1));
    try (Connection connection = JdbcGuideSnippets.wrapped(h2).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select 42 as answer").close();
    }
    assertThat(recorded.await("sql-explain").get("plan")).asString().contains("SELECT");
    JdbcGuideSnippets.profiled(gomon, folder);
    assertThat(Files.readString(folder.resolve("sql.txt"))).contains("select ? as answer");
    assertThat(folder.resolve("sql.pb.gz")).isNotEmptyFile();
  }

  @Test
  void settings_areThoseThatThereAre() {
    Gomon gomon = JdbcGuideSnippets.started();
    Map<String, Setting<?>> known = new TreeMap<>(gomon.settings().all());
    List<String> rows =
        known.entrySet().stream()
            .filter(setting -> setting.getKey().startsWith("jdbc"))
            .map(setting -> row(setting.getKey(), setting.getValue()))
            .collect(Collectors.toList());
    assertThat(Snippets.lines(GUIDE).filter(line -> line.startsWith("| `jdbc"))).isEqualTo(rows);
  }

  private static String row(String name, Setting<?> setting) {
    Object value = setting.defaultValue();
    String shown = value instanceof Duration length ? Durations.text(length) : value.toString();
    return "| `"
        + name
        + "` | "
        + shown
        + " | "
        + setting.type()
        + " | "
        + setting.description()
        + " |";
  }
}
