/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.profile;

import io.gomon.EventTracker;
import io.gomon.jdbc.sql.SqlDialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a slow execution ran. Immutable; made only when somebody wants to know.
 *
 * @param sql the whole text, as the application gave it
 * @param values what was bound, in the form in which events have it: cut, secrets masked; null when
 *     the text was given to a plain statement
 * @param database the same object for all connections of one data source
 * @param dsn where the connection leads, without credentials; null unless it was opened by a URL
 */
public record SlowExecution(
    String sql,
    @Nullable List<@Nullable Object> values,
    SqlDialect dialect,
    Object database,
    @Nullable String dsn) {

  /** Can tell about the execution that has just ended, on the thread that ran it. */
  public interface Source {
    /** What was run; null when that is not known. */
    @Nullable SlowExecution slowExecution();
  }

  /** Wants to know of slow executions, on the threads that ran them. Must not throw or wait. */
  public interface Listener {
    /**
     * An execution was slow.
     *
     * @param execution its event, which has ended
     * @return why it will not be explained, in a word; null when it may be
     */
    @Nullable String slow(EventTracker execution, String shape, Source source);
  }
}
