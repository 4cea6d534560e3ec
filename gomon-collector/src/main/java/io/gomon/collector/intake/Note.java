/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.intake;

import io.gomon.collector.ingest.Verdict;
import io.gomon.collector.store.Project;
import io.gomon.collector.wal.WalEntry;

/**
 * What stands beside the body in a record of the log.
 *
 * <pre>
 * accepted [+ rejected] [@ project] space [service]
 * 498+2@shop billing
 * </pre>
 *
 * Without a plus nothing was rejected; without an at sign the project is the default one.
 */
record Note(Verdict verdict, Project project, String service) {

  static Note of(WalEntry entry) {
    int space = entry.note().indexOf(' ');
    String head = space < 0 ? "" : entry.note().substring(0, space);
    int at = head.indexOf('@');
    String counts = at < 0 ? head : head.substring(0, at);
    return new Note(
        verdict(counts),
        at < 0 ? Project.DEFAULT : new Project(head.substring(at + 1)),
        entry.note().substring(space + 1));
  }

  private static Verdict verdict(String counts) {
    int plus = counts.indexOf('+');
    try {
      int accepted = Integer.parseInt(plus < 0 ? counts : counts.substring(0, plus));
      int rejected = plus < 0 ? 0 : Integer.parseInt(counts.substring(plus + 1));
      return new Verdict(accepted, rejected, "");
    } catch (IllegalArgumentException e) {
      return Verdict.accepted(0); // of another version: only an answer to a repeated batch shows it
    }
  }

  String text() {
    StringBuilder text = new StringBuilder().append(verdict.accepted());
    if (verdict.rejected() > 0) {
      text.append('+').append(verdict.rejected());
    }
    if (!project.equals(Project.DEFAULT)) {
      text.append('@').append(project.name());
    }
    return text.append(' ').append(service).toString();
  }
}
