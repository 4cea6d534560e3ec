/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.testkit.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gomon.Event;
import io.gomon.EventTracker;
import io.gomon.Scope;
import io.gomon.testkit.GomonExtension;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shows that an application cannot tell a monitored data source from its own: each scenario runs on
 * the driver and on the wrapped driver, and all that it saw is compared, call by call. Then, that
 * the events tell what happened.
 *
 * <pre>{@code
 * class MyDriverTest extends JdbcKit {
 *   MyDriverTest() {
 *     super(JdbcDialect.builder("My").build(), dataSource, MonitoredDataSource::wrap);
 *   }
 * }
 * }</pre>
 *
 * <p>The kit makes and drops the table {@code kit_item} in the schema in which connections begin.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JdbcKit {
  /** The GoMon of a test, for tests that a subclass adds. */
  @RegisterExtension protected final GomonExtension gomon = GomonExtension.create();

  private final JdbcDialect dialect;
  private final DataSource driver;
  private final UnaryOperator<DataSource> wrap;
  private int calls;
  private int returned;

  /**
   * A kit for one database.
   *
   * @param wrap makes a monitored data source of the driver's
   */
  protected JdbcKit(JdbcDialect dialect, DataSource driver, UnaryOperator<DataSource> wrap) {
    this.dialect = requireNonNull(dialect, "dialect");
    this.driver = requireNonNull(driver, "driver");
    this.wrap = requireNonNull(wrap, "wrap");
  }

  /** The same for a driver that is reached by its URL. */
  protected JdbcKit(JdbcDialect dialect, String url, UnaryOperator<DataSource> wrap) {
    this(dialect, new UrlDataSource(requireNonNull(url, "url")), wrap);
  }

  @BeforeAll
  final void setUp() throws SQLException {
    try (Connection connection = driver.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : dialect.setUp()) {
        statement.execute(sql);
      }
    }
  }

  static List<JdbcScenario> scenarios() {
    return JdbcScenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  final void application_withAndWithout_seesTheSame(JdbcScenario scenario) throws SQLException {
    // Some drivers remember the first run: a time-out that was set, a shared empty result.
    run(scenario, driver);
    Transcript without = run(scenario, driver);
    Transcript with = run(scenario, wrap.apply(driver));
    assertThat(with.lines()).isEqualTo(without.lines());
    calls += without.lines().size();
    returned += without.returned();
    JdbcEvents.verify(gomon.events());
  }

  private Transcript run(JdbcScenario scenario, DataSource dataSource) throws SQLException {
    makeTable();
    Transcript seen = new Transcript(dialect);
    seen.run("all", () -> scenario.program().run(dataSource, dialect, seen));
    return seen;
  }

  /** A comparison of failures alone, as after a wrong URL, would prove nothing. */
  @AfterAll
  final void mostCalls_succeeded() {
    assertThat(2 * returned).as("calls that returned, doubled, of %s", calls).isGreaterThan(calls);
  }

  /** A new table with three rows: one full, one of nulls, one of odd values. */
  private void makeTable() throws SQLException {
    String insert =
        "insert into kit_item (name, price, made, born, good, weight, bits, words)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    try (Connection connection = driver.getConnection();
        Statement statement = connection.createStatement()) {
      KitTable.drop(statement);
      statement.execute(dialect.createTable());
      try (PreparedStatement rows = connection.prepareStatement(insert)) {
        KitTable.fill(rows);
      }
    }
  }

  private Connection connect() throws SQLException {
    makeTable();
    return requireNonNull(wrap.apply(driver).getConnection());
  }

  @Test
  final void query_underCurrentEvent_hasParamsRowsAndParents() throws SQLException {
    String sql = "select id, name from kit_item where id >= ? order by id";
    try (EventTracker request = gomon.gomon().start("test-request");
        Scope scope = request.makeCurrent();
        Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, 2);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          assertThat(rows.getInt(1) + rows.getString(2)).isIn("2two", "3drei – ü €");
        }
      }
    }
    Event request = only("test-request");
    Event query = only("sql-wstmt-query");
    Event rows = only("sql-wrows");
    assertThat(query.parentLow()).isEqualTo(request.idLow());
    assertThat(only("conn-prepare").parentLow()).isEqualTo(request.idLow());
    assertThat(rows.parentLow()).isEqualTo(query.idLow());
    assertThat(query.get("query")).isEqualTo(sql);
    assertThat(query.get("params")).isEqualTo(List.of(2L));
    assertThat(rows.get("row-count")).isEqualTo(2L);
    assertThat(rows.get("columns")).isEqualTo(List.of(1L, 2L));
    assertThat(rows.get("rows")).isEqualTo(List.of(List.of(2L, "two"), List.of(3L, "drei – ü €")));
    JdbcEvents.verify(gomon.events());
  }

  @Test
  final void update_withoutCurrentEvent_hasRowsAndItsStatementAsParent() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement update =
            connection.prepareStatement("update kit_item set name = ? where id = ?")) {
      update.setString(1, "changed");
      update.setInt(2, 1);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
    Event update = only("sql-wstmt-exec");
    assertThat(update.get("rows-aff")).isEqualTo(1L);
    assertThat(update.get("params")).isEqualTo(List.of("changed", 1L));
    assertThat(update.parentLow()).isEqualTo(only("conn-prepare").idLow());
  }

  @Test
  final void failure_isTheDrivers_withItsState() throws SQLException {
    SQLException failure;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      failure =
          catchThrowableOfType(
              SQLException.class,
              () -> statement.executeUpdate("insert into kit_item (name) values ('one')"));
    }
    Event failed = only("sql-wconn-exec");
    assertThat(failed.errors()).isNotEmpty();
    assertThat(failed.get("sql-state")).isEqualTo(failure.getSQLState());
    assertThat(failed.get("vendor-code")).isEqualTo((long) failure.getErrorCode());
  }

  @Test
  final void batch_hasItsSizeAndParams() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into kit_item (name) values (?)")) {
      for (String name : List.of("a", "b")) {
        insert.setString(1, name);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    Event batch = only("sql-wstmt-exec");
    assertThat(batch.get("batch")).isEqualTo(2L);
    assertThat(batch.get("params")).isEqualTo(List.of(List.of("a"), List.of("b")));
  }

  @Test
  final void transactions_haveTheirOutcome() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("delete from kit_item where id = 1");
      connection.commit();
      statement.executeUpdate("delete from kit_item where id = 2");
      connection.rollback();
    }
    assertThat(gomon.events("conn-begintx"))
        .extracting(transaction -> transaction.get("outcome"))
        .containsExactly("commit", "rollback");
  }

  @Test
  final void generatedKeys_areRowsOfTheUpdate() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into kit_item (name) values ('keys')", Statement.RETURN_GENERATED_KEYS)) {
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        assertThat(keys.getInt(1)).isEqualTo(4);
      }
    }
    Event keys = only("sql-wrows");
    assertThat(keys.get("generated")).isEqualTo(true);
    assertThat(keys.get("rows")).isEqualTo(List.of(List.of(4L)));
    assertThat(keys.parentLow()).isEqualTo(only("sql-wstmt-exec").idLow());
  }

  @Test
  final void call_hasWhatCameOut() throws SQLException {
    String sql = dialect.call();
    assumeTrue(sql != null, "has no procedures");
    try (Connection connection = connect();
        CallableStatement call = connection.prepareCall(sql)) {
      call.registerOutParameter(1, Types.INTEGER);
      call.setInt(2, 41);
      call.execute();
      assertThat(call.getInt(1)).isEqualTo(42);
    }
    assertThat(only("conn-prepare").get("out-params")).isEqualTo(Map.of("1", 42L));
  }

  private Event only(String fingerprint) {
    List<Event> events = gomon.events(fingerprint);
    assertThat(events).as(fingerprint).hasSize(1);
    return events.get(0);
  }

  /** The name of the database. */
  @Override
  public final String toString() {
    return dialect.name();
  }
}
