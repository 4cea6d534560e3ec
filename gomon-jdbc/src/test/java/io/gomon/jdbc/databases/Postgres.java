/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of this virtual machine, started by whoever needs it first, on a free port of
 * the loopback address, and stopped with the virtual machine. PostgreSQL does not run as root; its
 * starter then takes another user's name (a user namespace, by {@code unshare}).
 */
public final class Postgres {
  private Postgres() {}

  /** A data source of the driver, new each time. */
  public static PGSimpleDataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(Server.INSTANCE.getJdbcUrl("postgres", "postgres"));
    return dataSource;
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
