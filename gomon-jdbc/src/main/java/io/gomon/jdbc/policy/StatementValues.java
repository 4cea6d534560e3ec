/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.policy;

import io.gomon.EventTracker;
import io.gomon.spi.FrozenValues;
import io.gomon.spi.Redactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the application binds to a statement, and what it reads of a procedure's answer. As in
 * JDBC, values stay bound from one execution to the next: the events of executions take the array
 * of parameters itself, and it is copied only when something is bound to it again.
 *
 * <p>A part of {@link StatementRecord}, and its superclass only to spare an object for each
 * statement.
 *
 * <p>Used by one thread at a time, as the statement is. No method throws.
 */
abstract class StatementValues {
  private static final int MAX_PARAMETERS = 1_000;
  private static final int MAX_NAMED_VALUES = 100;
  private static final int FIRST_PARAMETERS = 2;
  private static final Object[] NOTHING = {};

  final ConnectionRecord connection;

  /** The SQL that was prepared; null for a plain statement. */
  final @Nullable SqlText text;

  /** By position; {@code given} when an event has the array. */
  private @Nullable Object[] params = NOTHING;

  private short paramCount;
  private boolean given;
  private @Nullable Others others;

  StatementValues(ConnectionRecord connection, @Nullable SqlText text) {
    this.connection = connection;
    this.text = text;
  }

  /** What few statements have. */
  private static final class Others {
    @Nullable Map<String, @Nullable Object> namedParams;
    @Nullable Map<String, @Nullable Object> outParams;
    int batchSize;

    /** Under which the last values were added to the batch. */
    @Nullable JdbcPolicy policy;

    String @Nullable [] keyNames;
    @Nullable String batchSql;
    @Nullable List<Object> batchParams;
  }

  private Others others() {
    Others known = others;
    if (known == null) {
      known = new Others();
      others = known;
    }
    return known;
  }

  /** Whether values are wanted: asked before each of the next three, to spare boxing. */
  public final boolean keepsValues() {
    return connection.keepsParams();
  }

  /** A parameter was bound by its position, from 1. */
  public final void bound(int position, @Nullable Object value) {
    try {
      if (position < 1 || position > MAX_PARAMETERS) {
        return;
      }
      @Nullable Object[] array = params;
      if (given || position > array.length) {
        int length = Math.max(position, position > array.length ? 2 * array.length : 0);
        array = Arrays.copyOf(array, Math.max(length, Math.max(FIRST_PARAMETERS, paramCount)));
        params = array;
        given = false;
      }
      JdbcPolicy policy = connection.bind().policy;
      array[position - 1] =
          isSecret(position, policy)
              ? Redactor.MASK
              : JdbcValues.cell(value, policy.maxValueChars());
      paramCount = (short) Math.max(paramCount, position);
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  private boolean isSecret(int position, JdbcPolicy policy) {
    return text != null && text.under(policy, connection.dialect()).secrets().parameter(position);
  }

  private boolean isSecret(int position) {
    try {
      return isSecret(position, connection.bind().policy);
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return true;
    }
  }

  /** For a GoMon that has other secrets than the one under which they were bound. */
  private void maskFor(JdbcPolicy policy) {
    if (text != null && !text.isOf(policy)) {
      @Nullable Object[] masked = params.clone();
      for (int i = 0; i < masked.length; i++) {
        masked[i] = isSecret(i + 1, policy) ? Redactor.MASK : masked[i];
      }
      params = masked;
    }
  }

  private FrozenValues params() {
    given = true;
    @Nullable Object[] array = params;
    // Two threads that bind at once may have counted what the other's array has.
    return FrozenValues.list(array, Math.min(paramCount, array.length));
  }

  /** A parameter was bound by its name; a secret one is masked before listeners see it. */
  public final void bound(@Nullable String name, @Nullable Object value) {
    others().namedParams = with(others().namedParams, name, value);
  }

  /** The application has read an OUT parameter by its position, from 1. */
  public final void out(int position, @Nullable Object value) {
    out(Integer.toString(position), isSecret(position) ? Redactor.MASK : value);
  }

  /** The application has read an OUT parameter by its name. */
  public final void out(@Nullable String name, @Nullable Object value) {
    others().outParams = with(others().outParams, name, value);
  }

  private @Nullable Map<String, @Nullable Object> with(
      @Nullable Map<String, @Nullable Object> named,
      @Nullable String name,
      @Nullable Object value) {
    try {
      Map<String, @Nullable Object> kept = named == null ? new LinkedHashMap<>() : named;
      if (name != null && (kept.size() < MAX_NAMED_VALUES || kept.containsKey(name))) {
        kept.put(name, JdbcValues.cell(value, connection.bind().policy.maxValueChars()));
      }
      return kept;
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
      return named;
    }
  }

  /** The application has cleared the parameters. */
  public final void cleared() {
    params = NOTHING;
    paramCount = 0;
    given = false;
    if (others != null) {
      others.namedParams = null;
    }
  }

  /**
   * Which columns of generated keys the application wants; null when it has not told their names.
   */
  public final void keysNamed(String @Nullable [] names) {
    if (names != null || others != null) {
      others().keyNames = names == null ? null : names.clone();
    }
  }

  /** What is known about the result that the generated keys of this text are. */
  final @Nullable SqlText keys(@Nullable SqlText executed) {
    return executed == null ? null : executed.keys(others == null ? null : others.keyNames);
  }

  /** One more for the batch; null SQL means the prepared one with the parameters of now. */
  public final void batchAdded(@Nullable String statementSql) {
    Others batch = others();
    batch.batchSize++;
    if (statementSql != null) {
      batch.batchSql = batch.batchSql == null ? statementSql : batch.batchSql;
      return;
    }
    try {
      List<Object> kept = batch.batchParams == null ? new ArrayList<>() : batch.batchParams;
      batch.policy = connection.bind().policy;
      if (paramCount > 0
          && connection.keepsParams()
          && kept.size() < connection.bind().policy.maxRows()) {
        kept.add(params());
        batch.batchParams = kept;
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  /** The batch is empty again. */
  public final void batchCleared() {
    Others batch = others();
    batch.batchSize = 0;
    batch.batchSql = null;
    batch.batchParams = null;
  }

  /** The first SQL of the batch; empty when there is none. */
  final String batchSql() {
    String first = others().batchSql;
    return first == null ? "" : first;
  }

  final void describe(EventTracker event) {
    if (!connection.keepsParams()) {
      return;
    }
    try {
      if (paramCount > 0) {
        maskFor(connection.bind().policy);
        event.set("params", params());
      }
      Others known = others;
      if (known != null) {
        event.set("named-params", known.namedParams);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  final void describeBatch(EventTracker event) {
    Others batch = others();
    event.set("batch", batch.batchSize);
    // What was added under another GoMon may be a secret of this one.
    if (connection.keepsParams() && batch.policy == connection.bind().policy) {
      event.set("params", batch.batchParams);
    }
  }

  final void describeOut(EventTracker event) {
    if (others != null && connection.keepsParams()) {
      event.set("out-params", others.outParams);
    }
  }
}
