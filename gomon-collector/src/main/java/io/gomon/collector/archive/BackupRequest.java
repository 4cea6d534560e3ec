/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.archive;

import io.gomon.collector.archive.ArchiveException.Kind;
import io.gomon.collector.archive.CollectorClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks a collector for a backup, and waits until it is made. One thread. */
public final class BackupRequest {
  /** Where it is asked for. */
  public static final String PATH = "/api/v1/backup";

  /** A header that no form of a web page can send. */
  public static final String HEADER = "Gomon-Command";

  private static final int ACCEPTED = 202;
  private static final long POLL_MILLIS = 50;

  private BackupRequest() {}

  /** What was made. */
  public record Made(Path folder, int files, long bytes) {}

  public static Made make(CollectorClient collector) throws ArchiveException, InterruptedException {
    try {
      Answer begun =
          collector.send(collector.to(PATH).header(HEADER, "backup").POST(BodyPublishers.noBody()));
      if (begun.status() != ACCEPTED) {
        throw refused(begun);
      }
      String name = begun.values().getOrDefault("name", "");
      while (true) {
        Answer now = collector.get(PATH);
        Map<String, String> values = now.values();
        if (now.status() != 200 || !name.equals(values.get("name"))) {
          throw refused(now);
        }
        switch (values.getOrDefault("state", "")) {
          case "running" -> TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
          case "done" -> {
            return new Made(
                Path.of(values.getOrDefault("folder", "")),
                Integer.parseInt(values.getOrDefault("files", "0")),
                Long.parseLong(values.getOrDefault("bytes", "0")));
          }
          default ->
              throw new ArchiveException(
                  Kind.INCOMPLETE, "no backup was made: " + values.get("error"), null);
        }
      }
    } catch (IOException e) {
      throw collector.unreachable(e);
    }
  }

  private static ArchiveException refused(Answer answer) {
    return new ArchiveException(
        Kind.COLLECTOR, "the collector answers " + answer.status() + ": " + answer.error(), null);
  }
}
