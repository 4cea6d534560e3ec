/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.hibernate;

import io.gomon.jdbc.policy.SqlHint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Puts on SQL events which entity they are about ({@code orm-entity}), or which query of the
 * application they come from ({@code orm-query}), as far as Hibernate tells: of what it loads by id
 * it says nothing.
 *
 * <p>Hibernate tells it in comments, so both settings are needed; the SQL stays as Hibernate wrote
 * it:
 *
 * <pre>{@code
 * hibernate.use_sql_comments = true
 * hibernate.session_factory.statement_inspector = io.gomon.jdbc.hibernate.EntityNames
 * }</pre>
 *
 * <p>Any thread; never throws.
 */
public final class EntityNames implements StatementInspector {
  private static final long serialVersionUID = 1L;

  /** Those of changes and loads name an entity; any other is the text of a query. */
  private static final Pattern ENTITY =
      Pattern.compile("(?:(?:insert|update|delete|upsert) for|load) ([\\w.$]+).*");

  @Override
  public String inspect(String sql) {
    int end = sql.startsWith("/* ") ? sql.indexOf(" */") : -1;
    if (end > 3) {
      String comment = sql.substring(3, end);
      Matcher entity = ENTITY.matcher(comment);
      if (entity.matches()) {
        SqlHint.next(sql, "orm-entity", entity.group(1));
      } else {
        SqlHint.next(sql, "orm-query", comment);
      }
    }
    return sql;
  }
}
