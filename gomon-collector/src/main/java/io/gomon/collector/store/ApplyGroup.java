/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store;

import java.util.List;

/**
 * What is stored at once: records of the log that follow each other. Immutable.
 *
 * @param position up to where the log is done with when they are stored; not below the position of
 *     any of them
 * @param batches in the order of the log; none when there is only a damaged place to pass
 */
public record ApplyGroup(long position, List<LoggedBatch> batches) {

  /** One batch of the default project. */
  public static ApplyGroup of(long position, List<CollectedEvent> events) {
    return new ApplyGroup(position, List.of(new LoggedBatch(position, Project.DEFAULT, events)));
  }

  /** How many events all batches have. */
  public int events() {
    int events = 0;
    for (LoggedBatch batch : batches) {
      events += batch.events().size();
    }
    return events;
  }
}
