/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.Database;
import io.gomon.jdbc.policy.Dsn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known about the databases that connections of {@code jdbc:gomon:} lead to, by their
 * address without credentials: so that all connections of one address have one list of who has
 * them. At most {@value #MAX_DATABASES}, those that were asked for lately.
 *
 * <p>A {@link Database} knows no driver and no class of one; so nothing here keeps the drivers of
 * an application that is gone. Any thread, one at a time, for the time of a look-up.
 */
final class UrlDatabases {
  static final int MAX_DATABASES = 64;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by {@link #lock}. The one that was not asked for for longest comes first. */
  private final Map<String, Database> byAddress = new LinkedHashMap<>(16, 0.75f, true);

  /** The same one for the same address, as long as it is remembered. */
  Database of(String url) {
    String address = Objects.requireNonNull(Dsn.of(url));
    lock.lock();
    try {
      Database known = byAddress.get(address);
      if (known == null) {
        known = new Database();
        byAddress.put(address, known);
        if (byAddress.size() > MAX_DATABASES) {
          byAddress.remove(byAddress.keySet().iterator().next());
        }
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** How many are remembered; for tests. */
  int size() {
    lock.lock();
    try {
      return byAddress.size();
    } finally {
      lock.unlock();
    }
  }
}
