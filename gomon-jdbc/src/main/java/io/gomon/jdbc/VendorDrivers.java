/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.jdbc.policy.Troubles;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The drivers behind {@code jdbc:gomon:}: those of {@code DriverManager} that GoMon's class loader
 * sees, then those that the thread's context class loader finds. Any thread.
 */
final class VendorDrivers {
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private VendorDrivers() {}

  /**
   * Opens a connection as {@code DriverManager} does: each driver is asked to connect, the first
   * one that does is it, and when none does, the first failure is thrown.
   */
  static @Nullable Connection connect(String url, Properties info, Origin origin)
      throws SQLException {
    List<Driver> registered = registered();
    SQLException first = null;
    for (List<Driver> drivers = registered; drivers != null; ) {
      for (Driver driver : drivers) {
        try {
          Connection connection = MonitoredVendorDriver.connect(driver, url, info, origin);
          if (connection != null) {
            return connection;
          }
        } catch (SQLException e) {
          first = first == null ? e : first;
        }
      }
      drivers = drivers == registered && first == null ? inContext(registered) : null;
    }
    if (first != null) {
      throw first;
    }
    return null;
  }

  /** The driver that says it is for this address; null when there is none. */
  static @Nullable Driver find(String url) throws SQLException {
    List<Driver> drivers = registered();
    drivers.addAll(inContext(drivers));
    for (Driver driver : drivers) {
      if (driver.acceptsURL(url)) {
        return driver;
      }
    }
    return null;
  }

  /** Wrappers are taken off: the connection is wrapped here. */
  private static List<Driver> registered() {
    List<Driver> drivers = new ArrayList<>();
    DriverManager.drivers()
        .filter(driver -> !(driver instanceof MonitoredDriver))
        .map(driver -> driver instanceof MonitoredVendorDriver ours ? ours.delegate : driver)
        .forEach(drivers::add);
    return drivers;
  }

  private static void notLoaded(Error cause) {
    String said = "A driver that the context class loader offers could not be loaded: " + cause;
    if (WARNED.compareAndSet(false, true)) {
      Troubles.warn(said + ". Further ones are told of at DEBUG.");
    } else {
      Troubles.debug(said);
    }
  }

  /** In an application server, GoMon may lie above the driver and not see it. */
  private static List<Driver> inContext(List<Driver> tried) {
    List<Driver> drivers = new ArrayList<>();
    Iterator<Driver> found = ServiceLoader.load(Driver.class).iterator();
    for (int failures = 0; failures < 16; ) {
      try {
        if (!found.hasNext()) {
          return drivers;
        }
        Driver driver = found.next();
        boolean isTried =
            driver instanceof MonitoredDriver
                || tried.stream().anyMatch(other -> other.getClass() == driver.getClass());
        if (!isTried) {
          drivers.add(driver);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        // A driver that cannot be loaded, or lacks classes, is none; another one may be.
        failures++;
        notLoaded(e);
      }
    }
    return drivers;
  }
}
