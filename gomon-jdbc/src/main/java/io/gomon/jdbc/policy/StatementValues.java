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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private static final Object[] NOTHING = {};

  final ConnectionRecord connection;

  /** The SQL that was prepared; null for a plain statement. */
  final @Nullable SqlText text;

  /**
   * An array by position, {@code given} when an event has it; but the only one lies here itself.
   */
  private @Nullable Object params;

  private short paramCount;
  private boolean given;
  @Nullable Others others;

  StatementValues(ConnectionRecord connection, @Nullable SqlText text) {
    this.connection = connection;
    this.text = text;
  }

  /** What few statements have. */
  static final class Others {
    /** How many rows the application wants the driver to fetch at once; 0 for as it likes. */
    int fetchSize;

    boolean closesOnCompletion;

    /** Results that were open when the next one came, the oldest first. */
    final Queue<RowsRecord> openRows = new ConcurrentLinkedQueue<>();

    @Nullable Map<String, @Nullable Object> namedParams;
    @Nullable Map<String, @Nullable Object> outParams;
    int batchSize;

    /** Under which the last values were added to the batch. */
    @Nullable JdbcPolicy policy;

    String @Nullable [] keyNames;
    @Nullable String batchSql;
    @Nullable List<Object> batchParams;
  }

  final Others others() {
    Others known = others;
    if (known == null) {
      known = new Others();
      others = known;
    }
    return known;
  }

  /** Whether values are wanted: asked before each of the next three, to spare boxing. */
  public final boolean keepsValues() {
    boolean areKept = connection.keepsParams();
    if (!areKept && (paramCount > 0 || others != null)) {
      // One that is not kept follows, and those of before would be shown in its place.
      cleared();
    }
    return areKept;
  }

  /** A parameter was bound by its position, from 1. */
  public final void bound(int position, @Nullable Object value) {
    try {
      if (position < 1 || position > MAX_PARAMETERS) {
        return;
      }
      JdbcPolicy policy = connection.bind().policy;
      Object cell =
          isSecret(position, policy)
              ? Redactor.MASK
              : JdbcValues.cell(value, policy.maxValueChars());
      if (position == 1 && paramCount <= 1) {
        params = cell;
      } else {
        writable(position)[position - 1] = cell;
      }
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
      for (int i = 1; i <= paramCount; i++) {
        if (isSecret(i, policy)) {
          bound(i, Redactor.MASK);
        }
      }
    }
  }

  /** The array of parameters, with room for this one, which no event has. */
  private @Nullable Object[] writable(int position) {
    @Nullable Object[] array = paramCount > 1 ? array() : new @Nullable Object[] {params};
    if (paramCount <= 1 || given || position > array.length) {
      int length = Math.max(position, position > array.length ? 2 * array.length : paramCount);
      array = Arrays.copyOf(array, length);
      params = array;
      given = false;
    }
    return array;
  }

  private @Nullable Object[] array() {
    return params instanceof Object[] array ? array : NOTHING;
  }

  private FrozenValues params() {
    if (paramCount <= 1) {
      return FrozenValues.of(params);
    }
    given = true;
    @Nullable Object[] array = array();
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
    params = null;
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

  /** What is bound, as events have it; nothing when values are not kept. */
  final FrozenValues boundValues() {
    boolean isKept = paramCount > 0 && connection.keepsParams();
    return isKept ? params() : FrozenValues.list(new Object[0], 0);
  }

  final void describeBatch(EventTracker event) {
    Others batch = others();
    event.set("batch", batch.batchSize);
    try {
      // What was added under another GoMon may be a secret of this one.
      if (connection.keepsParams() && batch.policy == connection.bind().policy) {
        event.set("params", batch.batchParams);
      }
    } catch (Throwable e) {
      Troubles.recordingFailed(e);
    }
  }

  final void describeOut(EventTracker event) {
    if (others != null && connection.keepsParams()) {
      event.set("out-params", others.outParams);
    }
  }
}
