/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.ArchiveException;
import io.gomon.collector.archive.EventDownload;
import io.gomon.collector.archive.ExportFile;
import io.gomon.collector.archive.ParquetExport;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gomon export}: stored events into a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Writes stored events into a file, from a running collector or an idle folder.")
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommandTarget target;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = {
        "The file to write, NAME.gz is packed, - is standard output;",
        "or with --format=parquet the folder of the files to write."
      })
  private String to;

  @Option(
      names = "--format",
      paramLabel = "ndjson|parquet",
      defaultValue = "ndjson",
      description = "Lines of GoMon's JSON, the default, or a table.")
  private Format format;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First start, such as 2026-11-21 or 2026-11-21T08:30:00Z. Default: all.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "Start before that. Default: all.")
  private @Nullable String until;

  @Option(names = "--service", paramLabel = "NAME", description = "Of this service alone.")
  private @Nullable String service;

  private enum Format {
    NDJSON,
    PARQUET
  }

  private final Commands commands;

  @SuppressWarnings("NullAway.Init") // picocli sets the rest
  ExportCommand(Commands commands) {
    this.commands = commands;
  }

  /** Picocli's road; not for others. */
  @Override
  public Integer call() {
    return commands.run(spec, () -> commands.with(target, this::export));
  }

  private int export(CommandTarget.Reached collector)
      throws ArchiveException, StartException, InterruptedException {
    EventDownload.Wanted wanted =
        new EventDownload.Wanted(time("--from", from), time("--until", until), service);
    EventDownload download = new EventDownload(collector.client());
    long events;
    if (format == Format.PARQUET) {
      events = ParquetExport.write(ExportFile.path(to), sink -> download.download(wanted, sink));
    } else if (to.equals("-")) {
      events = download.download(wanted, (lines, count) -> writeOut(lines));
    } else {
      events = ExportFile.write(ExportFile.path(to), sink -> download.download(wanted, sink));
    }
    spec.commandLine().getErr().println("exported " + events + " events to " + to);
    return ExitCode.OK;
  }

  /** A stream for printing tells of no failure by itself. */
  private static void writeOut(byte[] lines) throws IOException {
    System.out.write(lines, 0, lines.length);
    if (System.out.checkError()) {
      throw new IOException("standard output takes no more");
    }
  }

  private static @Nullable Instant time(String option, @Nullable String text)
      throws StartException {
    if (text == null) {
      return null;
    }
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw CommandTarget.usage(
          option + " must be such as 2026-11-21 or 2026-11-21T08:30:00Z, was " + text);
    }
  }
}
