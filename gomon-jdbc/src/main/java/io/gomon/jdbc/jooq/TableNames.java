/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.jooq;

import io.gomon.jdbc.policy.SqlHint;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/**
 * Puts on SQL events which table they change, or read first ({@code orm-entity}), as jOOQ's model
 * of the query tells. SQL that is given to jOOQ as text has none.
 *
 * <pre>{@code
 * configuration.set(DefaultExecuteListenerProvider.providers(new TableNames()));
 * }</pre>
 *
 * <p>Any thread; never throws.
 */
public final class TableNames implements ExecuteListener {
  private static final long serialVersionUID = 1L;

  @Override
  public void prepareStart(ExecuteContext context) {
    Table<?> table;
    try {
      table = table(context.query());
    } catch (LinkageError e) {
      // A jOOQ without these types of its query model: its events have no names.
      return;
    }
    String sql = context.sql();
    if (table != null && sql != null) {
      SqlHint.next(sql, "orm-entity", table.getName());
    }
  }

  private static @Nullable Table<?> table(@Nullable Query query) {
    if (query instanceof QOM.Insert<?> insert) {
      return insert.$into();
    }
    if (query instanceof QOM.Update<?> update) {
      return update.$table();
    }
    if (query instanceof QOM.Delete<?> delete) {
      return delete.$from();
    }
    if (query instanceof Select<?> select && !select.$from().isEmpty()) {
      return select.$from().get(0);
    }
    return null;
  }
}
