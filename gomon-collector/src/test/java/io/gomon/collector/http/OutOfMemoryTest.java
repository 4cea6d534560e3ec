/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.collector.admission.Gatekeeper;
import io.gomon.collector.ingest.Decoded;
import io.gomon.collector.ingest.IngestAdapter;
import io.gomon.collector.ingest.IngestAdapters;
import io.gomon.collector.ingest.Origin;
import io.gomon.collector.ingest.Room;
import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.intake.Acknowledged;
import io.gomon.collector.intake.BatchIds;
import io.gomon.collector.intake.Intake;
import io.gomon.collector.intake.RecordCodec;
import io.gomon.collector.log.QuietLog;
import io.gomon.collector.store.LoggedBatch;
import io.gomon.collector.wal.Wal;
import io.gomon.collector.wal.WalConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No memory for one batch is trouble of this moment: senders never come back after a 500. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutOfMemoryTest {
  @TempDir Path folder;

  @Test
  void decoding_runsOutOfMemory_isAnsweredWith503() throws Exception {
    try (Wal wal = Wal.open(WalConfig.create(folder, 1 << 20), 0, record -> {})) {
      IngestAdapters adapters = IngestAdapters.of(List.of(new GreedyAdapter()));
      Limits limits = Limits.forHeap(64 << 20);
      Intake intake =
          new Intake(
              wal,
              new RecordCodec(adapters, 1 << 20),
              BatchIds.open(folder.resolve("names"), 0),
              new Nobody());
      QuietLog log = new QuietLog(System.getLogger("io.gomon.collector"));
      IngestRoutes.Doors doors = new IngestRoutes.Doors(adapters, Gatekeeper.OPEN);
      IngestRoutes routes = new IngestRoutes(doors, intake, limits, log);
      InetAddress here = InetAddress.getLoopbackAddress();
      try (HttpFront front =
          new HttpFront(here, 0, "test", UriCompliance.DEFAULT, List.of(routes))) {
        front.open();
        front.start();
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + "/greedy"))
                .header("Content-Type", "text/plain")
                .header("Gomon-Batch-Id", "named")
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        for (int i = 0; i < 2; i++) { // its name is free again
          HttpResponse<String> answer =
              HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
          assertThat(answer.body()).contains("not enough memory");
        }
      }
    }
  }

  private static final class GreedyAdapter implements IngestAdapter {
    @Override
    public byte code() {
      return 1;
    }

    @Override
    public String path() {
      return "/greedy";
    }

    @Override
    public String contentType() {
      return "text/plain";
    }

    @Override
    public Decoded decode(byte[] plain, Origin origin, Room room) {
      throw new OutOfMemoryError("of the test");
    }

    @Override
    public byte[] answer(Verdict verdict) {
      return new byte[0];
    }
  }

  private static final class Nobody implements Acknowledged {
    @Override
    public void accept(LoggedBatch batch) {}

    @Override
    public void missed() {}
  }
}
