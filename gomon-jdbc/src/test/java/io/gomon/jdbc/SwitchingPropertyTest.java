/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.Gomon;
import io.gomon.testkit.GomonExtension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Programs of random calls, in which GoMon is switched and replaced and set otherwise at any time:
 * the application sees what it sees without GoMon, and nothing of ours fails.
 */
class SwitchingPropertyTest {
  private static final int PROGRAMS = 150;
  private static final int CALLS = 150;
  private static final String[] NAMES = {"ID", "PASSWORD"};
  private static final String[] TEXTS = {
    "select id, name, password from item where id > ?",
    "select * from item where name <> ?",
    "insert into item (name, password) values (?, 'p')",
    "update item set name = 'x' where id = ?",
    "select nothing",
  };

  @RegisterExtension final GomonExtension gomon = GomonExtension.create();

  private final Gomon other =
      Gomon.builder("other").secretKey("name").shutdownHook(false).discoverPlugins(false).start();

  /** What an application holds at a time. */
  private final class Program {
    final List<String> seen = new ArrayList<>();
    private final Random random;
    private final DataSource dataSource;
    private final boolean switches;
    private Connection connection;
    private Statement statement;
    private PreparedStatement prepared;
    private ResultSet rows;

    Program(long seed, DataSource dataSource, boolean switches) {
      this.random = new Random(seed);
      this.dataSource = dataSource;
      this.switches = switches;
    }

    void run() throws SQLException {
      open();
      for (int i = 0; i < CALLS; i++) {
        step(random.nextInt(38));
      }
      connection.close();
    }

    private Object open() throws SQLException {
      connection = dataSource.getConnection();
      statement = connection.createStatement();
      prepared = connection.prepareStatement(TEXTS[0]);
      rows = statement.executeQuery("select id, name from item");
      return "opened";
    }

    private void step(int call) {
      if (call < 8) {
        switchTo(call);
        return;
      }
      String text = TEXTS[random.nextInt(TEXTS.length)];
      int number = 1 + random.nextInt(3);
      Callable<Object> action = action(call, text, number);
      try {
        seen.add(call + " " + action.call());
      } catch (Exception e) {
        seen.add(call + " " + e.getClass().getName() + " " + e.getMessage());
      }
    }

    private Callable<Object> action(int call, String text, int number) {
      return switch (call) {
        case 8 -> this::reopened;
        case 9 -> () -> now(connection.createStatement());
        case 10 -> () -> now(connection.prepareStatement(text));
        case 11 -> () -> now(connection.prepareStatement(text, NAMES));
        case 12 -> () -> now(connection.prepareStatement(text, number));
        case 13, 14 -> () -> now(statement.executeQuery("select * from item"));
        case 15, 16 -> () -> now(prepared.executeQuery());
        case 17 -> () -> prepared.execute();
        case 18 -> () -> prepared.executeUpdate();
        case 19 -> () -> statement.executeUpdate("update item set name = 'y'", NAMES);
        case 20 -> () -> now(prepared.getGeneratedKeys());
        case 21 -> () -> now(statement.getResultSet());
        case 22, 23, 24 -> () -> bound(number);
        case 25 -> () -> added(number);
        case 26 -> () -> prepared.executeBatch().length;
        default -> later(call, number);
      };
    }

    private Callable<Object> later(int call, int number) {
      return switch (call) {
        case 27, 28 -> () -> rows.next() ? rows.getString(number) : "end";
        case 29 -> () -> rows.getString("NAME");
        case 30 -> () -> rows.getMetaData().getColumnCount();
        case 31 -> () -> rows.next() && rows.wasNull();
        case 32 -> () -> closed(number);
        case 33 -> () -> prepared.getMoreResults(number);
        case 34 -> () -> transacted(number);
        case 35 -> () -> done(prepared.getWarnings());
        case 36 -> () -> cleared();
        default -> () -> done(connection.setSavepoint());
      };
    }

    private Object done(Object result) {
      return result == null ? "null" : "done";
    }

    private Object now(Statement made) {
      statement = made;
      return "statement";
    }

    private Object now(PreparedStatement made) {
      prepared = made;
      return "prepared";
    }

    private Object now(ResultSet made) {
      rows = made;
      return made == null ? "no rows" : "rows";
    }

    private Object reopened() throws SQLException {
      connection.close();
      return open();
    }

    private Object bound(int number) throws SQLException {
      prepared.setInt(1, number);
      return "bound";
    }

    private Object added(int number) throws SQLException {
      prepared.setInt(1, number);
      prepared.addBatch();
      return "added";
    }

    private Object cleared() throws SQLException {
      prepared.clearParameters();
      prepared.clearBatch();
      return "cleared";
    }

    private Object closed(int number) throws SQLException {
      switch (number) {
        case 1 -> rows.close();
        case 2 -> statement.close();
        default -> prepared.closeOnCompletion();
      }
      return "closed";
    }

    private Object transacted(int number) throws SQLException {
      switch (number) {
        case 1 -> connection.setAutoCommit(!connection.getAutoCommit());
        case 2 -> connection.rollback();
        default -> connection.commit();
      }
      return "transacted";
    }

    private void switchTo(int call) {
      if (!switches) {
        return;
      }
      Gomon now = Gomon.global();
      switch (call) {
        case 0 -> now.disable();
        case 1, 2 -> now.enable();
        case 3 -> Gomon.setGlobal(now == other ? gomon.gomon() : other);
        case 4 -> now.settings().set("jdbc.params", !now.isEnabled());
        case 5 -> now.settings().set("jdbc.max-rows", seen.size() % 3);
        case 6 -> now.settings().set("jdbc.prepare", seen.size() % 2 == 0);
        default -> now.settings().set("jdbc.query-text", seen.size() % 2 == 0);
      }
    }
  }

  @Test
  void calls_whateverGomonDoesMeanwhile_areAsWithoutIt() throws SQLException {
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    Logger log = Logger.getLogger("io.gomon.jdbc");
    Handler handler = new Listening(failures);
    log.addHandler(handler);
    Level level = log.getLevel();
    log.setLevel(Level.FINE);
    DataSource raw = Databases.h2WithItems();
    DataSource wrapped = MonitoredDataSource.wrap(Databases.h2WithItems());
    // What is known of it from the first use on.
    wrapped.getConnection().close();
    Gomon.setGlobal(other);
    wrapped.getConnection().close();
    Gomon.setGlobal(gomon.gomon());
    try {
      for (int i = 0; i < PROGRAMS; i++) {
        Program without = new Program(i, raw, false);
        without.run();
        Program with = new Program(i, wrapped, true);
        with.run();
        assertThat(with.seen).as("program " + i).isEqualTo(without.seen);
      }
    } finally {
      Gomon.setGlobal(gomon.gomon());
      gomon.gomon().enable();
      log.removeHandler(handler);
      log.setLevel(level);
      other.stop(Duration.ofSeconds(10));
    }
    assertThat(failures).isEmpty();
    assertThat(gomon.events()).isNotEmpty();
  }

  /** Hears of what failed in ours. */
  private static final class Listening extends Handler {
    private final List<String> failures;

    Listening(List<String> failures) {
      this.failures = failures;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getMessage().contains("Recording a JDBC call failed")) {
        failures.add(record.getMessage() + " " + record.getThrown());
      }
    }

    @Override
    public void flush() {
      // Nothing is kept back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
