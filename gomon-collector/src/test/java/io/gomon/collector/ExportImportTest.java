/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gomon.collector.ArchiveFixture.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported and imported is what was stored, by the program's own commands. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ExportImportTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"events.ndjson", "events.ndjson.gz"})
  void export_thenImport_givesAnEqualStore(String name) throws Exception {
    long seed = Seed.get();
    Path file = folder.resolve(name);
    try (ArchiveFixture first = new ArchiveFixture(folder.resolve("first"));
        ArchiveFixture second = new ArchiveFixture(folder.resolve("second"))) {
      first.sendEverything(new Random(seed), 20);
      int sent = first.stored().size();
      assertThat(sent).isGreaterThan(20 * 60);
      Ran exported = ArchiveFixture.run("export", "--url", first.url(), "--to", file.toString());
      assertThat(exported.code()).as(exported.err()).isZero();
      assertThat(exported.err()).contains("exported " + sent + " events");
      for (int times = 1; times <= 2; times++) {
        Ran imported = ArchiveFixture.run("import", "--url", second.url(), file.toString());
        assertThat(imported.code()).as("seed %d %s", seed, imported).isZero();
        assertThat(imported.out()).contains(sent + " taken, 0 rejected");
      }
      assertThat(second.stored()).as("seed %d", seed).isEqualTo(first.stored()).hasSize(sent);
    }
  }

  @Test
  void exportAsParquet_thenImport_givesAnEqualStoreAndATableThatOthersCanRead() throws Exception {
    long seed = Seed.get();
    Path table = folder.resolve("table");
    try (ArchiveFixture first = new ArchiveFixture(folder.resolve("first"));
        ArchiveFixture second = new ArchiveFixture(folder.resolve("second"))) {
      first.sendEverything(new Random(seed), 20);
      Ran exported =
          ArchiveFixture.run(
              "export", "--url", first.url(), "--format", "parquet", "--to", table.toString());
      assertThat(exported.code()).as("seed %d %s", seed, exported.err()).isZero();
      Path file = table.resolve("events-00001.parquet");
      Ran imported = ArchiveFixture.run("import", "--url", second.url(), file.toString());
      assertThat(imported.code()).as("seed %d %s", seed, imported).isZero();
      List<String> stored = first.stored();
      assertThat(second.stored()).as("seed %d", seed).isEqualTo(stored);
      assertThat(asked("count(*)", file)).isEqualTo(Integer.toString(stored.size()));
      assertThat(asked("count(*) FILTER (lapsed_nanos IS NULL) > 0", file)).isEqualTo("true");
      assertThat(asked("bool_and(epoch_us(start) = start_nanos // 1000)", file)).isEqualTo("true");
      assertThat(asked("bool_and(json_valid(attributes))", file)).isEqualTo("true");
    }
  }

  private static String asked(String question, Path parquet) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT " + question + " FROM read_parquet('" + parquet + "')")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void export_ofARangeAndAService_bringsThoseAlone() throws Exception {
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      collector.send("/api/v1/events", "application/x-ndjson", line("a", "2026-11-21T08:00:00Z"));
      collector.sendEverything(new Random(1), 2);
      String foreign = exported(collector, "--service", "foreign 1");
      assertThat(foreign.lines()).isNotEmpty().allMatch(l -> l.contains("\":\"foreign 1\""));
      assertThat(exported(collector, "--until", "2026-01-01")).isEmpty();
      assertThat(exported(collector, "--from", "2026-01-01").lines())
          .hasSameSizeAs(exported(collector).lines().toList());
    }
  }

  @Test
  void idleFolder_isExportedFromAndImportedTo() throws Exception {
    String data = folder.resolve("data").toString();
    List<String> stored;
    try (ArchiveFixture collector = new ArchiveFixture(Path.of(data))) {
      collector.sendEverything(new Random(2), 3);
      stored = collector.stored();
      Ran busy = ArchiveFixture.run("export", "--data", data, "--to", "-");
      assertThat(busy.code()).as(busy.err()).isEqualTo(5);
    }
    String file = folder.resolve("all.ndjson").toString();
    assertThat(ArchiveFixture.run("export", "--data", data, "--to", file).code()).isZero();
    String other = folder.resolve("other").toString();
    assertThat(ArchiveFixture.run("import", "--data", other, file).code()).isZero();
    try (ArchiveFixture collector = new ArchiveFixture(Path.of(other))) {
      assertThat(collector.stored()).isEqualTo(stored).hasSizeGreaterThan(180);
    }
  }

  @Test
  void import_ofWhatCannotBeKept_tellsHowManyAndWhy() throws Exception {
    Path file = folder.resolve("mixed.ndjson");
    Files.writeString(
        file,
        line("now", Instant.now().toString())
            + line("old", "2020-01-01T00:00:00Z")
            + line("ahead", "2100-01-01T00:00:00Z")
            + "no event\n\n"
            + "{\"gomon:vanished\":[\"2020-01-02\"]}\n");
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      Ran ran = ArchiveFixture.run("import", "--url", collector.url(), file.toString());
      assertThat(ran.code()).as(ran.err()).isEqualTo(8);
      assertThat(ran.out())
          .contains("read 4 events: 3 taken, 1 rejected (the first: event 4: ")
          .contains("1 stored, 0 there before, 1 older than what it keeps, 1 more than a day ahead")
          .contains("days are missing in what was exported");
      Files.writeString(file, "no event\n");
      ran = ArchiveFixture.run("import", "--url", collector.url(), file.toString());
      assertThat(ran.out()).contains("read 1 events: 0 taken, 1 rejected (the first: event 1: ");
      assertThat(ran.code()).isEqualTo(8);
    }
  }

  @Test
  void import_repeatedWithALongerRetention_storesWhatWasTooOld() throws Exception {
    String data = folder.resolve("data").toString();
    Instant old = Instant.now().minus(20, ChronoUnit.DAYS);
    String file =
        Files.writeString(folder.resolve("old.ndjson"), line("old", old.toString())).toString();
    Ran first = ArchiveFixture.run("import", "--data", data, file);
    assertThat(first.code()).as(first.out()).isEqualTo(8);
    Path longer = Files.writeString(folder.resolve("longer.properties"), "retention=30d\n");
    Ran again = ArchiveFixture.run("import", "--data", data, "--config", longer.toString(), file);
    assertThat(again.out()).contains("1 taken, 0 rejected", "1 stored");
    assertThat(again.code()).isZero();
  }

  @Test
  void commands_thatCannotWork_sayWhyInOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("there.ndjson"), "");
    String nobody = "http://127.0.0.1:1";
    assertFails(
        7,
        "no collector answers at http://127.0.0.1:1: connection refused",
        "export",
        "--url",
        nobody,
        "--to",
        folder + "/x");
    assertFails(7, "no collector answers", "import", "--url", nobody, file.toString());
    assertFails(64, "--url must be such as", "import", "--url", "here", file.toString());
    assertFails(64, "exclude each other", "import", "--url", nobody, "--data", "x", "x");
    assertFails(64, "behind the command", "--port", "1", "import", "--url", nobody, "x");
    assertFails(64, "Missing required", "export");
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      String url = collector.url();
      assertFails(9, "is there already", "export", "--url", url, "--to", file.toString());
      assertFails(9, "cannot read", "import", "--url", url, folder.resolve("none").toString());
      assertFails(64, "--from must be", "export", "--url", url, "--from", "x", "--to", "-");
      assertFails(64, "--patience: ", "import", "--url", url, "--patience", "x", file.toString());
    }
  }

  @Test
  void export_toAStandardOutputThatTakesNothing_fails() throws Exception {
    PrintStream usual = System.out;
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      collector.sendEverything(new Random(3), 1);
      System.setOut(new PrintStream(new FullDisk(), false, StandardCharsets.UTF_8));
      assertFails(9, "cannot write: ", "export", "--url", collector.url(), "--to", "-");
    } finally {
      System.setOut(usual);
    }
  }

  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int unused) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @Test
  void import_intoACollectorThatRefusesForAWhile_waitsAndGoesOn() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("import"));
    for (int i = 0; i < 3; i++) {
      Path file = folder.resolve(i + ".ndjson");
      arguments.add(Files.writeString(file, line("a", Instant.now().toString())).toString());
    }
    try (ArchiveFixture slow =
        new ArchiveFixture(folder.resolve("data"), CollectorFixture.LIMITS.withMaxRate(1))) {
      arguments.addAll(List.of("--url", slow.url()));
      Ran ran = ArchiveFixture.run(arguments.toArray(String[]::new));
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("read 3 events: 3 taken, 0 rejected", "3 stored");
      Ran again =
          ArchiveFixture.run(
              Stream.concat(arguments.stream(), Stream.of("--patience=0h")).toArray(String[]::new));
      assertThat(again.code()).as(again.out()).isEqualTo(7);
      assertThat(again.err()).contains("takes nothing any more", "run the same import again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "import", "backup", "restore"})
  void options_ofEveryCommand_areDocumented(String command) throws Exception {
    Path page = Path.of(System.getProperty("project.root"), "docs", "COLLECTOR.md");
    Ran help = ArchiveFixture.run(command, "--help");
    assertThat(help.code()).isZero();
    Matcher option = Pattern.compile("--[a-z]+").matcher(help.out());
    while (option.find()) {
      assertThat(Files.readString(page)).contains("`" + option.group() + "`");
    }
  }

  @Test
  void export_whoseClientTakesNothing_holdsUpNobody() throws Exception {
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
      sendLarge(collector, yesterday);
      String export = "/api/v1/export";
      try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), collector.collector.port())) {
        request(slow, export);
        assertThat(slow.getInputStream().read()).isPositive();
        HttpResponse<String> second = get(collector, export);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(get(collector, "/api/v1/services").statusCode()).isEqualTo(200);
        // the day that is being read can be deleted
        assertThat(collector.store().enforceRetention(Instant.now(), 0)).isPositive();
        byte[] rest = slow.getInputStream().readAllBytes();
        assertThat(new String(rest, StandardCharsets.UTF_8))
            .contains("{\"gomon:vanished\":[\"" + yesterday.toString().substring(0, 10) + "\"]}");
      }
      assertThat(get(collector, export + "?to=1").body()).isEmpty();
    }
  }

  @Test
  void export_whoseCollectorStops_isSeenToBeCut() throws Exception {
    HttpResponse<InputStream> answer;
    try (ArchiveFixture collector = new ArchiveFixture(folder.resolve("data"))) {
      sendLarge(collector, Instant.now());
      answer =
          HttpClient.newHttpClient()
              .send(
                  CollectorFixture.to(collector.collector, "/api/v1/export").build(),
                  HttpResponse.BodyHandlers.ofInputStream());
    }
    try (InputStream body = answer.body()) {
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  /** More than what fits into the buffers between a collector and its client. */
  private static void sendLarge(ArchiveFixture collector, Instant start) throws Exception {
    String filling = "x".repeat(60_000);
    int events = 400;
    for (int i = 0; i < events; i++) {
      collector.send("/api/v1/events", "application/x-ndjson", line(filling + i, start.toString()));
    }
    collector.awaitStored();
  }

  private static String line(String text, String start) {
    Instant at = Instant.parse(start);
    return "{\"id\":\""
        + UUID.randomUUID()
        + "\",\"trace\":\"00000000000000000000000000000001\",\"gomon:service\":\"s\","
        + "\"gomon:fp\":\"own\",\"gomon:lapsed\":1,\"gomon:start\":"
        + (at.getEpochSecond() * 1_000_000_000L + at.getNano())
        + ",\"text\":\""
        + text
        + "\"}\n";
  }

  private String exported(ArchiveFixture collector, String... options) throws Exception {
    Path file = folder.resolve(UUID.randomUUID() + ".ndjson");
    List<String> all = new ArrayList<>(List.of("export", "--url", collector.url()));
    all.addAll(List.of("--to", file.toString()));
    all.addAll(List.of(options));
    Ran ran = ArchiveFixture.run(all.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return Files.readString(file);
  }

  private static HttpResponse<String> get(ArchiveFixture collector, String path) throws Exception {
    return CollectorFixture.send(CollectorFixture.to(collector.collector, path).GET());
  }

  private static void request(Socket socket, String path) throws IOException {
    socket.setSoTimeout(20_000);
    String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertFails(int code, String message, String... arguments) {
    Ran ran = ArchiveFixture.run(arguments);
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).startsWith("gomon-collector: ").contains(message);
  }
}
