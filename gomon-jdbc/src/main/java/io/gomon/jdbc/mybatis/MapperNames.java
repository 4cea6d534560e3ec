/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.jdbc.mybatis;

import io.gomon.jdbc.policy.SqlHint;
import java.sql.Connection;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.statement.StatementHandler;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.jspecify.annotations.Nullable;

/**
 * Puts on SQL events which mapped statement they come from ({@code orm-mapper}), such as {@code
 * com.example.ItemMapper.find}.
 *
 * <pre>{@code
 * configuration.addInterceptor(new MapperNames());
 * }</pre>
 *
 * <p>An executor of the type REUSE that finds the same SQL in two mapped statements prepares it
 * once, and it keeps the first name. Any thread.
 */
@Intercepts({
  @Signature(
      type = Executor.class,
      method = "update",
      args = {MappedStatement.class, Object.class}),
  @Signature(
      type = Executor.class,
      method = "query",
      args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class}),
  @Signature(
      type = Executor.class,
      method = "queryCursor",
      args = {MappedStatement.class, Object.class, RowBounds.class}),
  @Signature(
      type = StatementHandler.class,
      method = "prepare",
      args = {Connection.class, Integer.class})
})
public final class MapperNames implements Interceptor {
  /** What the thread's executor runs: its handler of statements does not tell. */
  private final ThreadLocal<@Nullable String> running = new ThreadLocal<>();

  @Override
  public @Nullable Object intercept(Invocation invocation) throws Throwable {
    if (invocation.getTarget() instanceof StatementHandler handler) {
      String id = running.get();
      if (id != null) {
        SqlHint.next(handler.getBoundSql().getSql(), "orm-mapper", id);
      }
      return invocation.proceed();
    }
    String outer = running.get();
    running.set(((MappedStatement) invocation.getArgs()[0]).getId());
    try {
      return invocation.proceed();
    } finally {
      if (outer == null) {
        running.remove();
      } else {
        running.set(outer);
      }
    }
  }
}
