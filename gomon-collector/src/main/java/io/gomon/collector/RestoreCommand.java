/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.ArchiveException;
import io.gomon.collector.archive.BackupCopy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gomon restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Makes a data folder of a backup, and checks each file by its SHA-256.")
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "BACKUP",
      required = true,
      description = "The folder of one backup.")
  private Path from;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The data folder to make; not there yet, or empty.")
  private Path data;

  private final Commands commands;

  @SuppressWarnings("NullAway.Init") // picocli sets the rest
  RestoreCommand(Commands commands) {
    this.commands = commands;
  }

  /** Picocli's road; not for others. */
  @Override
  public Integer call() {
    return commands.run(spec, this::restore);
  }

  private int restore() throws ArchiveException {
    long bytes = BackupCopy.restore(from, data);
    spec.commandLine().getOut().println("restored " + bytes + " bytes; start it: --data " + data);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
