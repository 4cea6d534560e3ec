/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.ArchiveException;
import io.gomon.collector.archive.EventImport;
import io.gomon.collector.archive.ImportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code gomon import}: events out of files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Sends exported events, or any in GoMon's JSON, to a running collector or an idle folder.",
      "The same import again counts nothing twice."
    })
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommandTarget target;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Events, one a line, also packed by gzip or zstd; or a Parquet file of an export.")
  private List<Path> files;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description = "How long a collector that takes nothing is asked again. Default: 10 minutes.")
  private String patience;

  private final Commands commands;

  @SuppressWarnings("NullAway.Init") // picocli sets the rest
  ImportCommand(Commands commands) {
    this.commands = commands;
  }

  /** Picocli's road; not for others. */
  @Override
  public Integer call() {
    return commands.run(spec, () -> commands.with(target, this::importAll));
  }

  private int importAll(CommandTarget.Reached collector)
      throws ArchiveException, StartException, InterruptedException {
    EventImport importing = EventImport.begin(collector.client(), patience());
    for (Path file : files) {
      ImportFile.read(file, importing::send);
    }
    EventImport.Report report = importing.finish();
    tell(report);
    return report.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private Duration patience() throws StartException {
    try {
      return Quantities.duration(patience);
    } catch (TypeConversionException e) {
      throw CommandTarget.usage("--patience: " + e.getMessage());
    }
  }

  private void tell(EventImport.Report report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "read %d events: %d taken, %d rejected%s%n",
        report.sent(),
        report.taken(),
        report.rejected(),
        report.rejected() == 0 ? "" : " (the first: " + report.reason() + ")");
    out.printf(
        "the collector counted meanwhile, with those of other senders: %d stored, %d there before,"
            + " %d older than what it keeps, %d more than a day ahead%n",
        report.stored(), report.duplicates(), report.expired(), report.future());
    if (report.missingDays() > 0) {
      out.println("days are missing in what was exported: they were deleted meanwhile");
    }
    out.flush();
  }
}
