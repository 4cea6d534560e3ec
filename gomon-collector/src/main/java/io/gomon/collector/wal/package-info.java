/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The write-ahead log: what was received, on disk before it is acknowledged, and read again after a
 * crash. Imports java.base only and knows nothing of events. Threads: any thread appends, the log's
 * own writer thread touches the disk, one reader (the applier) reads and deletes.
 */
@NullMarked
package io.gomon.collector.wal;

import org.jspecify.annotations.NullMarked;
