/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector;

import io.gomon.collector.store.EventStore;
import io.gomon.collector.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;

/** Opens the store in its folder. A seam: the crash test opens another one. */
@FunctionalInterface
interface StoreOpener {
  EventStore open(Path folder, Duration retention) throws StoreException;
}
