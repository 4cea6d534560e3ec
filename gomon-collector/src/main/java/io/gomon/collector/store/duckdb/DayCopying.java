/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.store.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Copies the files of one day. May be called twice: then the first copy is worth nothing. */
@FunctionalInterface
public interface DayCopying {
  /**
   * Copies them, all under the names that they have.
   *
   * @param files the day's file, and its own log if there is one: useless without each other
   */
  void copy(List<Path> files) throws IOException;
}
