/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process takes: as Linux says, and as its garbage collector's log does. */
final class ProcessMemory {
  private static final Pattern PAUSE =
      Pattern.compile("\\[([0-9.]+)s\\].* Pause .* \\d+M->(\\d+)M\\(\\d+M\\)");

  private ProcessMemory() {}

  /** What is left of a heap after a collection. */
  record AfterGc(double uptimeSeconds, int mebibytes) {}

  /** Resident memory now. */
  static int residentMebibytes(long pid) throws IOException {
    return status(pid, "VmRSS:");
  }

  /** The most it ever was. */
  static int peakMebibytes(long pid) throws IOException {
    return status(pid, "VmHWM:");
  }

  private static int status(long pid, String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith(field)) {
        return Integer.parseInt(line.replaceAll("[^0-9]", "")) >> 10;
      }
    }
    throw new IOException("no " + field + " of process " + pid);
  }

  /** From a file of -Xlog:gc. */
  static List<AfterGc> afterCollections(Path log) throws IOException {
    List<AfterGc> after = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find()) {
        after.add(
            new AfterGc(Double.parseDouble(pause.group(1)), Integer.parseInt(pause.group(2))));
      }
    }
    return after;
  }
}
