/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.ArchiveException;
import io.gomon.collector.archive.BackupCopy;
import io.gomon.collector.archive.BackupRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gomon backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Makes a backup of all that is stored, while the collector runs, in backups/ of its data",
      "folder, where the newest two are kept; and copies it to --to, where all are."
    })
final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommandTarget target;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "A folder of this machine for backups, such as one on another disk.")
  private @Nullable Path to;

  private final Commands commands;

  @SuppressWarnings("NullAway.Init") // picocli sets the rest
  BackupCommand(Commands commands) {
    this.commands = commands;
  }

  /** Picocli's road; not for others. */
  @Override
  public Integer call() {
    return commands.run(spec, () -> commands.with(target, this::backup));
  }

  private int backup(CommandTarget.Reached collector)
      throws ArchiveException, InterruptedException {
    BackupRequest.Made made = BackupRequest.make(collector.client());
    Path where = to == null ? made.folder() : BackupCopy.keep(made.folder(), to);
    spec.commandLine()
        .getOut()
        .println("backup of " + made.files() + " files, " + made.bytes() + " bytes: " + where);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
