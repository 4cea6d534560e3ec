/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import io.gomon.Gomon;
import io.gomon.jdbc.policy.Dsn;
import io.gomon.jdbc.policy.Troubles;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records what goes through a driver, when the application knows only its URL or {@code
 * DriverManager}. Three ways, each enough by itself, none in vain beside another or beside {@link
 * MonitoredDataSource}: whatever is wrapped already is not wrapped again.
 *
 * <ul>
 *   <li>The URL: {@code jdbc:gomon:postgresql://host/db} for {@code jdbc:postgresql://host/db}. The
 *       form {@code jdbc:gomon:jdbc:postgresql://host/db} means the same. Needs no code: this class
 *       is found by {@code DriverManager}, and finds the vendor's as {@code DriverManager} would,
 *       then in the thread's context class loader.
 *   <li>{@link #wrap}: one driver, by its object.
 *   <li>{@link #autoRegister}: all drivers that {@code DriverManager} has now.
 * </ul>
 *
 * <p>A connection that cannot be opened is an event {@code driver-open}. Settings and the rest are
 * those of {@link MonitoredDataSource}. Any thread.
 */
public final class MonitoredDriver implements Driver {
  static final String PREFIX = "jdbc:gomon:";

  private static final UrlDatabases DATABASES = new UrlDatabases();
  private static final int MAJOR_VERSION = 0;
  private static final int MINOR_VERSION = 1;

  static {
    try {
      DriverManager.registerDriver(new MonitoredDriver());
    } catch (SQLException e) {
      // The JDK's implementation never throws; without registration only the URL is unknown.
      Troubles.warn("The driver for " + PREFIX + " could not be registered: " + e);
    }
  }

  private final Supplier<Gomon> gomons;

  /** For {@code DriverManager} and for pools that want the name of a driver's class. */
  public MonitoredDriver() {
    this.gomons = Gomon::global;
  }

  /** Wraps for the GoMon of the process, whichever that is at the time of a call. */
  public static Driver wrap(Driver driver) {
    return wrap(driver, Gomon::global);
  }

  /** Wraps for this GoMon. */
  public static Driver wrap(Driver driver, Gomon gomon) {
    Objects.requireNonNull(gomon, "gomon");
    return wrap(driver, () -> gomon);
  }

  private static Driver wrap(Driver driver, Supplier<Gomon> gomons) {
    Objects.requireNonNull(driver, "driver");
    if (Origin.isWrapped(driver) || driver instanceof MonitoredDriver) {
      Origin.warnOfSecondWrap();
      return driver;
    }
    return new MonitoredVendorDriver(driver, gomons);
  }

  /**
   * Replaces each driver that {@code DriverManager} has now by a wrapped one, in the same order. A
   * second call wraps what was registered since. Drivers of another class loader than GoMon's stay
   * as they are, with a warning: other applications may use them, too, and would lose them. A
   * driver that was registered with a {@code DriverAction} has its action run.
   *
   * @return how many drivers were replaced
   */
  public static int autoRegister() {
    return DriverSwap.wrapAll();
  }

  /**
   * Undoes {@link #autoRegister}: the vendors' drivers are registered again, without the wrappers.
   *
   * @return how many drivers were put back
   */
  public static int autoDeregister() {
    return DriverSwap.unwrapAll();
  }

  @Override
  public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    String vendorUrl = vendorUrl(url);
    // The origin lives as long as its connection: kept here, it would keep drivers of applications
    // that are gone. What is known about the database keeps none.
    Origin origin = new Origin(gomons, DATABASES.of(vendorUrl));
    Properties properties = info == null ? new Properties() : info;
    Connection connection = VendorDrivers.connect(vendorUrl, properties, origin);
    if (connection == null) {
      throw noDriver(vendorUrl);
    }
    return connection;
  }

  @Override
  public boolean acceptsURL(@Nullable String url) throws SQLException {
    if (url == null) {
      throw new SQLException("GoMon: the URL is null", "08001");
    }
    return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** The vendor's URL in ours. */
  static String vendorUrl(String url) throws SQLException {
    String rest = url.substring(PREFIX.length());
    if (rest.toLowerCase(Locale.ROOT).startsWith("jdbc:")) {
      rest = rest.substring("jdbc:".length());
    }
    if (rest.regionMatches(true, 0, "gomon:", 0, "gomon:".length())) {
      Origin.warnOfSecondWrap();
      return vendorUrl("jdbc:" + rest);
    }
    if (rest.indexOf(':') <= 0) {
      throw new SQLException(
          "GoMon: behind "
              + PREFIX
              + " the vendor's URL must follow, as in jdbc:gomon:postgresql://host/database",
          "08001");
    }
    return "jdbc:" + rest;
  }

  private static SQLException noDriver(String vendorUrl) {
    return new SQLException(
        "GoMon: no driver for "
            + Dsn.of(vendorUrl)
            + ". Put the vendor's driver on the class path, or register it with DriverManager;"
            + " without jdbc:gomon: this URL would fail, too.",
        "08001");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info)
      throws SQLException {
    String vendorUrl = acceptsURL(url) ? vendorUrl(url) : url;
    Driver vendor = VendorDrivers.find(vendorUrl);
    return vendor == null ? new DriverPropertyInfo[0] : vendor.getPropertyInfo(vendorUrl, info);
  }

  /** Of GoMon: which vendor's is meant shows only in a URL. A wrapped driver tells the vendor's. */
  @Override
  public int getMajorVersion() {
    return MAJOR_VERSION;
  }

  @Override
  public int getMinorVersion() {
    return MINOR_VERSION;
  }

  /** False: it is as compliant as the vendor's, which is not known before the URL is. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.gomon.jdbc");
  }
}
