/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the application binds to a statement, and what it reads of a procedure's answer. As in
 * JDBC, values stay bound from one execution to the next.
 *
 * <p>Used by one thread at a time, as the statement is. No method throws.
 */
public final class StatementValues {
  private static final int MAX_NAMED_VALUES = 100;

  private final ConnectionRecord connection;

  /** The SQL that was prepared; null for a plain statement. */
  private final @Nullable String sql;

  private @Nullable SecretPositions secrets;
  private @Nullable Params params;
  private @Nullable Map<String, @Nullable Object> namedParams;
  private @Nullable Map<String, @Nullable Object> outParams;
  private int batchSize;
  private @Nullable String batchSql;
  private @Nullable List<@Nullable Object> batchParams;

  StatementValues(ConnectionRecord connection, @Nullable String sql) {
    this.connection = connection;
    this.sql = sql;
  }

  /** Whether values are wanted: asked before each of the next three, to spare boxing. */
  public boolean areKept() {
    try {
      Binding bound = connection.bind();
      return bound.gomon.isEnabled() && bound.policy.keepsParams();
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
      return false;
    }
  }

  /** A parameter was bound by its position, from 1. */
  public void bound(int position, @Nullable Object value) {
    try {
      Binding bound = connection.bind();
      Params kept = params;
      if (kept == null) {
        kept = new Params();
        params = kept;
      }
      boolean secret = sql != null && secrets(bound, sql).parameter(position);
      int maxChars = bound.policy.maxValueChars();
      kept.bind(position, secret ? Redactor.MASK : JdbcValues.keep(value, maxChars));
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  private SecretPositions secrets(Binding bound, String text) {
    SecretPositions known = secrets;
    if (known == null) {
      known = bound.policy.secretsOf(text);
      secrets = known;
    }
    return known;
  }

  /** A parameter was bound by its name; a secret one is masked before listeners see it. */
  public void bound(@Nullable String name, @Nullable Object value) {
    namedParams = with(namedParams, name, value);
  }

  /** The application has read an OUT parameter, named or by position. */
  public void out(@Nullable String name, @Nullable Object value) {
    outParams = with(outParams, name, value);
  }

  private @Nullable Map<String, @Nullable Object> with(
      @Nullable Map<String, @Nullable Object> named,
      @Nullable String name,
      @Nullable Object value) {
    try {
      Map<String, @Nullable Object> kept = named == null ? new LinkedHashMap<>() : named;
      if (name != null && (kept.size() < MAX_NAMED_VALUES || kept.containsKey(name))) {
        kept.put(name, JdbcValues.keep(value, connection.bind().policy.maxValueChars()));
      }
      return kept;
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
      return named;
    }
  }

  /** The application has cleared the parameters. */
  public void cleared() {
    if (params != null) {
      params.clear();
    }
    namedParams = null;
  }

  /** One more for the batch; null SQL means the prepared one with the parameters of now. */
  public void batchAdded(@Nullable String statementSql) {
    batchSize++;
    if (statementSql != null) {
      batchSql = batchSql == null ? statementSql : batchSql;
      return;
    }
    try {
      Params bound = params;
      List<@Nullable Object> kept = batchParams == null ? new ArrayList<>() : batchParams;
      if (bound != null && areKept() && kept.size() < connection.bind().policy.maxRows()) {
        kept.add(bound.copy());
        batchParams = kept;
      }
    } catch (RuntimeException e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The batch is empty again. */
  public void batchCleared() {
    batchSize = 0;
    batchSql = null;
    batchParams = null;
  }

  /** The first SQL of the batch; empty when there is none. */
  String batchSql() {
    return batchSql == null ? "" : batchSql;
  }

  void describe(EventTracker event) {
    if (areKept()) {
      event.set("params", params).set("named-params", namedParams);
    }
  }

  void describeBatch(EventTracker event) {
    event.set("batch", batchSize).set("params", batchParams);
  }

  void describeOut(EventTracker event) {
    event.set("out-params", outParams);
  }
}
