/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.archive.ArchiveException.Kind;
import io.gomon.collector.archive.CollectorClient.Answer;
import io.gomon.collector.archive.LineBatches.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends exported events to a collector by the usual door. A batch is named by the import and its
 * bytes, so that one that is sent again counts once; one of a later import goes to the store, which
 * knows the events that it has by their ids. One thread.
 */
public final class EventImport {
  private static final int PAUSE_SECONDS = 1;
  private static final long STORING_SECONDS = 60;
  private static final String STORED_POSITION = "wal.storedPosition";

  private final CollectorClient collector;
  private final Duration patience;
  private final Map<String, String> before;

  /** What the names of its batches begin with. */
  private final String name = "import-" + UUID.randomUUID().toString().substring(0, 8) + "-";

  private long sent;
  private long taken;
  private long rejected;
  private String firstReason = "";
  private int vanishedLines;

  private EventImport(CollectorClient collector, Duration patience, Map<String, String> before) {
    this.collector = collector;
    this.patience = patience;
    this.before = before;
  }

  /**
   * Begins an import.
   *
   * @param patience how long one batch is tried again when the collector does not take it
   */
  public static EventImport begin(CollectorClient collector, Duration patience)
      throws ArchiveException, InterruptedException {
    try {
      return new EventImport(collector, patience, statusOf(collector));
    } catch (IOException e) {
      throw collector.unreachable(e);
    }
  }

  /**
   * What became of the events. The last four are what the collector counted meanwhile, events that
   * others sent included.
   *
   * @param rejected for good, by the collector; {@code reason} is that of the first
   * @param missingDays how many files said that days are missing in them
   */
  public record Report(
      long sent,
      long taken,
      long rejected,
      String reason,
      int missingDays,
      long stored,
      long duplicates,
      long expired,
      long future) {
    /** Whether all of it is in the store now, or was before. */
    public boolean isComplete() {
      return rejected == 0 && expired == 0 && future == 0 && missingDays == 0;
    }
  }

  /** Sends all lines. */
  public void send(InputStream in) throws ArchiveException, InterruptedException {
    LineBatches batches = new LineBatches(in);
    for (Lines lines = next(batches); lines != null; lines = next(batches)) {
      sent += lines.count();
      send(lines);
    }
    vanishedLines += batches.vanishedLines();
  }

  private static @Nullable Lines next(LineBatches batches) throws ArchiveException {
    try {
      return batches.next();
    } catch (IOException e) {
      throw new ArchiveException(Kind.FILE, String.valueOf(e.getMessage()), e);
    }
  }

  private void send(Lines lines) throws ArchiveException, InterruptedException {
    HttpRequest.Builder request =
        collector
            .to("/api/v1/events")
            .header("Content-Type", "application/x-ndjson")
            .header("Gomon-Batch-Id", name + nameOf(lines.bytes()))
            .POST(BodyPublishers.ofByteArray(lines.bytes()));
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    String trouble = "";
    do {
      try {
        Answer answer = collector.send(request);
        if (answer.status() == 413 && lines.count() > 1) {
          for (Lines half : lines.halves()) {
            send(half);
          }
          return;
        }
        if (answer.status() != 429 && answer.status() != 503) {
          count(lines, answer);
          return;
        }
        trouble = answer.error();
        TimeUnit.SECONDS.sleep(Math.max(PAUSE_SECONDS, answer.retryAfterSeconds()));
      } catch (IOException e) {
        trouble = "no answer: " + e; // it restarts, most likely; a batch that it has counts once
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    } while (System.nanoTime() - deadlineNanos < 0);
    throw new ArchiveException(
        Kind.COLLECTOR,
        "the collector takes nothing any more: "
            + trouble
            + ". "
            + taken
            + " events were taken; run the same import again, they are not counted twice",
        null);
  }

  private void count(Lines lines, Answer answer) throws ArchiveException, IOException {
    if (answer.status() == 200) {
      Map<String, String> counts = answer.values();
      taken += number(counts, "accepted");
      reject(number(counts, "rejected"), counts.getOrDefault("reason", ""));
    } else if (answer.status() == 400 || answer.status() == 413) {
      reject(lines.count(), answer.error());
    } else {
      throw new ArchiveException(
          Kind.COLLECTOR, "the collector answers " + answer.status() + ": " + answer.error(), null);
    }
  }

  private void reject(long count, String reason) {
    if (rejected == 0) {
      firstReason = reason;
    }
    rejected += count;
  }

  /**
   * Waits until what was taken is stored, a minute at most, and counts; longer is a failure. What
   * others send meanwhile is not waited for.
   */
  public Report finish() throws ArchiveException, InterruptedException {
    try {
      Map<String, String> after = statusOf(collector);
      long takenPosition = number(after, "wal.acknowledgedPosition");
      long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(STORING_SECONDS);
      while (number(after, STORED_POSITION) < takenPosition) {
        if (System.nanoTime() - deadlineNanos >= 0) {
          throw new ArchiveException(
              Kind.COLLECTOR,
              taken
                  + " events are taken and safe, but the collector has not stored them all after "
                  + STORING_SECONDS
                  + " s: its log says why; run the same import again to see what became of them",
              null);
        }
        TimeUnit.MILLISECONDS.sleep(100);
        after = statusOf(collector);
      }
      after = statusOf(collector); // that one may have counted just before it was stored
      return new Report(
          sent,
          taken,
          rejected,
          firstReason,
          vanishedLines,
          since(after, "events.stored"),
          since(after, "events.duplicates"),
          since(after, "events.expired"),
          since(after, "events.future"));
    } catch (IOException e) {
      throw collector.unreachable(e);
    }
  }

  private long since(Map<String, String> after, String key) {
    return number(after, key) - number(before, key);
  }

  private static Map<String, String> statusOf(CollectorClient collector)
      throws IOException, InterruptedException {
    Answer answer = collector.get("/api/v1/status");
    if (answer.status() != 200) {
      throw new IOException(answer.status() + ": " + answer.error());
    }
    return answer.values();
  }

  private static long number(Map<String, String> counts, String key) {
    return Long.parseLong(counts.getOrDefault(key, "0"));
  }

  private static String nameOf(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
