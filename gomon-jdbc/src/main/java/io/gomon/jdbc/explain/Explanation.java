/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.explain;

import io.gomon.jdbc.profile.SlowExecution;
import io.gomon.spi.Redactor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a database for the plan of one statement. Of one thread; waits for the database. */
final class Explanation {
  private static final String BOUND = "bound";
  private static final String GENERIC = "generic";
  private static final String NONE = "none";

  private final ExplainSession session;
  private final Product product;
  private final ReadOnlySql sql;
  private final PlanReader reader;
  private final int timeoutSeconds;

  Explanation(
      ExplainSession session, Product product, ReadOnlySql sql, PlanReader reader, int seconds) {
    this.session = session;
    this.product = product;
    this.sql = sql;
    this.reader = reader;
    this.timeoutSeconds = seconds;
  }

  /**
   * The plan.
   *
   * @param maxChars where texts among the values are cut
   */
  Plan of(SlowExecution slow, int maxChars, Redactor redactor) throws SQLException, NotExplained {
    List<@Nullable Object> values = slow.values();
    int count = sql.parameters();
    if (values == null) {
      // A question mark in a text without parameters is an operator.
      return unprepared(NONE);
    }
    if (product == Product.HSQLDB) {
      return unprepared(count == 0 ? NONE : GENERIC);
    }
    BoundValues bound = new BoundValues(values, product == Product.POSTGRESQL);
    if (count == 0 || !product.dependsOnValues()) {
      return prepared(count == 0 ? NONE : GENERIC, statement -> bindNulls(statement, count));
    }
    if (bound.areWhole(count, maxChars, redactor)) {
      return prepared(BOUND, bound::bind);
    }
    if (product != Product.POSTGRESQL) {
      throw new NotExplained(Unexplained.VALUES_UNKNOWN);
    }
    return generic(count);
  }

  private static void bindNulls(PreparedStatement statement, int count) throws SQLException {
    BoundValues.bindNulls(statement, count);
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private Plan unprepared(String values) throws SQLException {
    try (Statement statement = session.connection.createStatement()) {
      statement.setQueryTimeout(timeoutSeconds);
      try (ResultSet rows = statement.executeQuery(product.words + sql.sql())) {
        return reader.read(rows, values);
      }
    }
  }

  private Plan prepared(String values, Binding binding) throws SQLException {
    try (PreparedStatement statement =
        session.connection.prepareStatement(product.words + sql.sql())) {
      statement.setQueryTimeout(timeoutSeconds);
      binding.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows, values);
      }
    }
  }

  /**
   * PostgreSQL's plan for any values. {@code EXPLAIN (GENERIC_PLAN)} cannot be had through its JDBC
   * driver: see RATIONALE.
   */
  private Plan generic(int count) throws SQLException {
    String nulls = String.join(", ", Collections.nCopies(count, "null"));
    boolean isPrepared = false;
    try (Statement statement = session.connection.createStatement()) {
      statement.setQueryTimeout(timeoutSeconds);
      statement.execute("set local plan_cache_mode = force_generic_plan");
      statement.execute("prepare gomon_explain as " + sql.numbered());
      isPrepared = true;
      String explain = product.words + "execute gomon_explain(" + nulls + ")";
      try (ResultSet rows = statement.executeQuery(explain)) {
        return reader.read(rows, GENERIC);
      }
    } finally {
      if (isPrepared) {
        // Not undone by the rollback, and impossible before it when the transaction has failed.
        session.rollback();
        ExplainSession.quietly("deallocate", this::deallocate);
      }
    }
  }

  private void deallocate() throws SQLException {
    try (Statement statement = session.connection.createStatement()) {
      statement.execute("deallocate gomon_explain");
    }
  }
}
