/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.archive.ArchiveException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a collector for its events and hands them on. One thread. */
public final class EventDownload {
  private final CollectorClient collector;

  public EventDownload(CollectorClient collector) {
    this.collector = collector;
  }

  /**
   * Which events; null: no such limit.
   *
   * @param until exclusive
   */
  public record Wanted(@Nullable Instant from, @Nullable Instant until, @Nullable String service) {
    String path() {
      List<String> query = new ArrayList<>();
      if (from != null) {
        query.add("from=" + from.toEpochMilli());
      }
      if (until != null) {
        query.add("to=" + until.toEpochMilli());
      }
      if (service != null) {
        query.add("service=" + URLEncoder.encode(service, StandardCharsets.UTF_8));
      }
      return "/api/v1/export" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }
  }

  /**
   * Where the lines go.
   *
   * @see LineBatches
   */
  @FunctionalInterface
  public interface Sink {
    /** Takes whole lines, each with its end. */
    void accept(byte[] lines, int count) throws IOException;
  }

  /**
   * Hands on all of it.
   *
   * @return how many events
   * @throws ArchiveException also when it was not all: the connection broke, or days were deleted
   *     while they were read; what came before that was handed on
   */
  public long download(Wanted wanted, Sink sink) throws ArchiveException, InterruptedException {
    HttpResponse<InputStream> answer = open(wanted);
    long events = 0;
    try (InputStream in = answer.body()) {
      LineBatches batches = new LineBatches(in);
      for (LineBatches.Lines lines = next(batches); lines != null; lines = next(batches)) {
        sink.accept(lines.bytes(), lines.count());
        events += lines.count();
      }
      if (batches.vanishedLines() > 0) {
        throw new ArchiveException(
            Kind.INCOMPLETE, "days were past retention and deleted while they were read", null);
      }
      return events;
    } catch (IOException e) {
      throw new ArchiveException(Kind.FILE, "cannot write: " + e.getMessage(), e);
    }
  }

  private static LineBatches.@Nullable Lines next(LineBatches batches) throws ArchiveException {
    try {
      return batches.next();
    } catch (IOException e) {
      throw new ArchiveException(
          Kind.INCOMPLETE, "the collector ended the export before its end; its log says why", e);
    }
  }

  private HttpResponse<InputStream> open(Wanted wanted)
      throws ArchiveException, InterruptedException {
    try {
      HttpResponse<InputStream> answer = collector.open(wanted.path());
      if (answer.statusCode() == 200) {
        return answer;
      }
      try (InputStream in = answer.body()) {
        String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        String error = new CollectorClient.Answer(answer.statusCode(), body, 0).error();
        throw new ArchiveException(
            Kind.COLLECTOR, "the collector answers " + answer.statusCode() + ": " + error, null);
      }
    } catch (IOException e) {
      throw collector.unreachable(e);
    }
  }
}
