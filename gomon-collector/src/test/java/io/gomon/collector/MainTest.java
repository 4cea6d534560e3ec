/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.store.StoreInitException;
import io.gomon.collector.store.StoreOpenException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Each way to fail at start: one line on stderr, and the documented exit code. */
final class MainTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private Wiring.Opener wiring = CollectorFixture.wiring(new MemoryStore());

  @ParameterizedTest
  @CsvSource({
    "--port=x, not an int",
    "--port=70000, 0 to 65535",
    "--bind=0.0.0.0, not a loopback address",
    "--data=, must name a folder",
    "--retention=7, needs a unit",
    "--retention=1m, 1h to 400d",
    "--retention=soon, not a duration such as 7d",
    "--max-wal-size=1q, not a size such as 512m",
    "--max-wal-size=100k, at least 1m",
    "--max-requests=0, must be positive",
    "--nonsense, Unknown option",
  })
  void options_wrong_are64(String option, String message) {
    assertFails(64, message, option);
  }

  @Test
  void port_taken_is3() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertFails(3, "cannot listen on 127.0.0.1:" + port, "--port", port);
    }
    try (CollectorFixture again = CollectorFixture.start(folder)) {
      assertThat(again.collector.port()).as("the folder is free again").isPositive();
    }
  }

  @Test
  void dataFolder_isAFile_is4() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertFails(4, "cannot write to the data folder", "--data", file.toString());
    assertFails(4, "cannot write to the data folder", "--data", file.resolve("in").toString());
  }

  @Test
  void dataFolder_isInUse_is5() throws Exception {
    try (CollectorFixture first = CollectorFixture.start(folder)) {
      assertThat(first.collector.port()).isPositive();
      assertFails(5, "another collector is using the data folder");
    }
  }

  @Test
  void dataFolder_isInUseByAnotherProcess_is5() throws Exception {
    try (CollectorProcess first = CollectorProcess.start(folder)) {
      assertThat(first.isAlive()).isTrue();
      assertFails(5, "another collector is using the data folder");
    }
  }

  @Test
  void store_cannotBeOpened_is1AndInitialised2() {
    wiring =
        (store, retention) -> {
          throw new StoreOpenException("it is damaged", null);
        };
    assertFails(1, "cannot open the store: it is damaged");
    wiring =
        (store, retention) -> {
          throw new StoreInitException("no room", null);
        };
    assertFails(2, "cannot initialise the store: no room");
  }

  @Test
  void log_cannotBeOpened_is6() throws Exception {
    Files.writeString(folder.resolve("wal"), "a file where the folder should be");
    assertFails(6, "cannot open the write-ahead log");
  }

  @Test
  void help_is0AndNamesAllExitCodesAndOptions() throws Exception {
    assertThat(run("--help")).isZero();
    String page =
        Files.readString(Path.of(System.getProperty("project.root"), "docs", "COLLECTOR.md"));
    for (int code : new int[] {0, 1, 2, 3, 4, 5, 6, 64, 70}) {
      assertThat(out.toString()).containsPattern("(?m)^ +" + code + " +[a-z]");
      assertThat(page).contains("| " + code + " |");
    }
    Matcher option = Pattern.compile("--[a-z-]+").matcher(out.toString());
    while (option.find()) {
      assertThat(page).contains("`" + option.group());
    }
  }

  @Test
  void settings_areDocumentedAsTheTableHasThem() throws Exception {
    String page =
        Files.readString(Path.of(System.getProperty("project.root"), "docs", "COLLECTOR.md"));
    assertThat(run("--help")).isZero();
    String help = out.toString().replaceAll("\\s+", " ");
    for (Setting setting : Setting.values()) {
      assertThat(page)
          .contains(
              "| `%s` | `%s` | %s | %s |"
                  .formatted(
                      setting.flag(),
                      setting.variable(),
                      setting.defaultValue,
                      setting.description));
      assertThat(help).contains(setting.flag() + "=" + setting.parameter, setting.description);
    }
  }

  @Test
  void settings_flagWinsOverVariableOverFileOverDefault() throws Exception {
    Path file = folder.resolve("collector.properties");
    for (Setting setting : Setting.values()) {
      Files.writeString(file, setting.key + " = of the file\n");
      String config = file.toString();
      Map<String, String> both = Map.of(setting.variable(), "of the environment");
      assertThat(Settings.of(s -> "of the flag", config, both).text(setting))
          .isEqualTo("of the flag");
      assertThat(Settings.of(s -> null, config, both).text(setting))
          .isEqualTo("of the environment");
      assertThat(Settings.of(s -> null, config, Map.of(setting.variable(), "")).text(setting))
          .isEqualTo("of the file");
      assertThat(
              Settings.of(s -> null, null, Map.of(Settings.CONFIG_VARIABLE, config)).text(setting))
          .isEqualTo("of the file");
      assertThat(Settings.of(s -> null, null, Map.of()).text(setting))
          .isEqualTo(setting.defaultValue);
    }
  }

  @Test
  void settings_wrong_sayWhereTheyWereSet() throws Exception {
    environment.put("GOMON_COLLECTOR_MAX_REQUESTS", "many");
    assertFails(64, "GOMON_COLLECTOR_MAX_REQUESTS: 'many' is not an int");
    environment.clear();
    Path file = Files.writeString(folder.resolve("c.properties"), "retention=1m\n");
    assertFails(64, "retention in " + file + " 1m must be 1h to 400d", "--config=" + file);
  }

  @Test
  void configFile_hasAnUnknownKeyOrIsMissing_is64AndSaysWhatExists() throws Exception {
    Path file = Files.writeString(folder.resolve("c.properties"), "prot=1\nport=2\n");
    assertFails(64, "unknown key prot in " + file + "; there are: port, bind", "--config=" + file);
    assertFails(64, "cannot read the file", "--config=" + folder.resolve("none"));
  }

  @Test
  void version_is0() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("GoMon collector ");
  }

  @Test
  void quantities_areReadAsOperatorsWriteThem() {
    assertThat(Quantities.duration("7d")).isEqualTo(Duration.ofDays(7));
    assertThat(Quantities.duration("36h")).isEqualTo(Duration.ofHours(36));
    assertThat(Quantities.duration("P2D")).isEqualTo(Duration.ofDays(2));
    assertThat(Quantities.bytes("1g")).isEqualTo(1L << 30);
    assertThat(Quantities.bytes("512M")).isEqualTo(512L << 20);
    assertThat(Quantities.bytes("12")).isEqualTo(12);
    assertThatThrownBy(() -> Quantities.bytes("-1")).isInstanceOf(TypeConversionException.class);
  }

  private void assertFails(int code, String message, String... more) {
    err.getBuffer().setLength(0);
    List<String> defaults = List.of("--port=0", "--data=" + folder);
    List<String> kept =
        defaults.stream()
            .filter(
                option ->
                    Arrays.stream(more).noneMatch(o -> option.startsWith(o.split("=", 2)[0] + "=")))
            .toList();
    String[] args = Stream.concat(kept.stream(), Arrays.stream(more)).toArray(String[]::new);
    assertThat(run(args)).as(err.toString()).isEqualTo(code);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("gomon-collector: ").contains(message);
  }

  private int run(String... args) {
    CommandLine command = Main.commandLine(wiring, environment);
    return command.setErr(new PrintWriter(err)).setOut(new PrintWriter(out)).execute(args);
  }
}
