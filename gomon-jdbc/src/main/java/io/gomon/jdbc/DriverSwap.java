/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.Troubles;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts wrapped drivers into {@code DriverManager} in place of the vendors', and back. A new one is
 * registered before the old one goes, so that nobody ever finds neither; who finds both gets the
 * older. Any thread, one at a time.
 */
final class DriverSwap {
  private static final ReentrantLock LOCK = new ReentrantLock();

  private DriverSwap() {}

  static int wrapAll() {
    LOCK.lock();
    try {
      int count = 0;
      for (Driver driver : registered()) {
        boolean isOurs = driver instanceof Monitored || driver instanceof MonitoredDriver;
        if (!isOurs && isPrivate(driver)) {
          count += swap(driver, new MonitoredVendorDriver(driver, Gomon::global));
        }
      }
      return count;
    } finally {
      LOCK.unlock();
    }
  }

  static int unwrapAll() {
    LOCK.lock();
    try {
      int count = 0;
      for (Driver driver : registered()) {
        if (driver instanceof MonitoredVendorDriver ours) {
          count += swap(ours, ours.delegate);
        }
      }
      return count;
    } finally {
      LOCK.unlock();
    }
  }

  private static List<Driver> registered() {
    return DriverManager.drivers().toList();
  }

  /** What another class loader has, others may have, who would not see our wrapper. */
  private static boolean isPrivate(Driver driver) {
    boolean isPrivate =
        driver.getClass().getClassLoader() == MonitoredDriver.class.getClassLoader();
    if (!isPrivate) {
      Troubles.warn(
          driver.getClass().getName()
              + " is shared with other applications, so autoRegister leaves it as it is. Use"
              + " jdbc:gomon: in its URL, or MonitoredDataSource.wrap.");
    }
    return isPrivate;
  }

  private static int swap(Driver former, Driver next) {
    try {
      DriverManager.registerDriver(next);
      DriverManager.deregisterDriver(former);
      return 1;
    } catch (SQLException | RuntimeException e) {
      // A security manager, or a driver's action that fails. Both may be registered now; the former
      // is found first, and nothing is lost but events.
      Troubles.warn(former + " could not be replaced in DriverManager: " + e);
      return 0;
    }
  }
}
