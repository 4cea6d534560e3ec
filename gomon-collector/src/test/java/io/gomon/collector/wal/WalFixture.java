/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.wal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What the tests of the log share. */
final class WalFixture {
  static final int SEGMENT_BYTES = 4096;

  private WalFixture() {}

  static WalConfig config(Path folder, long maxTotalBytes) {
    return new WalConfig(folder, maxTotalBytes, SEGMENT_BYTES, 1 << 20, Duration.ofMillis(5));
  }

  static WalConfig config(Path folder) {
    return config(folder, 1 << 20);
  }

  static WalEntry entry(String body) {
    return new WalEntry(
        1_000,
        (byte) 3,
        "id-" + body.substring(0, Math.min(20, body.length())),
        "note",
        body.getBytes(StandardCharsets.UTF_8));
  }

  static CompletableFuture<Long> append(Wal wal, WalEntry entry) throws IOException {
    CompletableFuture<Long> result = new CompletableFuture<>();
    wal.append(
        entry,
        new AppendListener() {
          @Override
          public void forced(long position) {
            result.complete(position);
          }

          @Override
          public void failed(IOException cause) {
            result.completeExceptionally(cause);
          }
        });
    return result;
  }

  static long appendAndWait(Wal wal, String body) throws Exception {
    return get(append(wal, entry(body)));
  }

  static <T> T get(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(10, TimeUnit.SECONDS);
  }

  /** The bodies of all records behind a position, as text. */
  static List<String> bodies(Wal wal, long from) throws IOException {
    List<String> bodies = new ArrayList<>();
    try (WalCursor cursor = wal.read(from)) {
      for (WalRecord record = cursor.next(); record != null; record = cursor.next()) {
        bodies.add(new String(record.entry().body(), StandardCharsets.UTF_8));
      }
    }
    return bodies;
  }

  /** As after a crash: nobody has written down how much was acknowledged. */
  static void forgetMark(Path folder) throws IOException {
    Files.delete(folder.resolve("acked"));
  }

  static List<Path> segmentFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".wal")).sorted().toList();
    }
  }
}
