/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.archive.ArchiveException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What there is beside the collector itself: docs/COLLECTOR.md.
 *
 * @param environment the variables of the process
 */
record Commands(Wiring.Opener opener, Map<String, String> environment) {

  static void addTo(CommandLine main, Wiring.Opener opener, Map<String, String> environment) {
    Commands commands = new Commands(opener, environment);
    main.addSubcommand("backup", new BackupCommand(commands));
    main.addSubcommand("restore", new RestoreCommand(commands));
    main.addSubcommand("export", new ExportCommand(commands));
    main.addSubcommand("import", new ImportCommand(commands));
  }

  /** What a command does. */
  @FunctionalInterface
  interface Work {
    /** Gives the exit code. */
    int run() throws ArchiveException, StartException, InterruptedException;
  }

  /** What a command does with its collector. */
  @FunctionalInterface
  interface CollectorWork {
    /** Gives the exit code. */
    int run(CommandTarget.Reached collector)
        throws ArchiveException, StartException, InterruptedException;
  }

  int with(CommandTarget target, CollectorWork work)
      throws ArchiveException, StartException, InterruptedException {
    try (CommandTarget.Reached reached = target.reach(environment, opener)) {
      return work.run(reached);
    }
  }

  /** Runs it; what goes wrong is one line, and an exit code. */
  int run(CommandSpec spec, Work work) {
    CommandLine command = spec.commandLine();
    try {
      checkNothingBefore(spec);
      return work.run();
    } catch (StartException e) {
      return Main.tell(command, e.getMessage(), e.exitCode());
    } catch (ArchiveException e) {
      return Main.tell(command, e.getMessage(), codeOf(e.kind()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts the main thread but a test
      return ExitCode.INTERNAL;
    }
  }

  /** An option before the command's name is the collector's, and would be lost. */
  private static void checkNothingBefore(CommandSpec spec) throws StartException {
    if (!spec.parent().commandLine().getParseResult().matchedOptions().isEmpty()) {
      throw CommandTarget.usage("options stand behind the command: " + spec.name() + " --help");
    }
  }

  private static int codeOf(ArchiveException.Kind kind) {
    return switch (kind) {
      case COLLECTOR -> ExitCode.NO_COLLECTOR;
      case INCOMPLETE -> ExitCode.INCOMPLETE;
      case FILE -> ExitCode.FILE;
    };
  }
}
